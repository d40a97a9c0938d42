import { asDiskFull } from '../../state';
import { exists, hashOf, moveTo, remove, syncFoldersOf } from './files';
import type { Entry } from './journal';
import { readOnly } from './place';

/** Puts every file in its place. What somebody else wrote meanwhile stays theirs. Throws `read-only`, `disk-full`. */
export async function goForward(entries: readonly Entry[]): Promise<void> {
  await each(entries, async ({ target, temporary, before, after }) => {
    if (after === null) {
      if ((await hashOf(target)) === before) await remove(target);
    } else if (temporary !== null && (await exists(temporary))) {
      if ((await hashOf(target)) === before) await moveTo(temporary, target);
      else await remove(temporary);
    }
  });
  await syncFoldersOf(entries.map(({ target }) => target));
  await clearAway(entries);
}

/** Gives every file its old bytes back, needing no space on the disk. What somebody else wrote stays theirs. */
export async function goBack(entries: readonly Entry[]): Promise<void> {
  await each(entries, async ({ target, former, after }) => {
    const now = await hashOf(target);
    if (former !== null && (await exists(former))) {
      if (now === after) await moveTo(former, target);
    } else if (former === null && now !== null && now === after) {
      await remove(target);
    }
  });
  await syncFoldersOf(entries.map(({ target }) => target));
  await clearAway(entries);
}

/** Whether every file is in its new state or has what it needs to get there. */
export async function canGoForward(entries: readonly Entry[]): Promise<boolean> {
  for (const { target, temporary, before } of entries) {
    if (temporary === null || (await exists(temporary))) continue;
    if ((await hashOf(target)) === before) return false;
  }
  return true;
}

/** Removes the temporary files and second names of a change. */
export async function clearAway(entries: readonly Entry[]): Promise<void> {
  await each(entries, async ({ temporary, former }) => {
    if (temporary !== null) await remove(temporary);
    if (former !== null) await remove(former);
  });
}

async function each(entries: readonly Entry[], work: (entry: Entry) => Promise<void>): Promise<void> {
  for (const entry of entries) {
    try {
      await work(entry);
    } catch (error) {
      throw inWords(error, entry.file);
    }
  }
}

/** A failure to write `file` as a person should read it. */
export function inWords(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EROFS') return readOnly(file, 'it lies on a read-only file system', error);
  if (code === 'EACCES' || code === 'EPERM') {
    return readOnly(file, 'you may not write it or its folder', error);
  }
  return asDiskFull(error, file) ?? error;
}
