import type { Duplex } from 'node:stream';
import ssh2, { type ConnectConfig } from 'ssh2';
import { AppError, isAppError } from '../../../shared/contract';
import type { HostKeys, Judgement } from '../host-keys/host-keys';
import type { KnownHostLine } from '../host-keys/known-hosts';
import type { Reach } from '../types';
import { algorithmsFor } from './algorithms';
import type { Connection } from './connection';
import { createDeadline } from './deadline';
import { explainFailure } from './failures';
import { hostDetail, spokenName } from './jumps';
import type { LoginMethods } from './login-methods';
import type { ResolvedHost } from './resolve';
import type { Way } from './way';

const DEFAULT_CONNECT_MS = 15_000;
const KEEPALIVE = { intervalMs: 15_000, count: 3 };
/** How long an ended connection may take to close. */
const GOODBYE_MS = 2_000;
/** Bytes a server may send before the login stands; a login takes some ten thousand. */
const MAX_BEFORE_LOGIN = 1024 * 1024;

export interface LoginRequest {
  readonly reach: Reach;
  readonly host: ResolvedHost;
  readonly way: Way;
  readonly hostKeys: HostKeys;
  readonly lines: readonly KnownHostLine[];
  readonly methods: (
    deadline: ReturnType<typeof createDeadline>,
    ended: AbortSignal,
  ) => Promise<LoginMethods>;
  readonly signal?: AbortSignal;
}

/** A login, or a host key that somebody would have to accept first. */
export type LoginOutcome =
  | { readonly kind: 'open'; readonly connection: Connection }
  | {
      readonly kind: 'unknown-key';
      readonly key: Buffer;
      readonly judgement: Judgement & { kind: 'unknown' };
    };

/**
 * One attempt to log in over one stream. The host's key is judged first; only then are keys looked at, the keychain
 * asked and anything offered. An unknown key ends the attempt: nobody is kept waiting on an open connection while a
 * person compares fingerprints.
 */
export async function login(request: LoginRequest): Promise<LoginOutcome> {
  const { reach, host, way, signal } = request;
  const deadline = createDeadline(host.connectTimeoutMs ?? DEFAULT_CONNECT_MS);
  const ended = new AbortController();
  const stop = AbortSignal.any([deadline.signal, ended.signal, ...(signal ? [signal] : [])]);
  let methods: LoginMethods | null = null;
  let shaken = false;
  const explain = (error: unknown): AppError => {
    if (signal?.aborted) {
      return new AppError('cancelled', `Connecting to ${spokenName(reach)} was cancelled.`, {
        detail: hostDetail(reach),
      });
    }
    const { skipped = [], tried = [], accepted = [] } = methods ?? {};
    return explainFailure(error, {
      reach,
      host,
      skipped,
      tried,
      accepted,
      shaken,
      isLate: deadline.hasPassed,
    });
  };
  try {
    const stream = await way.open(stop);
    return await new Promise<LoginOutcome>((resolve, reject) => {
      attempt(request, stream, deadline, stop, {
        shaken: () => (shaken = true),
        methods: (made) => (methods = made),
        resolve,
        reject,
      });
    });
  } catch (error) {
    ended.abort();
    throw explain(error);
  } finally {
    deadline.clear();
  }
}

interface Reports {
  shaken(): void;
  methods(made: LoginMethods): void;
  resolve(outcome: LoginOutcome): void;
  reject(error: unknown): void;
}

function attempt(
  request: LoginRequest,
  stream: Duplex,
  deadline: ReturnType<typeof createDeadline>,
  stop: AbortSignal,
  reports: Reports,
): void {
  const { reach, host, way, hostKeys, lines } = request;
  const client = new ssh2.Client();
  const listeners = new Set<() => void>();
  let state: 'opening' | 'open' | 'closed' = 'opening';
  let trusted: Buffer | null = null;
  let making: Promise<LoginMethods> | null = null;

  const settle = (work: () => void): void => {
    if (state !== 'opening') return;
    stop.removeEventListener('abort', onStop);
    stream.off('data', count);
    work();
  };
  const leave = (outcome: () => void): void =>
    settle(() => {
      state = 'closed';
      client.destroy();
      stream.destroy();
      outcome();
    });
  const fail = (error: unknown): void => leave(() => reports.reject(error));
  const onStop = (): void => fail(stop.reason);

  let received = 0;
  const count = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > MAX_BEFORE_LOGIN)
      fail(
        new AppError(
          'unreachable',
          `${spokenName(reach)} sends more than ${MAX_BEFORE_LOGIN >> 10} KiB before the login.`,
          {
            hint: 'This is no ssh server as it should be; check the address and the port.',
            detail: { ...hostDetail(reach), address: host.hostname, port: host.port },
          },
        ),
      );
  };

  /** Called at each key exchange; a host may not change its key in the middle. */
  const verify = async (key: Buffer): Promise<boolean> => {
    if (trusted) return trusted.equals(key);
    const judgement = await hostKeys.judge({ reach, host, key }, lines, (s) => way.open(s), stop);
    if (state !== 'opening') return false;
    switch (judgement.kind) {
      case 'trusted':
        trusted = Buffer.from(key);
        return true;
      case 'refused':
        fail(judgement.error);
        return false;
      case 'unknown':
        leave(() => reports.resolve({ kind: 'unknown-key', key: Buffer.from(key), judgement }));
        return false;
    }
  };

  const make = async (): Promise<LoginMethods> => {
    const made = await request.methods(deadline, stop);
    reports.methods(made);
    return made;
  };

  const connection: Connection = {
    client,
    label: `${host.user}@${host.hostname}:${host.port}`,
    get closed() {
      return state === 'closed';
    },
    onClosed: (listener) => void listeners.add(listener),
    end: () => {
      client.end();
      // A host whose cable is out never answers the goodbye, and its socket would keep this process alive.
      const timer = setTimeout(() => stream.destroy(), GOODBYE_MS).unref();
      listeners.add(() => clearTimeout(timer));
    },
  };

  client.on('handshake', () => reports.shaken());
  client.on('ready', () => {
    settle(() => {
      state = 'open';
      void making?.then((made) => made.succeeded());
      reports.resolve({ kind: 'open', connection });
    });
  });
  // An agent that fails is not the end: ssh2 goes on with the next method by itself.
  client.on('error', (error: Error & { level?: string }) => {
    if (error.level !== 'agent') fail(error);
  });
  client.on('close', () => {
    fail(new Error('closed'));
    state = 'closed';
    for (const listener of listeners) listener();
  });
  stream.on('error', (error) => fail(error));

  const alive = host.keepalive ?? KEEPALIVE;
  const config: ConnectConfig = {
    username: host.user,
    sock: stream,
    // Our own limit stands still while a person is asked; ssh2's does not.
    readyTimeout: 0,
    keepaliveInterval: alive.intervalMs,
    keepaliveCountMax: alive.count,
    algorithms: algorithmsFor(host, lines),
    hostVerifier: (key: Buffer, permit: (isTrusted: boolean) => void) => {
      const decide = async (): Promise<void> => {
        const isTrusted = await verify(key);
        // What was given up meanwhile takes no answer: ssh2 has taken its end of it apart.
        if (state !== 'closed') permit(isTrusted);
      };
      decide().catch((error: unknown) => {
        fail(isAppError(error) ? error : new Error('the host key could not be judged', { cause: error }));
      });
    },
    authHandler: (left, _partial, next) => {
      const offerNext = async (): Promise<void> => {
        const methods = await (making ??= make());
        const method = await methods.next(left as string[] | null);
        if (state !== 'opening') return;
        // ssh2 takes false for "nothing left to offer"; its type does not say so.
        next(method ?? (false as unknown as 'none'));
      };
      offerNext().catch(fail);
    },
  };
  if (stop.aborted) return onStop();
  stop.addEventListener('abort', onStop, { once: true });
  client.connect(config);
  // ssh2 has paused the stream and will listen itself, so this only counts.
  stream.on('data', count);
}
