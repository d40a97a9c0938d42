import { lstatSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { changeableByOthers, INSTALLED_NAME } from '../helper';

type Env = Readonly<Record<string, string | undefined>>;

/** Where packages put the helper, below the folder the app lies in and in the folders of the system. */
function places(appDir: string, env: Env): string[] {
  const own = env['SNOWFLEET_WRITER'];
  return [
    ...(own === undefined || own === '' ? [] : [own]),
    join(appDir, '..', '..', 'libexec', INSTALLED_NAME),
    join('/run/current-system/sw/libexec', INSTALLED_NAME),
    join('/usr/libexec', INSTALLED_NAME),
    join('/usr/local/libexec', INSTALLED_NAME),
  ];
}

/** The helper that a package installed, and whether root alone can change it. */
export interface InstalledHelper {
  /** Without links, as the polkit action names it. */
  readonly file: string;
  /** The file or folder that another user than root may change; null where there is none. */
  readonly culprit: string | null;
}

/** The first installed helper; null where there is none. */
export function installedHelper(appDir: string, env: Env): InstalledHelper | null {
  for (const place of places(appDir, env)) {
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) continue;
    const file = realpathSync(place);
    return { file, culprit: changeableByOthers(file) };
  }
  return null;
}
