import { StringDecoder } from 'node:string_decoder';
import type { ClientChannel } from 'ssh2';
import { AppError } from '../../../shared/contract';
import { createOutputKeeper } from '../../process';
import type { Connection } from './connection';
import type { ExecOptions, ExecResult, Reach } from '../types';

/** As much as of a program on this machine. */
const DEFAULT_OUTPUT_BYTES = 64 * 1024 * 1024;

/** The connection ended before the command was begun, so it may be tried on another one. */
export class NotBegun extends Error {}

/** Opens a channel for one command. @throws NotBegun when nothing was started on the host. */
export function openExec(connection: Connection, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void => reject(new NotBegun(String(error), { cause: error }));
    try {
      connection.client.exec(command, (error, channel) => (error ? refuse(error) : resolve(channel)));
    } catch (error) {
      refuse(error);
    }
  });
}

/** Follows a started command to its end. @throws AppError `cancelled`, `timeout`, or `unreachable` when the connection broke. */
export function followExec(
  channel: ClientChannel,
  reach: Reach,
  options: ExecOptions,
  started: number,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const limit = options.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
    const out = collect(limit, 'first', options.onStdout);
    const err = collect(limit, 'last', options.onStderr);
    const stop = (error: AppError): void => {
      cleanUp();
      // sshd passes signals on for ordinary users only; a command of root goes on until it writes or reads.
      try {
        channel.signal('TERM');
      } catch {
        // Already closed: then there is nothing left to tell.
      }
      channel.close();
      reject(error);
    };
    const onAbort = (): void =>
      stop(
        new AppError('cancelled', `The command on ${reach.host} was cancelled.`, {
          hint: 'The host may still be finishing it.',
          detail: { host: reach.host, begun: true },
        }),
      );
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(
            () =>
              stop(
                new AppError(
                  'timeout',
                  `The command on ${reach.host} did not end in ${options.timeoutMs} ms.`,
                  {
                    hint: 'It may still be running on the host.',
                    detail: { host: reach.host, begun: true, timeoutMs: options.timeoutMs },
                  },
                ),
              ),
            options.timeoutMs,
          );
    const cleanUp = (): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    };
    channel.on('data', (chunk: Buffer) => out.add(chunk));
    channel.stderr.on('data', (chunk: Buffer) => err.add(chunk));
    channel.on('error', () => undefined);
    onEnd(channel, (exit) => {
      cleanUp();
      const stdout = out.end();
      const stderr = err.end();
      if (exit) {
        const ms = Math.round(performance.now() - started);
        const truncated = stdout.truncated || stderr.truncated;
        return resolve({ ...exit, stdout: stdout.text, stderr: stderr.text, ms, truncated });
      }
      reject(
        new AppError('unreachable', `The connection to ${reach.host} broke while a command ran.`, {
          hint: 'Whether the command finished is not known; ask the host again.',
          detail: {
            host: reach.host,
            begun: true,
            stdout: stdout.text.slice(-2000),
            stderr: stderr.text.slice(-2000),
          },
        }),
      );
    });
    if (options.signal?.aborted) return onAbort();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    // Without input the command reads an empty one, as under ssh -n.
    channel.end(options.input === undefined ? undefined : bytesOf(options.input));
  });
}

/** The bytes themselves, not a copy: they may be hundreds of megabytes. */
function bytesOf(input: string | Uint8Array): Buffer {
  return typeof input === 'string'
    ? Buffer.from(input)
    : Buffer.from(input.buffer, input.byteOffset, input.byteLength);
}

/**
 * Calls back once the remote side has ended and everything it said was read; null when it never told how it ended.
 * The close event carries this: an exit event can come with the very packet that opens the channel, unheard.
 */
export function onEnd(
  channel: ClientChannel,
  listener: (exit: { code: number | null; signal?: string } | null) => void,
): void {
  channel.on('close', (code?: number | null, signal?: string) => {
    if (code === undefined) listener(null);
    else
      listener({ code, ...(signal ? { signal: signal.startsWith('SIG') ? signal : `SIG${signal}` } : {}) });
  });
}

/** Keeps a bounded part of a stream; a listener hears all of it, cut at characters. */
function collect(
  limit: number,
  which: 'first' | 'last',
  listener: ((chunk: string) => void) | undefined,
): { add(chunk: Buffer): void; end(): { text: string; truncated: boolean } } {
  const keeper = createOutputKeeper(limit, which);
  const decoder = new StringDecoder('utf8');
  const tell = (text: string): void => {
    if (text !== '') listener?.(text);
  };
  return {
    add: (chunk) => {
      keeper.push(chunk);
      if (listener) tell(decoder.write(chunk));
    },
    end: () => {
      tell(decoder.end());
      return { text: keeper.text(), truncated: keeper.truncated };
    },
  };
}
