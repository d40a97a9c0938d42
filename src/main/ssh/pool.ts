import { connect, type Connection } from './connect';
import type { Reach } from './types';

/** A share in a pooled connection; give it back when the channel has ended. */
export interface Lease {
  readonly connection: Connection;
  release(): void;
  /** Gives it back and lets nobody else use this connection. */
  discard(): void;
}

interface Entry {
  readonly opening: Promise<Connection>;
  users: number;
  idle: NodeJS.Timeout | null;
}

export interface Pool {
  lease(reach: Reach, signal?: AbortSignal): Promise<Lease>;
  close(): void;
}

/** One connection per way of reaching a host, closed after `idleMs` without a user. */
export function createPool(env: NodeJS.ProcessEnv, idleMs: number): Pool {
  const entries = new Map<string, Entry>();

  const drop = (key: string, entry: Entry): void => {
    if (entries.get(key) === entry) entries.delete(key);
    if (entry.idle) clearTimeout(entry.idle);
    entry.opening.then(
      (connection) => (entry.users === 0 ? connection.end() : undefined),
      () => undefined,
    );
  };

  const open = (key: string, reach: Reach): Entry => {
    const entry: Entry = { opening: connect(reach, env), users: 0, idle: null };
    entries.set(key, entry);
    entry.opening.then(
      (connection) => connection.onClosed(() => drop(key, entry)),
      () => drop(key, entry),
    );
    return entry;
  };

  return {
    async lease(reach, signal) {
      const key = JSON.stringify([reach.destination, reach.user, reach.port, reach.configFile]);
      const entry = entries.get(key) ?? open(key, reach);
      entry.users += 1;
      if (entry.idle) clearTimeout(entry.idle);
      let given = false;
      const giveBack = (): void => {
        if (given) return;
        given = true;
        entry.users -= 1;
        if (entry.users > 0) return;
        if (entries.get(key) !== entry) return drop(key, entry);
        entry.idle = setTimeout(() => drop(key, entry), idleMs);
        entry.idle.unref();
      };
      try {
        const connection = await untilAborted(entry.opening, signal);
        return {
          connection,
          release: giveBack,
          discard: () => {
            if (entries.get(key) === entry) entries.delete(key);
            giveBack();
          },
        };
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    close() {
      for (const [key, entry] of entries) {
        entries.delete(key);
        if (entry.idle) clearTimeout(entry.idle);
        entry.opening.then(
          (connection) => connection.end(),
          () => undefined,
        );
      }
    },
  };
}

/** One waiter's abort must not take the connection from the others. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
