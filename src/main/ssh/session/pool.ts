import { isAppError } from '../../../shared/contract';
import type { Reach } from '../types';
import type { Connection } from './connection';

/** A share in a pooled connection; give it back when the channel has ended. */
export interface Lease {
  readonly connection: Connection;
  release(): void;
  /** Gives it back and lets nobody else use this connection. */
  discard(): void;
}

/** How a connection that is kept stands. */
export type KeptState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** Lost, or not to be had; tried again at `retryAt` (milliseconds since 1970). */
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly error: unknown }
  /** Not tried again by itself: the host does not let us in, or its key is not trusted. */
  | { readonly kind: 'stopped'; readonly error: unknown };

export interface Kept {
  readonly state: KeptState;
  onState(listener: (state: KeptState) => void): () => void;
  /** Tries at once, whatever the state. */
  retry(): void;
  release(): void;
}

interface Entry {
  readonly opening: Promise<Connection>;
  readonly abort: AbortController;
  isOpen: boolean;
  users: number;
  idle: NodeJS.Timeout | null;
}

export interface Pool {
  lease(reach: Reach, signal?: AbortSignal): Promise<Lease>;
  /** Holds a connection open and opens it again when it is lost. */
  keep(reach: Reach): Kept;
  close(): void;
}

export interface PoolOptions {
  readonly connect: (reach: Reach, signal: AbortSignal) => Promise<Connection>;
  /** How long an unused connection stays open. */
  readonly idleMs: number;
  /** First and longest wait before a lost connection is opened again. */
  readonly backoffMs?: readonly [number, number];
}

const BACKOFF_MS = [1_000, 60_000] as const;
/** To ask again would only lock the account, or wear a warning out. */
const FINAL = [
  'authentication-failed',
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  'bad-host-name',
] as const;

/** One connection per way of reaching a host. */
export function createPool({ connect, idleMs, backoffMs = BACKOFF_MS }: PoolOptions): Pool {
  const entries = new Map<string, Entry>();
  const kept = new Set<Kept>();
  const keyOf = (reach: Reach): string =>
    JSON.stringify([reach.destination, reach.user, reach.port, reach.configFile, reach.unattended === true]);

  const drop = (key: string, entry: Entry): void => {
    if (entries.get(key) === entry) entries.delete(key);
    if (entry.idle) clearTimeout(entry.idle);
    entry.opening.then(
      (connection) => (entry.users === 0 ? connection.end() : undefined),
      () => undefined,
    );
  };

  const open = (key: string, reach: Reach): Entry => {
    const abort = new AbortController();
    const entry: Entry = {
      opening: connect(reach, abort.signal),
      abort,
      isOpen: false,
      users: 0,
      idle: null,
    };
    entries.set(key, entry);
    const follow = async (): Promise<void> => {
      try {
        const connection = await entry.opening;
        entry.isOpen = true;
        connection.onClosed(() => drop(key, entry));
      } catch {
        drop(key, entry);
      }
    };
    void follow();
    return entry;
  };

  /** A connection that is open serves everybody; one that is being opened only those who may be asked alike. */
  const entryFor = (reach: Reach): [key: string, entry: Entry] => {
    const own = keyOf(reach);
    for (const key of [own, keyOf({ ...reach, unattended: reach.unattended !== true })]) {
      const entry = entries.get(key);
      if (entry !== undefined && (key === own || entry.isOpen)) return [key, entry];
    }
    return [own, open(own, reach)];
  };

  const lease = async (reach: Reach, signal?: AbortSignal): Promise<Lease> => {
    const [key, entry] = entryFor(reach);
    entry.users += 1;
    if (entry.idle) clearTimeout(entry.idle);
    let given = false;
    const giveBack = (): void => {
      if (given) return;
      given = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      if (!entry.isOpen) {
        // Nobody waits for it any more.
        entry.abort.abort();
        return drop(key, entry);
      }
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
  };

  return {
    lease,
    keep(reach) {
      const one = keepOpen(
        () => lease(reach),
        backoffMs,
        () => kept.delete(one),
      );
      kept.add(one);
      return one;
    },
    close() {
      for (const one of kept) one.release();
      for (const [key, entry] of entries) {
        entries.delete(key);
        if (entry.idle) clearTimeout(entry.idle);
        entry.abort.abort();
        entry.opening.then(
          (connection) => connection.end(),
          () => undefined,
        );
      }
    },
  };
}

function keepOpen(
  lease: () => Promise<Lease>,
  [first, longest]: readonly [number, number],
  released: () => void,
): Kept {
  const listeners = new Set<(state: KeptState) => void>();
  let state: KeptState = { kind: 'connecting' };
  let held: Lease | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let turn = 0;
  let isOver = false;

  const become = (next: KeptState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  const wait = (error: unknown): void => {
    const step = Math.min(longest, first * 2 ** failures++);
    // Hosts behind one router come back together; spread, they do not knock in one moment.
    const delay = step * (0.75 + Math.random() / 2);
    become({ kind: 'waiting', retryAt: Date.now() + delay, error });
    timer = setTimeout(() => void attempt(), delay);
    timer.unref();
  };
  const attempt = async (): Promise<void> => {
    const mine = ++turn;
    clearTimeout(timer);
    become({ kind: 'connecting' });
    try {
      const got = await lease();
      if (isOver || mine !== turn) return got.release();
      held = got;
      failures = 0;
      become({ kind: 'connected' });
      got.connection.onClosed(() => {
        if (held !== got) return;
        held = null;
        got.discard();
        if (!isOver) wait(new Error('the connection was lost'));
      });
    } catch (error) {
      if (isOver || mine !== turn) return;
      if (FINAL.some((code) => isAppError(error, code))) become({ kind: 'stopped', error });
      else wait(error);
    }
  };
  void attempt();
  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry() {
      if (!isOver && state.kind !== 'connected') void attempt();
    },
    release() {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      held?.release();
      held = null;
      listeners.clear();
      released();
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
