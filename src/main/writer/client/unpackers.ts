import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Unpackers } from '../source';

/** Where this user's search path has the programs; the helper's own path is the system's. */
export function findUnpackers(path: string = process.env['PATH'] ?? ''): Unpackers {
  const find = (name: string): string | undefined =>
    path
      .split(delimiter)
      .filter((folder) => isAbsolute(folder))
      .map((folder) => join(folder, name))
      .find(isProgram);
  const [xz, zstd] = [find('xz'), find('zstd')];
  return { ...(xz === undefined ? {} : { xz }), ...(zstd === undefined ? {} : { zstd }) };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
