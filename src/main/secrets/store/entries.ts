import { createHash } from 'node:crypto';
import { chmod, chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/contract';
import { TEMPORARY_PREFIX } from '../../state';
import { hashOf } from './files';
import type { Decider, Entry } from './journal';
import { type Place, writablePlaceOf } from './place';
import type { SecretChange, Sealed } from './types';

/** As age and git make files: what is in it is encrypted. */
const NEW_MODE = 0o644;

export async function placesOf(dir: string, files: readonly string[]): Promise<Place[]> {
  const places = await Promise.all(files.map((file) => writablePlaceOf(dir, file)));
  const targets = new Set(places.map(({ target }) => target));
  if (targets.size === places.length) return places;
  const twice = places.find(({ target }, at) => places.findIndex((other) => other.target === target) !== at);
  throw new AppError('conflict', `${twice?.file ?? 'A file'} is one file under two names.`, {
    hint: 'Nothing was written. Name it once, or replace the link by a file.',
    detail: { file: twice?.file ?? null },
  });
}

export function requireFresh(places: readonly Place[], fresh: readonly string[]): void {
  const there = places.find(({ file, stats }) => stats !== null && fresh.includes(file));
  if (!there) return;
  throw new AppError('secret-exists', `${there.file} is there already.`, {
    hint: 'Nothing was written. Choose another name, or edit that one.',
    detail: { file: there.file },
  });
}

export function namesFor(
  { target }: Place,
  id: string,
  index: number,
): { temporary: string; former: string | null } {
  const beside = path.join(path.dirname(target), `${TEMPORARY_PREFIX}${id}-${index}`);
  return { temporary: `${beside}.new`, former: `${beside}.old` };
}

export async function removalOf({ file, target }: Place, id: string, index: number): Promise<Entry> {
  const beside = path.join(path.dirname(target), `${TEMPORARY_PREFIX}${id}-removed-${index}`);
  const before = await hashOf(target);
  return { file, target, temporary: null, former: `${beside}.old`, before, after: null };
}

export function entriesOf(
  slots: readonly (Place & { temporary: string; former: string | null })[],
  sealed: readonly Sealed[],
): Entry[] {
  const byFile = new Map(sealed.map((one) => [one.file, one]));
  return slots.map(({ file, target, temporary, former, stats }) => {
    const { before, after } = byFile.get(file) ?? { before: null, after: null };
    if (after === null) throw new Error(`nothing was sealed for ${file}`);
    return { file, target, temporary, former: stats === null ? null : former, before, after };
  });
}

export function decidersOf({ texts }: SecretChange): Decider[] {
  return [...(texts?.after ?? [])].map(([file, text]) => ({
    file,
    after: createHash('sha256').update(text).digest('hex'),
  }));
}

export async function makeFolders(places: readonly Place[]): Promise<void> {
  for (const folder of new Set(places.map(({ target }) => path.dirname(target)))) {
    await mkdir(folder, { recursive: true });
  }
}

/** A secret that is replaced keeps its permissions and, where we may give files away, its owner. */
export async function keepModes(slots: readonly (Place & { temporary: string })[]): Promise<void> {
  const own = process.getuid?.();
  for (const { stats, temporary } of slots) {
    if (stats === null) {
      await chmod(temporary, NEW_MODE);
      continue;
    }
    await chmod(temporary, stats.mode & 0o7777);
    if (stats.uid !== own || stats.gid !== process.getgid?.()) {
      await chown(temporary, stats.uid, stats.gid).catch(() => undefined);
    }
  }
}

/** Throws `changed-outside` where a file is not what the new bytes were made from. */
export async function requireUnchanged(entries: readonly Entry[]): Promise<void> {
  for (const { file, target, before } of entries) {
    if ((await hashOf(target)) === before) continue;
    throw new AppError('changed-outside', `${file} was changed by another program just now.`, {
      hint: 'Nothing was written. Try again.',
      detail: { file },
    });
  }
}
