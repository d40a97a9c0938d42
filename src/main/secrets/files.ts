import type { FleetFiles } from '../fleet';

/** Folders that hold nothing of a fleet. */
const SKIPPED = new Set(['.git', '.direnv', '.jj', 'node_modules', 'result', '.stfolder']);
/** A tree deeper than this is no fleet's. */
const MAX_DEPTH = 16;

/** Files and links of a fleet whose name passes, relative to it, in the order of names. Links to folders are not followed. */
export function filesNamed(files: Pick<FleetFiles, 'list'>, passes: (name: string) => boolean): string[] {
  const found: string[] = [];
  const look = (folder: string, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const [name, type] of files.list(folder) ?? []) {
      const inside = folder === '' ? name : `${folder}/${name}`;
      if (type === 'directory') {
        if (!SKIPPED.has(name)) look(inside, depth + 1);
      } else if (passes(name)) found.push(inside);
    }
  };
  look('', 0);
  return found;
}
