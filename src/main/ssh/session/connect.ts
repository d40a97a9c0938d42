import { AppError } from '../../../shared/contract';
import { type Asker, nobody } from '../asks';
import type { HostKeys } from '../host-keys/host-keys';
import type { SessionCredentials } from '../keys/credentials';
import { loadRing } from '../keys/ring';
import type { Unlocker } from '../keys/unlocker';
import type { Reach } from '../types';
import type { Connection } from './connection';
import { hostDetail, jumpReach, spokenName } from './jumps';
import { resolveReach, type ResolvedHost } from './resolve';
import { directWay, jumpWay, proxyWay, type Way } from './way';

const MAX_JUMPS = 8;
/** A key accepted, then another one shown, then … is no host to talk to. */
const MAX_KEYS = 3;

/** What every connection needs beside the host. */
export interface SessionPorts {
  readonly env: NodeJS.ProcessEnv;
  readonly hostKeys: HostKeys;
  readonly credentials: SessionCredentials;
  readonly unlocker: Unlocker;
  readonly asker: Asker;
}

/** A host resolved, and the open way to it; `end` closes the hops. */
export interface OpenWay {
  readonly reach: Reach;
  readonly host: ResolvedHost;
  readonly way: Way;
  end(): void;
}

/**
 * Opens one connection, through jump hosts where the configuration names some. Each host's key is judged before
 * any credential is offered to it.
 * @throws AppError as {@link import('../types').Ssh} says, and `cancelled` on abort.
 */
export async function connect(reach: Reach, ports: SessionPorts, signal?: AbortSignal): Promise<Connection> {
  return connectThrough(reach, ports, signal, null, MAX_JUMPS);
}

/** The way to a host without a login to it; to the jump hosts before it there is one. */
export async function openWay(reach: Reach, ports: SessionPorts, signal?: AbortSignal): Promise<OpenWay> {
  return wayTo(reach, ports, signal, null, MAX_JUMPS);
}

async function wayTo(
  reach: Reach,
  ports: SessionPorts,
  signal: AbortSignal | undefined,
  /** Jumps decided by the caller; null leaves it to the configuration. */
  given: readonly string[] | null,
  left: number,
): Promise<OpenWay> {
  const host = await resolveReach(reach, ports.env, signal);
  const jumps = given && given.length > 0 ? given : host.jumps;
  const last = jumps.at(-1);
  if (last === undefined) {
    const { proxyCommand } = host;
    const way = proxyCommand === null ? directWay(host) : proxyWay(reach, host, proxyCommand, ports.env);
    return { reach, host, way, end: () => undefined };
  }
  if (left === 0) {
    throw new AppError(
      'unreachable',
      `${spokenName(reach)} is reached through more than ${MAX_JUMPS} jump hosts.`,
      {
        hint: 'Look for a ProxyJump that leads back to itself.',
        detail: hostDetail(reach),
      },
    );
  }
  const via = await connectThrough(jumpReach(reach, last), ports, signal, jumps.slice(0, -1), left - 1);
  return { reach, host, way: jumpWay(via, reach, host), end: () => via.end() };
}

async function connectThrough(
  reach: Reach,
  ports: SessionPorts,
  signal: AbortSignal | undefined,
  given: readonly string[] | null,
  left: number,
): Promise<Connection> {
  // Before the way is open: what a host sends must find a listener.
  const logins = await loadLogins();
  const open = await wayTo(reach, ports, signal, given, left);
  try {
    const connection = await loginAsking(logins, open, ports, signal);
    connection.onClosed(() => open.end());
    return {
      client: connection.client,
      label: connection.label,
      get closed() {
        return connection.closed;
      },
      onClosed: (listener) => connection.onClosed(listener),
      end: () => {
        connection.end();
        open.end();
      },
    };
  } catch (error) {
    open.end();
    throw error;
  }
}

/** What needs the ssh2 library, which only a process that connects loads. */
async function loadLogins() {
  const [{ login }, { createLoginMethods }] = await Promise.all([
    import('./login'),
    import('./login-methods'),
  ]);
  return { login, createLoginMethods };
}

/** Logs in; where nobody knows the host's key, once more when it has been accepted. */
async function loginAsking(
  { login, createLoginMethods }: Awaited<ReturnType<typeof loadLogins>>,
  open: OpenWay,
  ports: SessionPorts,
  signal?: AbortSignal,
): Promise<Connection> {
  const { reach, host, way } = open;
  const { hostKeys, credentials, unlocker } = ports;
  const isAttended = reach.unattended !== true;
  const asker = isAttended ? ports.asker : nobody;
  for (let attempt = 1; ; attempt++) {
    const outcome = await login({
      reach,
      host,
      way,
      hostKeys,
      lines: await hostKeys.lines(host),
      methods: async (deadline, ended) => {
        const parts = {
          agents: host.agent === null ? [] : [host.agent],
          files: host.identityFiles,
          only: host.identitiesOnly,
        };
        return createLoginMethods({
          reach,
          host,
          ring: await loadRing(parts, unlocker, isAttended),
          credentials,
          asker,
          signal: ended,
          whileAsking: (work) => deadline.pausedFor(work),
        });
      },
      ...(signal ? { signal } : {}),
    });
    if (outcome.kind === 'open') return outcome.connection;
    const { key, judgement } = outcome;
    if (attempt === MAX_KEYS || !(await hostKeys.settle({ reach, host, key }, judgement, signal))) {
      throw signal?.aborted
        ? new AppError('cancelled', `Connecting to ${spokenName(reach)} was cancelled.`, {
            detail: hostDetail(reach),
          })
        : judgement.error;
    }
  }
}
