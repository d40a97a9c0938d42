import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, copyFile, link, lstat, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Bytes from which on a file is not read in one piece. */
const LARGE = 1024 * 1024;

/** SHA-256 of a file's bytes in hexadecimal digits; null where there is none. */
export async function hashOf(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    if ((await stat(file)).size > LARGE) await pipeline(createReadStream(file), hash);
    else hash.update(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}

/** A second name for the same bytes; a copy on disk where the file system has no such thing. */
export async function secondName(file: string, name: string): Promise<void> {
  try {
    await link(file, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    await copyFile(file, name, constants.COPYFILE_EXCL);
    await syncPath(name);
  }
}

/** Has the disk hold what was written to a file, or which names a folder has. */
export async function syncPath(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs each folder of `files` once. */
export async function syncFoldersOf(files: readonly string[]): Promise<void> {
  for (const folder of new Set(files.map((file) => path.dirname(file)))) {
    // A folder that went with its last file has nothing to hold.
    if (await exists(folder)) await syncPath(folder);
  }
}

export async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
      throw error;
    },
  );
}

/** Renames, making the folder. */
export async function moveTo(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await rename(from, to);
}

export const remove = (file: string): Promise<void> => rm(file, { force: true });
