import { constants, type Stats } from 'node:fs';
import { access, lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/contract';

/** Where a secret lies, or would lie. */
export interface Place {
  /** Relative to the fleet with `/`. */
  readonly file: string;
  /** Absolute, links followed; inside the fleet. */
  readonly target: string;
  /** What is there; null for nothing. */
  readonly stats: Stats | null;
}

/**
 * Finds the place of a file of the fleet in `dir`, through symbolic links. Throws `outside-fleet` where it climbs out of
 * the fleet, also by a link; `unreadable-file` for what is no file.
 */
export async function placeOf(dir: string, file: string): Promise<Place> {
  const root = await realpath(dir);
  const wanted = path.resolve(root, file);
  requireInside(root, wanted, file);
  const target = await followed(wanted);
  requireInside(root, target, file);
  const stats = await stat(target).catch(absent);
  if (stats !== null && !stats.isFile()) {
    throw new AppError('unreadable-file', `${file} is no file.`, {
      hint: 'Nothing was written. Name a file.',
      detail: { file },
    });
  }
  return { file: path.relative(root, wanted).split(path.sep).join('/'), target, stats };
}

/** The same for a file that is to be written. Throws also `read-only` where it or its folder may not be. */
export async function writablePlaceOf(dir: string, file: string): Promise<Place> {
  const place = await placeOf(dir, file);
  await requireWritable(place.target, place.stats, file);
  return place;
}

/** The path with every link resolved, of which the last parts need not exist. */
async function followed(wanted: string): Promise<string> {
  try {
    return await realpath(wanted);
  } catch (cause) {
    if (absent(cause) === null && (await isDangling(wanted))) {
      throw new AppError('unreadable-file', `${wanted} is a symbolic link to nothing.`, {
        hint: 'Nothing was written. Remove the link, or put back what it points to.',
        detail: { file: wanted },
        cause,
      });
    }
    const above = path.dirname(wanted);
    return path.join(above === wanted ? above : await followed(above), path.basename(wanted));
  }
}

async function isDangling(file: string): Promise<boolean> {
  return lstat(file).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

function requireInside(root: string, target: string, file: string): void {
  if (target.startsWith(root + path.sep)) return;
  throw new AppError('outside-fleet', `${file} lies outside the fleet.`, {
    hint: 'Nothing was read or written. Name a file below the folder of flake.nix.',
    detail: { file },
  });
}

async function requireWritable(target: string, stats: Stats | null, file: string): Promise<void> {
  // Root may write everything; a file that nobody may write was protected on purpose.
  if (stats !== null && (stats.mode & 0o222) === 0) throw readOnly(file, 'it is write-protected');
  for (let place = target, isFolder = false; ; place = path.dirname(place), isFolder = true) {
    try {
      await access(place, constants.W_OK);
      if (isFolder) return;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT') continue;
      const isDisk = code === 'EROFS';
      throw readOnly(
        file,
        isDisk ? 'it lies on a read-only file system' : 'you may not write it or its folder',
        cause,
      );
    }
  }
}

/** The error for a file that may not be written. */
export function readOnly(file: string, why: string, cause?: unknown): AppError {
  return new AppError('read-only', `${file} cannot be written: ${why}.`, {
    hint: 'Nothing was written. Give yourself permission to write it, then try again.',
    detail: { file },
    ...(cause === undefined ? {} : { cause }),
  });
}

function absent(error: unknown): null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
