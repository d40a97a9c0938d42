import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../shared/contract';

/**
 * The folder to open: `--fleet`, else `$SNOWFLEET_FLEET`, else the flake at or above the working directory.
 * Null when none of them names one.
 */
export function findFleetDir(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): string | null {
  const named = option ?? (env['SNOWFLEET_FLEET'] || undefined);
  if (named !== undefined) return resolve(cwd, named);
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'flake.nix'))) return dir;
    if (dirname(dir) === dir) return null;
  }
}

/** For commands that need a fleet. Throws `not-a-flake`. */
export function requireFleetDir(dir: string | null, cwd: string): string {
  if (dir !== null) return dir;
  throw new AppError('not-a-flake', `There is no flake.nix in ${cwd} or above it.`, {
    hint: 'Name the fleet with --fleet DIR or $SNOWFLEET_FLEET, or change into it.',
    detail: { dir: cwd },
  });
}
