import { AppError, type Terminal } from '../../shared/contract';
import { PIPE_WINDOW, type Frame, type Pipe } from '../../shared/pipe';
import type { Reach, Shell, Ssh } from './types';

export interface TerminalsOptions {
  readonly ssh: Ssh;
  /** How a host is reached now; throws where it is not. */
  readonly reach: (host: string) => Promise<Reach>;
}

export interface Terminals {
  open(input: { host: string; cols: number; rows: number }): Promise<Terminal>;
  resize(input: { id: number; cols: number; rows: number }): void;
  /** Ends the shell where it still runs, and forgets the terminal. */
  close(input: { id: number }): void;
  list(): Terminal[];
  /**
   * Carries the bytes of terminals over a pipe until it closes. A terminal belongs to the pipe that last sent it a
   * frame (an `ack` of 0 is enough); one that belongs to nobody is sent to every pipe. Returns the detach function.
   */
  attach(pipe: Pipe): () => void;
  onChange(listener: () => void): () => void;
  closeAll(): void;
}

interface Session {
  readonly id: number;
  readonly host: string;
  readonly shell: Shell;
  owner: Pipe | null;
  /** Read from the host, not yet sent. */
  queue: Buffer[];
  queued: number;
  /** Sent and not yet acknowledged. */
  underWay: number;
  ended: { code: number | null } | null;
  endSent: boolean;
}

const PIECE = 64 * 1024;

/** Shells on hosts, their bytes on pipes. Output is read from a host only as fast as its reader acknowledges it. */
export function createTerminals({ ssh, reach }: TerminalsOptions): Terminals {
  const sessions = new Map<number, Session>();
  const pipes = new Set<Pipe>();
  const listeners = new Set<() => void>();
  let nextId = 1;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const find = (id: number): Session => {
    const session = sessions.get(id);
    if (session) return session;
    throw new AppError('usage', `There is no terminal ${id}.`, { hint: 'It was closed; open a new one.' });
  };
  const send = (session: Session, frame: Frame): void => {
    for (const pipe of session.owner ? [session.owner] : pipes) pipe.send(frame);
  };

  const pump = (session: Session): void => {
    while (session.queue.length > 0 && pipes.size > 0 && session.underWay < PIPE_WINDOW) {
      const head = session.queue[0] as Buffer;
      const bytes = head.subarray(0, Math.min(PIECE, PIPE_WINDOW - session.underWay));
      if (bytes.length === head.length) session.queue.shift();
      else session.queue[0] = head.subarray(bytes.length);
      session.queued -= bytes.length;
      session.underWay += bytes.length;
      send(session, { kind: 'data', channel: session.id, bytes });
    }
    if (session.queued + session.underWay < PIPE_WINDOW) session.shell.stream.resume();
    else session.shell.stream.pause();
    if (session.ended && session.queue.length === 0 && pipes.size > 0 && !session.endSent) {
      session.endSent = true;
      send(session, { kind: 'end', channel: session.id });
    }
  };

  const receive = (pipe: Pipe, frame: Frame): void => {
    const session = sessions.get(frame.channel);
    if (!session) return;
    if (session.owner !== pipe) {
      // Another reader takes over: what the old one has not acknowledged is not coming back.
      if (session.owner !== null) session.underWay = 0;
      session.owner = pipe;
    }
    switch (frame.kind) {
      case 'ack':
        session.underWay = Math.max(0, session.underWay - frame.count);
        break;
      case 'data': {
        const { length } = frame.bytes;
        if (!session.ended) {
          session.shell.stream.write(Buffer.from(frame.bytes), () =>
            pipe.send({ kind: 'ack', channel: session.id, count: length }),
          );
        }
        break;
      }
      case 'end':
        session.shell.close();
        break;
    }
    pump(session);
  };

  const describe = (session: Session): Terminal => ({
    id: session.id,
    host: session.host,
    open: session.ended === null,
    exitCode: session.ended?.code ?? null,
  });

  return {
    async open({ host, cols, rows }) {
      const shell = await ssh.shell(await reach(host), { cols, rows });
      const session: Session = {
        id: nextId++,
        host,
        shell,
        owner: null,
        queue: [],
        queued: 0,
        underWay: 0,
        ended: null,
        endSent: false,
      };
      sessions.set(session.id, session);
      shell.stream.on('data', (chunk: Buffer) => {
        session.queue.push(chunk);
        session.queued += chunk.length;
        pump(session);
      });
      const follow = async (): Promise<void> => {
        const { code } = await shell.exited;
        session.ended = { code };
        pump(session);
        changed();
      };
      void follow();
      changed();
      return describe(session);
    },
    resize({ id, cols, rows }) {
      const session = find(id);
      if (!session.ended) session.shell.resize(cols, rows);
    },
    close({ id }) {
      const session = find(id);
      sessions.delete(id);
      session.shell.stream.removeAllListeners('data');
      session.shell.stream.resume();
      session.shell.close();
      changed();
    },
    list: () => [...sessions.values()].map(describe),
    attach(pipe) {
      pipes.add(pipe);
      const stopFrames = pipe.onFrame((frame) => receive(pipe, frame));
      const detach = (): void => {
        if (!pipes.delete(pipe)) return;
        stopFrames();
        stopClose();
        for (const session of sessions.values()) {
          if (session.owner !== pipe && pipes.size > 0) continue;
          session.owner = null;
          session.underWay = 0;
          pump(session);
        }
      };
      const stopClose = pipe.onClose(detach);
      for (const session of sessions.values()) pump(session);
      return detach;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    closeAll() {
      for (const session of sessions.values()) session.shell.close();
      sessions.clear();
    },
  };
}
