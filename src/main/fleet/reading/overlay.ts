import type { EntryType } from '../static/value';

/** Texts by file (relative to the fleet) that stand in for what is on disk; null for a file that is not there. */
export type Overlay = ReadonlyMap<string, string | null>;

/**
 * What a folder holds with an overlay over it, in the order of names; null when it is none. A folder that loses its
 * last file is gone, as it is for git. `isFolder` tells whether a folder in it still is one.
 */
export function laidOver(
  onDisk: ReadonlyMap<string, EntryType> | null,
  folder: string,
  overlay: Overlay,
  isFolder: (below: string) => boolean,
): ReadonlyMap<string, EntryType> | null {
  const prefix = folder === '' || folder === '.' ? '' : `${folder}/`;
  const entries = new Map(onDisk);
  let isTouched = false;
  for (const [file, text] of overlay) {
    if (!file.startsWith(prefix)) continue;
    const [name = '', ...rest] = file.slice(prefix.length).split('/');
    isTouched = true;
    if (rest.length === 0 && text === null) entries.delete(name);
    else if (rest.length === 0) entries.set(name, 'regular');
    else if (text !== null || isFolder(`${prefix}${name}`)) entries.set(name, 'directory');
    else entries.delete(name);
  }
  if (!isTouched) return onDisk;
  if (entries.size === 0) return null;
  return new Map([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
