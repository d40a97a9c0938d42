import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseJson } from '../../../shared/json';
import { type Ask, READY, type Reply, replySchema } from './protocol';

/** A helper that did not answer in time (and was ended), or that ended by itself. */
export class HelperError extends Error {
  constructor(readonly how: 'timeout' | 'ended') {
    super(how === 'timeout' ? 'no answer in time' : 'the helper process ended');
    this.name = 'HelperError';
  }
}

/** The process that talks to the keychain, started when first asked and again after it was ended. */
export interface Caller {
  /** Starts the helper where none runs, and waits until it listens. Throws {@link HelperError}. */
  ready(): Promise<void>;
  /** Throws {@link HelperError}; a helper that is too slow is ended with all that it was asked. */
  ask(ask: Ask, withinMs: number): Promise<Reply>;
  close(): void;
}

export interface CallerOptions {
  /** The built entry `keychain-helper.js`. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** With nothing to do the helper is ended after this. */
const IDLE_MS = 60_000;
/** A process and a library to load: no matter of the keychain, so it has a time of its own. */
const START_MS = 3_000;

interface Helper {
  readonly child: ChildProcess;
  readonly waiting: Map<number, (reply: Reply | HelperError) => void>;
  /** Rejects with a {@link HelperError} when it does not come up. */
  readonly ready: Promise<void>;
}

export function createCaller({ file, env }: CallerOptions): Caller {
  let helper: Helper | null = null;
  let count = 0;
  let idle: NodeJS.Timeout | undefined;

  const drop = (one: Helper, how: HelperError['how']): void => {
    if (helper === one) helper = null;
    one.child.kill('SIGKILL');
    for (const settle of one.waiting.values()) settle(new HelperError(how));
  };

  const start = (): Helper => {
    const child = spawn(process.execPath, [file], {
      // What libraries say of themselves goes nowhere: it is no answer.
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: '/',
      env: helperEnvironment(env),
    });
    const waiting: Helper['waiting'] = new Map();
    const ready = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => drop(one, 'timeout'), START_MS);
      waiting.set(READY, (reply) => {
        clearTimeout(timer);
        waiting.delete(READY);
        if (reply instanceof HelperError) reject(reply);
        else resolve();
      });
    });
    ready.catch(() => undefined);
    const one: Helper = { child, waiting, ready };
    child.on('error', () => drop(one, 'ended'));
    child.on('exit', () => drop(one, 'ended'));
    child.stdin?.on('error', () => drop(one, 'ended'));
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const reply = replySchema.safeParse(parseJson(line));
        if (reply.success) one.waiting.get(reply.data.id)?.(reply.data);
        else drop(one, 'ended');
      });
    }
    // Only a question that waits keeps our own process alive, by its timer.
    child.unref();
    unref(child.stdin);
    unref(child.stdout);
    return one;
  };

  const running = (): Helper => {
    clearTimeout(idle);
    return (helper ??= start());
  };

  return {
    ready: () => running().ready,
    async ask(ask, withinMs) {
      const one = running();
      await one.ready;
      return new Promise((resolve, reject) => {
        const id = ++count;
        const timer = setTimeout(() => drop(one, 'timeout'), withinMs);
        one.waiting.set(id, (reply) => {
          clearTimeout(timer);
          one.waiting.delete(id);
          if (one.waiting.size === 0) {
            clearTimeout(idle);
            idle = setTimeout(() => drop(one, 'ended'), IDLE_MS);
            idle.unref();
          }
          if (reply instanceof HelperError) reject(reply);
          else resolve(reply);
        });
        one.child.stdin?.write(`${JSON.stringify({ id, ask })}\n`);
      });
    },
    close() {
      clearTimeout(idle);
      if (helper) drop(helper, 'ended');
    },
  };
}

/** Node as the program, whatever runs us; nothing that would make it or its libraries write. */
function helperEnvironment(env: CallerOptions['env']): NodeJS.ProcessEnv {
  const quiet = new Set(['NODE_OPTIONS', 'NODE_DEBUG', 'G_MESSAGES_DEBUG', 'G_DBUS_DEBUG']);
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !quiet.has(name))),
    ELECTRON_RUN_AS_NODE: '1',
  };
}

/** Node types the pipes of a child as streams; in fact they are sockets, which would keep this process alive. */
function unref(stream: object | null): void {
  (stream as { unref?: () => void } | null)?.unref?.();
}
