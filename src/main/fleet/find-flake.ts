import { stat } from 'node:fs/promises';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/contract';

/** The folder at or above `start` that holds a flake.nix, links resolved. Throws `not-a-flake`. */
export async function findFlake(start: string): Promise<string> {
  const begin = path.resolve(start);
  for (let dir = begin; ; dir = path.dirname(dir)) {
    if (await isFile(path.join(dir, 'flake.nix'))) return realpath(dir);
    if (dir === path.dirname(dir)) break;
  }
  throw new AppError('not-a-flake', `There is no flake.nix in ${begin} or above it.`, {
    hint: 'Name the folder of your fleet with --fleet DIR, or try the practice fleet: snowfleet serve --practice.',
    detail: { dir: begin },
  });
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
