import type { ClientChannel } from 'ssh2';
import { NotBegun, onEnd } from './channel';
import type { Connection } from './connection';
import type { Shell } from '../types';

/** Opens a login shell on a pseudo terminal. @throws NotBegun when the host started none. */
export async function openShell(
  connection: Connection,
  size: { cols: number; rows: number; term?: string },
): Promise<Shell> {
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    const refuse = (error: unknown): void => reject(new NotBegun(String(error), { cause: error }));
    const terminal = {
      term: size.term ?? 'xterm-256color',
      cols: size.cols,
      rows: size.rows,
      width: 0,
      height: 0,
    };
    try {
      connection.client.shell(terminal, (error, opened) => (error ? refuse(error) : resolve(opened)));
    } catch (error) {
      refuse(error);
    }
  });
  const exited = new Promise<{ code: number | null; signal?: string }>((resolve) => {
    onEnd(channel, (exit) => resolve(exit ?? { code: null }));
  });
  channel.on('error', () => undefined);
  // On a terminal everything comes by standard output; an undrained stderr would stall the channel.
  channel.stderr.resume();
  return {
    stream: channel,
    resize: (cols, rows) => channel.setWindow(rows, cols, 0, 0),
    exited,
    close: () => {
      channel.end();
      channel.close();
    },
  };
}
