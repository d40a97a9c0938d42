import type { Duplex } from 'node:stream';
import ssh2, { type Client, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2';
import { AppError } from '../../shared/contract';
import { explainFailure } from './failures';
import { loadIdentities } from './identities';
import {
  fingerprint,
  judgeHostKey,
  keyTypeOf,
  knownTypes,
  readKnownHosts,
  type KnownHostLine,
} from './known-hosts';
import { resolveReach, type ResolvedHost } from './resolve';
import type { Reach } from './types';

/** A login that stands. `end` closes it and every host it was reached through. */
export interface Connection {
  readonly client: Client;
  /** `user@name:port`, for messages. */
  readonly label: string;
  readonly closed: boolean;
  onClosed(listener: () => void): void;
  end(): void;
}

const DEFAULT_CONNECT_MS = 15_000;
const KEEPALIVE_MS = 15_000;
/** How long an ended connection may take to close. */
const GOODBYE_MS = 2_000;
const KEEPALIVE_COUNT = 3;
const MAX_JUMPS = 8;

const SERVER_KEY_ORDER: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/**
 * Opens one connection, through jump hosts where the configuration names some. Each host's key is judged before
 * any credential is offered to it.
 * @throws AppError as {@link import('./types').Ssh} says, and `cancelled` on abort.
 */
export async function connect(
  reach: Reach,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Connection> {
  return connectThrough(reach, env, signal, null, MAX_JUMPS);
}

async function connectThrough(
  reach: Reach,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
  /** Jumps decided by the caller; null leaves it to the configuration. */
  given: readonly string[] | null,
  left: number,
): Promise<Connection> {
  const host = await resolveReach(reach, env);
  const jumps = given && given.length > 0 ? given : host.jumps;
  if (host.proxyCommand !== null && jumps.length === 0) {
    throw new AppError(
      'unreachable',
      `${reach.host} is reached through a ProxyCommand, which Snowfleet cannot run.`,
      {
        hint: 'Use ProxyJump in your ssh configuration for this host.',
        detail: { host: reach.host },
      },
    );
  }
  const last = jumps.at(-1);
  if (last === undefined) return login(reach, host, signal, null);
  if (left === 0) {
    throw new AppError('unreachable', `${reach.host} is reached through more than ${MAX_JUMPS} jump hosts.`, {
      hint: 'Look for a ProxyJump that leads back to itself.',
      detail: { host: reach.host },
    });
  }
  const via = await connectThrough(jumpReach(reach, last), env, signal, jumps.slice(0, -1), left - 1);
  try {
    const channel = await forward(via, host);
    return await login(reach, host, signal, { via, channel });
  } catch (error) {
    via.end();
    throw error;
  }
}

/** A ProxyJump entry is `[user@]host[:port]` or an ssh:// URI (ssh_config(5)). */
export function jumpReach(reach: Reach, entry: string): Reach {
  const found = /^(?:ssh:\/\/)?(?:(?<user>[^@]+)@)?(?<host>\[[^\]]+\]|[^:@]+)(?::(?<port>\d+))?$/.exec(
    entry.trim(),
  );
  const host = found?.groups?.['host']?.replace(/^\[|\]$/g, '');
  if (!found || !host) {
    throw new AppError('unreachable', `The jump host “${entry}” of ${reach.host} cannot be understood.`, {
      hint: 'Write it as user@host:port.',
      detail: { host: reach.host },
    });
  }
  const { user, port } = found.groups ?? {};
  return {
    host: reach.host,
    source: reach.source,
    destination: host,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(reach.configFile === undefined ? {} : { configFile: reach.configFile }),
  };
}

function forward(via: Connection, host: ResolvedHost): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    via.client.forwardOut('127.0.0.1', 0, host.hostname, host.port, (error, channel) => {
      if (!error) return resolve(channel);
      reject(
        new AppError('unreachable', `${via.label} cannot reach ${host.hostname}:${host.port}.`, {
          hint: 'The jump host let us in; check that the host behind it is up and reachable from there.',
          detail: { via: via.label, address: host.hostname, port: host.port },
          cause: error,
        }),
      );
    });
  });
}

async function login(
  reach: Reach,
  host: ResolvedHost,
  signal: AbortSignal | undefined,
  tunnel: { via: Connection; channel: Duplex } | null,
): Promise<Connection> {
  const [lines, identities] = await Promise.all([readKnownHosts(host.knownHostsFiles), loadIdentities(host)]);
  const label = `${host.user}@${host.hostname}:${host.port}`;
  const client = new ssh2.Client();
  const methods = [...identities.methods];
  let verdict: AppError | null = null;
  let shaken = false;
  const config: ConnectConfig = {
    host: host.hostname,
    port: host.port,
    username: host.user,
    readyTimeout: host.connectTimeoutMs ?? DEFAULT_CONNECT_MS,
    keepaliveInterval: KEEPALIVE_MS,
    keepaliveCountMax: KEEPALIVE_COUNT,
    ...(host.addressFamily === 4 ? { forceIPv4: true } : {}),
    ...(host.addressFamily === 6 ? { forceIPv6: true } : {}),
    ...(tunnel ? { sock: tunnel.channel } : {}),
    algorithms: { serverHostKey: serverKeyOrder(lines, host) },
    hostVerifier: (key: Buffer) => {
      verdict = judge(reach, host, lines, key);
      return verdict === null;
    },
    authHandler: (_left, _partial, next) => {
      const method = methods.shift();
      if (method) next(method);
      // ssh2 takes false for "nothing left to offer"; its type does not say so.
      else next(false as unknown as 'none');
    },
  };

  return new Promise((resolve, reject) => {
    let state: 'opening' | 'open' | 'closed' = 'opening';
    const listeners = new Set<() => void>();
    const connection: Connection = {
      client,
      label,
      get closed() {
        return state === 'closed';
      },
      onClosed: (listener) => {
        listeners.add(listener);
      },
      end: () => {
        client.end();
        tunnel?.via.end();
        // A host whose cable is out never answers the goodbye, and its socket would keep this process alive. ssh2's
        // own destroy does nothing once end was called, and it shows its socket under a private name only.
        // oxlint-disable-next-line no-underscore-dangle -- ssh2 shows its socket under this name only
        const socket = (client as unknown as { readonly _sock?: Duplex })._sock;
        const timer = setTimeout(() => socket?.destroy(), GOODBYE_MS).unref();
        listeners.add(() => clearTimeout(timer));
      },
    };
    const fail = (error: unknown): void => {
      if (state !== 'opening') return;
      state = 'closed';
      signal?.removeEventListener('abort', onAbort);
      client.destroy();
      reject(verdict ?? explainFailure(error, { reach, host, skipped: identities.skipped, shaken }));
    };
    const onAbort = (): void =>
      fail(
        new AppError('cancelled', `Connecting to ${reach.host} was cancelled.`, {
          detail: { host: reach.host },
        }),
      );
    client.on('handshake', () => (shaken = true));
    client.on('ready', () => {
      if (state !== 'opening') return;
      state = 'open';
      signal?.removeEventListener('abort', onAbort);
      resolve(connection);
    });
    // An agent that fails is not the end: ssh2 goes on with the next method by itself.
    client.on('error', (error: Error & { level?: string }) => {
      if (error.level !== 'agent') fail(error);
    });
    client.on('close', () => {
      if (state === 'opening') return fail(new Error('closed'));
      state = 'closed';
      tunnel?.via.end();
      for (const listener of listeners) listener();
    });
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    client.connect(config);
  });
}

/** Types known for the host come first, so that the verdict is about a key that can match. */
function serverKeyOrder(lines: readonly KnownHostLine[], host: ResolvedHost): ServerHostKeyAlgorithm[] {
  const types = knownTypes(lines, host.hostKeyAlias ?? host.hostname, host.hostKeyAlias ? 22 : host.port);
  const known = SERVER_KEY_ORDER.filter((name) => types.includes(name.startsWith('rsa-') ? 'ssh-rsa' : name));
  return [...known, ...SERVER_KEY_ORDER.filter((name) => !known.includes(name))];
}

function judge(
  reach: Reach,
  host: ResolvedHost,
  lines: readonly KnownHostLine[],
  key: Buffer,
): AppError | null {
  // An alias stands for name and port alike.
  const name = host.hostKeyAlias ?? host.hostname;
  const port = host.hostKeyAlias ? 22 : host.port;
  const verdict = judgeHostKey(lines, name, port, key);
  const type = keyTypeOf(key);
  const shown = fingerprint(key);
  const detail = {
    host: reach.host,
    address: host.hostname,
    port: host.port,
    keyType: type,
    fingerprint: shown,
  };
  switch (verdict.kind) {
    case 'known':
      return null;
    case 'unknown':
      return new AppError(
        'host-key-unknown',
        `${reach.host} (${name}) is not a known host; it shows ${type} ${shown}.`,
        {
          hint: verdict.byAuthority
            ? 'It is known only through a certificate authority. Log in once with ssh to record its key.'
            : 'Compare the fingerprint with the host’s own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then log in once with ssh to record it.',
          detail: { ...detail, knownTypes: verdict.knownTypes },
        },
      );
    case 'changed':
    case 'revoked': {
      const what =
        verdict.kind === 'changed' ? 'shows another host key than the one known' : 'shows a revoked host key';
      return new AppError('host-key-changed', `${reach.host} ${what} in ${verdict.file}:${verdict.line}.`, {
        hint: `It may be another machine, or a host installed anew. If you know why it changed, correct line ${verdict.line} of ${verdict.file}.`,
        detail: { ...detail, file: verdict.file, line: verdict.line, revoked: verdict.kind === 'revoked' },
      });
    }
  }
}
