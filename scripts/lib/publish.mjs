import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Every file below a folder, relative to it with `/`. */
export function filesBelow(folder, prefix = '') {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

/** Files that others refer to by a fixed name come last, so that nothing new is named before it is there. */
function isEntry(file) {
  return !file.includes('/');
}

/**
 * Moves a finished build into place, file by file: chunks first, entries last, each by rename. Chunks of the
 * build before this one stay, because a process that runs from it may still import them; older ones go.
 * Returns what the next publish must know.
 */
export function publish(built, place, before) {
  const files = filesBelow(built).toSorted((a, b) => Number(isEntry(a)) - Number(isEntry(b)));
  for (const file of files) {
    const target = join(place, file);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(built, file), target);
  }
  const previous = (before?.files ?? []).filter((file) => !files.includes(file));
  const keep = new Set(files.concat(previous));
  for (const file of filesBelow(place)) {
    if (!keep.has(file)) rmSync(join(place, file), { force: true });
  }
  return { files, previous };
}
