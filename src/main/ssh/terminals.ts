import { AppError, type Terminal, type TerminalLayout } from '../../shared/contract';
import type { Frame, Pipe } from '../../shared/pipe';
import type { Home } from '../state';
import { createLayoutStore } from './terminal/layout-store';
import { createSession, type Size, type TerminalSession } from './terminal/session';
import type { Reach, Ssh } from './types';

export interface TerminalsOptions {
  readonly ssh: Ssh;
  /** How a host is reached now; throws where it is not. */
  readonly reach: (host: string) => Promise<Reach>;
  /** Folder of the open fleet; throws where none is open. */
  readonly fleet?: () => string;
  /** Where the layout is kept between starts. */
  readonly home?: Home;
  readonly retryMs?: (failures: number) => number;
}

export interface Terminals {
  /** A terminal, `connecting`. @throws AppError `usage` when the host is of a fleet that is not open. */
  open(input: Size & { host: string; fleet?: string | undefined }): Terminal;
  reconnect(input: Size & { id: number }): Terminal;
  resize(input: Size & { id: number }): void;
  /** Ends the shell where it still runs, and forgets the terminal. */
  close(input: { id: number }): void;
  list(): Terminal[];
  layout(): Promise<TerminalLayout>;
  setLayout(layout: TerminalLayout): Promise<void>;
  /** Carries the bytes of terminals over a pipe until it closes. Returns the detach function. */
  attach(pipe: Pipe): () => void;
  onChange(listener: () => void): () => void;
  closeAll(): void;
}

interface Entry {
  readonly session: TerminalSession;
  readonly fleet: string;
}

/** Shells on hosts, their bytes on pipes. They outlive the page; what a terminal shows outlives its connection. */
export function createTerminals(options: TerminalsOptions): Terminals {
  const { ssh, reach, fleet = () => '', home = null, retryMs } = options;
  const entries = new Map<number, Entry>();
  const listeners = new Set<() => void>();
  const layouts = createLayoutStore(home);
  let nextId = 1;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const find = (id: number): Entry => {
    const entry = entries.get(id);
    if (entry) return entry;
    throw new AppError('usage', `There is no terminal ${id}.`, { hint: 'It was closed; open a new one.' });
  };
  /** A host's name means another machine in another fleet. */
  const onlyIn = (wanted: string): void => {
    if (wanted === fleet()) return;
    throw new AppError('usage', `This terminal belongs to the fleet in ${wanted}, which is not open.`, {
      hint: 'Open that fleet to connect again.',
      detail: { fleet: wanted },
    });
  };

  const receive = (pipe: Pipe, frame: Frame): void => {
    const session = entries.get(frame.channel)?.session;
    if (!session) return;
    const { flow } = session;
    if (frame.kind === 'take') {
      flow.take(pipe, frame.have, session.size);
      session.watched();
      changed();
      return;
    }
    // Only who took it reads and types.
    if (flow.owner !== pipe) return;
    if (frame.kind === 'ack') flow.acknowledge(frame.count);
    if (frame.kind === 'data') {
      const { length } = frame.bytes;
      session.write(frame.bytes, () => pipe.send({ kind: 'ack', channel: frame.channel, count: length }));
    }
  };

  return {
    open({ host, fleet: wanted, cols, rows }) {
      if (wanted !== undefined) onlyIn(wanted);
      const of = fleet();
      const id = nextId++;
      const session = createSession({
        id,
        host,
        fleet: of,
        async open(size, signal) {
          onlyIn(of);
          return ssh.shell(await reach(host), size, { signal });
        },
        changed,
        ...(retryMs ? { retryMs } : {}),
      });
      entries.set(id, { session, fleet: of });
      session.connect({ cols, rows });
      return session.describe();
    },
    reconnect({ id, ...size }) {
      const { session, fleet: of } = find(id);
      onlyIn(of);
      session.connect(size);
      return session.describe();
    },
    resize: ({ id, ...size }) => find(id).session.resize(size),
    close({ id }) {
      const { session } = find(id);
      entries.delete(id);
      session.close();
      changed();
    },
    list: () => [...entries.values()].map(({ session }) => session.describe()),
    layout: () => layouts.read(),
    setLayout: (layout) => layouts.write(layout),
    attach(pipe) {
      const stopFrames = pipe.onFrame((frame) => receive(pipe, frame));
      const detach = (): void => {
        stopFrames();
        stopClose();
        const read = [...entries.values()].filter(({ session }) => session.flow.owner === pipe);
        for (const { session } of read) session.flow.leave();
        // Windows that have shown them before take them back.
        if (read.length > 0) changed();
      };
      const stopClose = pipe.onClose(detach);
      return detach;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    closeAll() {
      for (const { session } of entries.values()) session.close();
      entries.clear();
    },
  };
}
