import { AppError, isAppError, toErrorShape, type ErrorShape, type Terminal } from '../../../shared/contract';
import type { Shell } from '../types';
import { createFlow, type Flow } from './flow';
import { mayPass, retryDelay } from './retry';

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

/** One terminal: a shell and what comes after it. Its output and its number stay when the connection does not. */
export interface TerminalSession {
  readonly flow: Flow;
  /** The window the shell has, or shall have. */
  readonly size: Size;
  describe(): Terminal;
  /** Connects where it is not connected; the outcome is told by `describe`. */
  connect(size: Size): void;
  resize(size: Size): void;
  /** Input for the shell; calls back when it is on its way. Dropped where no shell runs. */
  write(bytes: Uint8Array, done: () => void): void;
  /** Somebody looks again: what waited for that goes on. */
  watched(): void;
  close(): void;
}

export interface SessionOptions {
  readonly id: number;
  readonly host: string;
  readonly fleet: string;
  /** Opens a shell; throws AppErrors. */
  readonly open: (size: Size, signal: AbortSignal) => Promise<Shell>;
  readonly changed: () => void;
  /** First wait before a lost connection is tried again, for tests. */
  readonly retryMs?: (failures: number) => number;
}

type Standing = Pick<Terminal, 'state' | 'exitCode' | 'signal' | 'error'>;

const PLAIN: Omit<Standing, 'state'> = { exitCode: null, signal: null, error: null };

/**
 * Brings a terminal back to how a shell expects it, whatever the program that was cut off had switched on: normal
 * screen, cursor shown, mouse and paste as at first, plain letters. Then a line of our own.
 */
const anew = (words: string): Buffer =>
  Buffer.from(
    `\x1b[?1049l\x1b[!p\x1b[?25h\x1b[?1000;1002;1003;1004;1006;2004l\x1b[?1l\x1b>\x1b(B\x0f\x1b[0m\r\n\x1b[2m${words}\x1b[0m\r\n`,
  );

const clock = (at: string | number = Date.now()): string => new Date(at).toTimeString().slice(0, 8);

export function createSession(options: SessionOptions): TerminalSession {
  const { id, host, fleet, open, changed, retryMs = retryDelay } = options;
  const flow = createFlow(id);
  let standing: Standing = { state: 'connecting', ...PLAIN };
  let since = new Date().toISOString();
  let size: Size = { cols: 80, rows: 24 };
  let shell: Shell | null = null;
  let attempt: AbortController | null = null;
  let failures = 0;
  let nextTry: Date | null = null;
  /** A retry that is due, but nobody would see it. */
  let held = false;
  let timer: NodeJS.Timeout | undefined;
  let spoke = false;
  let closed = false;

  const stand = (next: Partial<Standing> & Pick<Standing, 'state'>): void => {
    if (closed) return;
    if (next.state !== standing.state) since = new Date().toISOString();
    standing = { ...PLAIN, ...next };
    changed();
  };

  const tryLater = (error: ErrorShape | null): void => {
    const wait = retryMs(failures);
    failures += 1;
    nextTry = new Date(Date.now() + wait);
    clearTimeout(timer);
    timer = setTimeout(() => {
      nextTry = null;
      held = flow.owner === null;
      if (held) changed();
      else void connect(true);
    }, wait);
    stand({ state: 'lost', error });
  };

  const follow = async (running: Shell): Promise<void> => {
    running.stream.on('data', (chunk: Buffer) => {
      if (shell !== running) return;
      spoke = true;
      flow.append(chunk);
    });
    flow.from(running.stream);
    const { code, signal } = await running.exited;
    if (shell !== running || closed) return;
    shell = null;
    flow.from(null);
    if (code !== null || signal !== undefined) {
      stand({ state: 'ended', exitCode: code, signal: signal ?? null });
      return;
    }
    failures = 0;
    tryLater(null);
  };

  const connect = async (isRetry: boolean): Promise<void> => {
    const mine = new AbortController();
    attempt = mine;
    held = false;
    const lost = since;
    const wasLost = standing.state === 'lost';
    if (!isRetry) stand({ state: 'connecting' });
    try {
      const running = await open(size, mine.signal);
      if (mine.signal.aborted) {
        running.close();
        return;
      }
      shell = running;
      failures = 0;
      const words = wasLost ? `connection lost at ${clock(lost)}, back at ${clock()}` : 'a new shell';
      if (spoke) flow.append(anew(words));
      stand({ state: 'open' });
      void follow(running);
    } catch (error) {
      if (mine.signal.aborted) return;
      const shape = toErrorShape(isAppError(error) ? error : unexpected(host, error));
      if (wasLost && mayPass(error)) tryLater(shape);
      else stand({ state: 'failed', error: shape });
    } finally {
      if (attempt === mine) attempt = null;
    }
  };

  return {
    flow,
    get size() {
      return size;
    },
    describe: () => ({
      id,
      host,
      fleet,
      since,
      ...standing,
      nextTry: nextTry?.toISOString() ?? null,
      shown: flow.owner !== null,
    }),
    connect(wanted) {
      size = wanted;
      // An attempt that hangs is given up for the one that is asked for now, except that of a moment ago.
      if (shell || (attempt && standing.state === 'connecting')) return;
      attempt?.abort();
      clearTimeout(timer);
      nextTry = null;
      void connect(false);
    },
    resize(wanted) {
      size = wanted;
      shell?.resize(wanted.cols, wanted.rows);
    },
    write(bytes, done) {
      if (shell) shell.stream.write(Buffer.from(bytes), done);
      else done();
    },
    watched() {
      if (held) void connect(true);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      attempt?.abort();
      flow.leave();
      const running = shell;
      shell = null;
      running?.stream.removeAllListeners('data');
      running?.stream.resume();
      running?.close();
    },
  };
}

function unexpected(host: string, error: unknown): AppError {
  return new AppError('internal', `The terminal to ${host} could not be opened.`, { cause: error });
}
