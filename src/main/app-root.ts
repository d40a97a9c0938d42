import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the app's own files lie, whether this runs from source, from `out/` or from a package. */
export interface AppRoot {
  readonly dir: string;
  readonly version: string;
  readonly resources: string;
  /** The built page and preload. */
  readonly page: string;
  readonly preload: string;
}

/** Looks upwards from `from` for our own package.json: a bundle puts modules into folders of its own choosing. */
export function findAppRoot(from: string = import.meta.url): AppRoot {
  for (let dir = dirname(fileURLToPath(from)); ; dir = dirname(dir)) {
    const found = readPackage(join(dir, 'package.json'));
    if (found?.name === 'snowfleet') {
      return {
        dir,
        version: found.version,
        resources: join(dir, 'resources'),
        page: join(dir, 'out', 'renderer'),
        preload: join(dir, 'out', 'preload', 'index.cjs'),
      };
    }
    if (dirname(dir) === dir)
      throw new Error('The files of Snowfleet are incomplete: its package.json is missing.');
  }
}

function readPackage(file: string): { name: string; version: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string };
  } catch {
    return null;
  }
}
