import { directClient } from '../carriers';
import { findAppRoot } from '../app-root';
import type { Globals, Session } from './cli';
import { findFleetDir, requireFleetDir } from './fleet-dir';

interface Place {
  readonly globals: Globals;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Opens the fleet in a core of this process for as long as `body` runs. */
export async function openSession<T>(place: Place, body: (session: Session) => Promise<T>): Promise<T> {
  const { globals, env, cwd } = place;
  const dir = requireFleetDir(findFleetDir(globals.fleet, env, cwd), cwd);
  const { createCore } = await import('../core');
  const root = findAppRoot();
  const core = await createCore({
    env,
    version: root.version,
    resourcesDir: root.resources,
    standIn: globals.standIn === true,
    sshConfig: globals.sshConfig,
    address: globals.address,
    featureRoots: globals.featureRoot,
  });
  const hangUp = new AbortController();
  try {
    await core.openFleet(dir, { remember: false });
    return await body({ core, client: directClient(core.router, report, hangUp.signal) });
  } finally {
    hangUp.abort();
    await core.close();
  }
}

function report(error: unknown): void {
  if (process.env['SNOWFLEET_DEBUG'] === '1') console.error(error);
}
