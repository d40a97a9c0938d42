import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/contract';

/** Names of half-written files begin so; one that a crash left behind may be deleted. */
export const TEMPORARY_PREFIX = '.snowfleet-tmp-';

export interface WriteOptions {
  /** Permission bits; where absent those of the file that is replaced, else 0644 less the umask. */
  readonly mode?: number;
}

/**
 * Replaces a file whole or not at all: temporary file beside it, fsync, rename, fsync of the folder. A symbolic
 * link stays one and its target is replaced; mode and owner of an existing file are kept. Missing folders are
 * made. Throws AppError `disk-full`, or `unreadable-file` where writing is not allowed, with the old file intact;
 * else Node's own error.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  try {
    await replace(await followLink(path), data, options);
  } catch (error) {
    throw asDiskFull(error, path) ?? asNotAllowed(error, path) ?? error;
  }
}

async function replace(path: string, data: string | Uint8Array, options: WriteOptions): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const old = await stat(path).catch(() => null);
  const temporary = join(folder, TEMPORARY_PREFIX + randomBytes(8).toString('hex'));
  const mode = options.mode ?? (old ? old.mode & 0o7777 : undefined);
  const file = await open(temporary, 'wx', mode ?? 0o644);
  try {
    try {
      await file.writeFile(data);
      if (old) await keepOwner(file, old.uid, old.gid);
      if (mode !== undefined) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function followLink(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function keepOwner(file: FileHandle, uid: number, gid: number): Promise<void> {
  const now = await file.stat();
  if (now.uid === uid && now.gid === gid) return;
  // Only root can give a file away; for everyone else the new file rightly belongs to its writer.
  await file.chown(uid, gid).catch(() => undefined);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The AppError for "no space left" and "quota exceeded", or null for any other error. */
export function asDiskFull(error: unknown, path: string): AppError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return null;
  return new AppError('disk-full', `There is no space left to write ${path}; the old file is unchanged.`, {
    hint: 'Free some space on that disk, then try again.',
    detail: { file: path },
    cause: error,
  });
}

/** The AppError for a file or folder that may not be written, or null for any other error. */
function asNotAllowed(error: unknown, path: string): AppError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') return null;
  return new AppError('unreadable-file', `${path} cannot be written (${code}); the old file is unchanged.`, {
    hint: 'Give yourself permission to write the file and its folder, then try again.',
    detail: { file: path },
    cause: error,
  });
}
