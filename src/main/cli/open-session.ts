import { findAppRoot } from '../app-root';
import { answerAsks } from './answer-asks';
import type { Globals, Session } from './cli';
import { findFleetDir, requireFleetDir } from './fleet-dir';
import type { Io } from './io';
import { vaultPassphrase } from './vault-passphrase';

interface Place {
  readonly globals: Globals;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly io: Io;
}

/** Whether the body needs a fleet: `none` opens none, even where one is at hand. */
export type FleetNeed = 'required' | 'none';

/** Opens a core of this process, and the fleet in it, for as long as `body` runs. */
export async function openSession<T>(
  place: Place,
  need: FleetNeed,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const { globals, env, cwd, io } = place;
  const dir = need === 'none' ? null : requireFleetDir(findFleetDir(globals.fleet, env, cwd), cwd);
  const [{ createCore }, { directClient }] = await Promise.all([import('../core'), import('../carriers')]);
  const root = findAppRoot();
  const askPassphrase = vaultPassphrase(globals, io);
  const core = await createCore({
    env,
    version: root.version,
    resourcesDir: root.resources,
    standIn: globals.standIn === true,
    sshConfig: globals.sshConfig,
    address: globals.address,
    featureRoots: globals.featureRoot,
    ...(askPassphrase ? { askPassphrase } : {}),
  });
  const hangUp = new AbortController();
  const leave = answerAsks(core.asks, io);
  try {
    if (dir !== null) await core.openFleet(dir, { remember: false });
    return await body({ core, client: directClient(core.router, report, hangUp.signal) });
  } finally {
    leave();
    hangUp.abort();
    await core.close();
  }
}

function report(error: unknown): void {
  if (process.env['SNOWFLEET_DEBUG'] === '1') console.error(error);
}
