import { AppError, isAppError } from '../../shared/contract';
import type { Home } from '../state';
import { type Asker, nobody } from './asks';
import { type AgentSource, type OwnAgent, startAgent } from './agent/server';
import type { DeclaredHostKey } from './host-keys/declared';
import { createHostKeys } from './host-keys/host-keys';
import { fingerprint } from './host-keys/known-hosts';
import { knownHostsDoor } from './host-keys/known-hosts-door';
import { noCredentials, type SessionCredentials } from './keys/credentials';
import { type DecryptKey, decryptKeyInThisThread } from './keys/key-file';
import { loadRing, type Ring, type RingParts } from './keys/ring';
import { keyTypeOf } from './keys/signature';
import { createUnlocker } from './keys/unlocker';
import { createOpenSsh } from './open-ssh';
import { quoteForRemoteShell } from './quote';
import { createRuntimeFolder } from './runtime-folder';
import { followExec, NotBegun, openExec } from './session/channel';
import { connect, type SessionPorts } from './session/connect';
import type { Connection } from './session/connection';
import { createPool, type Lease } from './session/pool';
import { type ResolvedHost, resolveReach } from './session/resolve';
import { openShell } from './session/shell';
import type { ExecOptions, ExecResult, Reach, Ssh } from './types';

export interface SshOptions {
  readonly home: Home;
  readonly env: NodeJS.ProcessEnv;
  /** How long an unused connection stays open. */
  readonly idleMs?: number;
  /** Stored passwords and passphrases; none where absent. */
  readonly credentials?: SessionCredentials;
  /** Who answers questions; nobody where absent. */
  readonly asker?: Asker;
  /** Opens encrypted keys; in this thread where absent. */
  readonly decryptKey?: DecryptKey;
  /** Host keys the open fleet declares; none where absent. */
  readonly declaredHostKeys?: () => Promise<readonly DeclaredHostKey[]>;
  /** First and longest wait before a kept connection is opened again. */
  readonly backoffMs?: readonly [number, number];
  /** Told of each login that stands, with the host of the fleet it leads to. */
  readonly onConnected?: (host: string) => void;
}

const IDLE_MS = 30_000;

/** The client all areas share; see {@link Ssh}. Connections are pooled per way of reaching a host. */
export function createSsh(options: SshOptions): Ssh {
  const { home, env, asker = nobody, credentials = noCredentials } = options;
  const folder = createRuntimeFolder(home);
  const unlocker = createUnlocker(credentials, asker, options.decryptKey ?? decryptKeyInThisThread);
  const hostKeys = createHostKeys({
    home,
    asker,
    declared: options.declaredHostKeys ?? (async () => []),
  });
  const ports: SessionPorts = { env, hostKeys, credentials, unlocker, asker };
  const logIn = async (reach: Reach, signal: AbortSignal | undefined): Promise<Connection> => {
    const connection = await connect(reach, ports, signal);
    options.onConnected?.(reach.host);
    return connection;
  };
  const pool = createPool({
    connect: logIn,
    idleMs: options.idleMs ?? IDLE_MS,
    ...(options.backoffMs ? { backoffMs: options.backoffMs } : {}),
  });

  const lent = createLentKeys(env, unlocker);
  let confirms = false;
  let agent: Promise<OwnAgent> | null = null;
  const ownAgent = (): Promise<OwnAgent> =>
    (agent ??= startAgent({ folder, source: lent.source, confirms: () => confirms, asker }).catch(
      (error: unknown) => {
        agent = null;
        throw error;
      },
    ));
  const openSsh = createOpenSsh({
    env,
    folder,
    hostKeys,
    keysFor: async (host) => ({ ring: await lent.lend(host), agent: (await ownAgent()).socket }),
  });

  /** Runs `begin` on a pooled connection; one that broke, or has no room for another channel, is replaced once. */
  const onPooled = async <T>(
    reach: Reach,
    signal: AbortSignal | undefined,
    begin: (lease: Lease) => Promise<T>,
  ): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      const lease = await pool.lease(reach, signal);
      try {
        return await begin(lease);
      } catch (error) {
        if (!(error instanceof NotBegun)) {
          lease.release();
          throw error;
        }
        lease.discard();
        if (attempt === 2) throw notBegun(reach, error);
      }
    }
  };
  /** Runs `begin` on a connection of its own, which ends with what `begin` says is over. */
  const onOwn = async <T>(
    reach: Reach,
    signal: AbortSignal | undefined,
    begin: (connection: Connection) => Promise<T>,
  ): Promise<T> => {
    const connection = await logIn(reach, signal);
    try {
      return await begin(connection);
    } catch (error) {
      connection.end();
      throw error instanceof NotBegun ? notBegun(reach, error) : error;
    }
  };

  const exec = async (
    reach: Reach,
    argv: readonly string[],
    execOptions: ExecOptions = {},
  ): Promise<ExecResult> => {
    const command = quoteForRemoteShell(argv);
    const started = performance.now();
    return cancellable(reach, execOptions.signal, () =>
      onPooled(reach, execOptions.signal, async (lease) => {
        const channel = await openExec(lease.connection, command);
        const result = await followExec(channel, reach, execOptions, started);
        lease.release();
        return result;
      }),
    );
  };

  const execFresh = async (
    reach: Reach,
    argv: readonly string[],
    execOptions: ExecOptions = {},
  ): Promise<ExecResult> => {
    const command = quoteForRemoteShell(argv);
    const started = performance.now();
    return cancellable(reach, execOptions.signal, () =>
      onOwn(reach, execOptions.signal, async (connection) => {
        const channel = await openExec(connection, command);
        const result = await followExec(channel, reach, execOptions, started);
        connection.end();
        return result;
      }),
    );
  };

  return {
    exec,
    execFresh,
    shell: (reach, size, { signal } = {}) =>
      cancellable(reach, signal, () =>
        onOwn(reach, signal, async (connection) => {
          const shell = await openShell(connection, size);
          void shell.exited.finally(() => connection.end());
          return shell;
        }),
      ),
    keep: (reach) => pool.keep(reach),
    nixSshOpts: async (...reaches) => (await openSsh.words(reaches, 'program')).join(' '),
    sshWords: (reach) => openSsh.words([reach], 'person'),
    knownHosts: knownHostsDoor(ports),
    agent: {
      async serve({ confirm = false } = {}) {
        confirms = confirm;
        return (await ownAgent()).socket;
      },
      async keys() {
        const found = await (await ownAgent()).keys();
        return found.map(({ blob, comment, origin }) => ({
          keyType: keyTypeOf(blob),
          fingerprint: fingerprint(blob),
          comment,
          from: origin,
        }));
      },
      async publicKeys(reach) {
        const host = await resolveReach(reach, env);
        const { keys } = await loadRing(ringPartsOf(host), unlocker, false);
        return keys.map(({ blob, comment }) =>
          `${keyTypeOf(blob)} ${blob.toString('base64')} ${comment.replaceAll(/\s+/g, ' ')}`.trimEnd(),
        );
      },
    },
    forgetStored: () => unlocker.forgetStored(),
    close: async () => {
      pool.close();
      unlocker.forget();
      const running = await agent?.catch(() => null);
      agent = null;
      await running?.close();
      await folder.close();
    },
  };
}

const ringPartsOf = (host: ResolvedHost): RingParts => ({
  agents: host.agent === null ? [] : [host.agent],
  files: host.identityFiles,
  only: host.identitiesOnly,
});

/** What our agent serves: the user's own agent, files whose passphrase is stored, and the keys of hosts it was made ready for. */
function createLentKeys(
  env: NodeJS.ProcessEnv,
  unlocker: ReturnType<typeof createUnlocker>,
): { source(): Promise<AgentSource>; lend(host: ResolvedHost): Promise<Ring> } {
  const agents = new Set<string>(env['SSH_AUTH_SOCK'] ? [env['SSH_AUTH_SOCK']] : []);
  const files = new Set<string>();
  return {
    async lend(host) {
      if (host.agent !== null) agents.add(host.agent);
      for (const file of host.identityFiles) files.add(file);
      return loadRing(ringPartsOf(host), unlocker, true);
    },
    async source() {
      const paths = new Set([...files, ...(await unlocker.stored())]);
      const { keys } = await loadRing({ agents: [], files: [...paths], only: false }, unlocker, true);
      return { agents: [...agents], keys };
    },
  };
}

async function cancellable<T>(
  reach: Reach,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!signal?.aborted || isAppError(error)) throw error;
    throw new AppError('cancelled', `The command on ${reach.host} was cancelled.`, {
      detail: { host: reach.host },
    });
  }
}

function notBegun(reach: Reach, error: NotBegun): AppError {
  return new AppError('refused', `${reach.host} does not start the command: ${error.message}.`, {
    hint: 'The login worked; its ssh server may limit sessions or commands for this user.',
    detail: { host: reach.host, begun: false },
    cause: error,
  });
}
