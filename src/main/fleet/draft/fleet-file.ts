import { constants } from 'node:fs';
import { access, lstat, mkdir, readFile, realpath, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/contract';
import { writeFileAtomic } from '../../state';

/** One file of a gesture, whole texts; null where it is not there. */
export interface FileChange {
  /** Relative to the fleet with `/`. */
  readonly file: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Permission bits of a file that comes back or goes. */
  readonly mode?: number;
}

/** The change taken back. */
export function reverseChange({ before, after, ...rest }: FileChange): FileChange {
  return { ...rest, before: after, after: before };
}

/**
 * Replaces, makes or takes away one file of the fleet in `dir`, through symbolic links, keeping its mode. Missing
 * folders are made; those that become empty go.
 * Throws `changed-outside` when it is not as `before` says, `unreadable-file`, `disk-full`.
 */
export async function changeFile(dir: string, change: FileChange): Promise<void> {
  const { file, before, after } = change;
  const absolute = path.join(dir, file);
  if ((await readOrNull(absolute).catch(asUnreadable(file))) !== before) {
    throw new AppError('changed-outside', `${file} was changed by another program just now.`, {
      hint: 'Nothing was written. Try again.',
      detail: { file },
    });
  }
  if (after === null) {
    await rm(absolute, { force: true });
    await removeEmptyFolders(dir, file);
  } else if (before === null) {
    await mkdir(path.dirname(absolute), { recursive: true });
    await writeFileAtomic(absolute, after, change.mode === undefined ? {} : { mode: change.mode });
  } else {
    const target = await realpath(absolute);
    await writeFileAtomic(target, after, { mode: (await stat(target)).mode & 0o7777 });
  }
}

/** Throws `read-only` where this file, or the folder it stands or would stand in, may not be written. */
export async function requireWritable(dir: string, file: string): Promise<void> {
  const target = await realpath(path.join(dir, file)).catch(() => path.join(dir, file));
  for (let place = target, isFolder = false; ; place = path.dirname(place), isFolder = true) {
    try {
      await access(place, constants.W_OK);
      if (isFolder) return;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') continue;
      const why =
        code === 'EROFS' ? 'it lies on a read-only file system' : 'you may not write it or its folder';
      throw new AppError('read-only', `${file} cannot be written: ${why}.`, {
        hint: 'Nothing was written. Work in a checkout of your own, or give yourself permission to write this one.',
        detail: { file, code },
        cause,
      });
    }
  }
}

/** Removes the folders above `file` as far as they are empty; the fleet's own stays. */
export async function removeEmptyFolders(dir: string, file: string): Promise<void> {
  for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder)) {
    try {
      await rmdir(path.join(dir, folder));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A folder that was never made has one above it that may have been.
      if (code !== 'ENOENT' && code !== 'ENOTDIR') return;
    }
  }
}

/** Permission bits of a file that a gesture takes away. Throws `no-effect` for a symbolic link. */
export async function modeOf(dir: string, file: string): Promise<number> {
  const stats = await lstat(path.join(dir, file));
  if (!stats.isSymbolicLink()) return stats.mode & 0o7777;
  throw new AppError('no-effect', `${file} is a symbolic link, and is not taken away.`, {
    hint: 'Remove the link yourself, then try again.',
    detail: { file },
  });
}

/** The text, or null when there is no such file. */
export async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function asUnreadable(file: string): (error: NodeJS.ErrnoException) => never {
  return (cause) => {
    const words =
      cause.code === 'EISDIR' ? 'is a folder now' : `cannot be read (${cause.code ?? 'unknown reason'})`;
    throw new AppError('unreadable-file', `${file} ${words}.`, {
      hint: 'Nothing was written. Put the file back to go on.',
      detail: { file },
      cause,
    });
  };
}
