import { isAppError, type SecretOnHost } from '../../../shared/contract';
import { readUsers } from './users';

/** What ran on a host. */
interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HostDoor {
  /** Runs a command on a host, its words as they are. Throws what reaching the host throws. */
  exec(host: string, argv: readonly string[], signal?: AbortSignal): Promise<Ran>;
  /** The text of resources/secrets/users-of-secret.sh. */
  script(): Promise<string>;
}

/** So long a unit may take to start again, in seconds. */
const RESTART_LIMIT = 90;
const RESTART = `
if [ "$(id -u)" = 0 ]; then exec timeout ${RESTART_LIMIT} systemctl restart -- "$1"; fi
exec sudo -n timeout ${RESTART_LIMIT} systemctl restart -- "$1"
`;

/**
 * Asks one host which services name the secret at `path` and whether they were started since it came; with `restart` those
 * that run with an older value are restarted, and asked for again. Never throws: what went wrong is told.
 */
export async function confirmOnHost(
  door: HostDoor,
  host: string,
  path: string,
  restart: boolean,
  signal?: AbortSignal,
): Promise<SecretOnHost> {
  const nothing = { host, path, isThere: false, units: [], restarted: [], problem: null };
  const ask = async () =>
    readUsers((await door.exec(host, ['sh', '-c', await door.script(), 'sh', path], signal)).stdout);
  try {
    const first = await ask();
    const old = first.units.filter(({ state, isNew }) => state === 'active' && !isNew);
    if (!restart || old.length === 0 || !first.isThere) return { ...nothing, ...first };
    const restarted: string[] = [];
    const problems: string[] = [];
    for (const { unit } of old) {
      const { code, stderr } = await door.exec(host, ['sh', '-c', RESTART, 'sh', unit], signal);
      if (code === 0) restarted.push(unit);
      else problems.push(`${unit} could not be restarted: ${lastLine(stderr) || `exit ${code ?? '?'}`}`);
    }
    const problem = problems.length === 0 ? null : problems.join('; ');
    return { ...nothing, ...(await ask()), restarted, problem };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...nothing, problem: error.message };
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
