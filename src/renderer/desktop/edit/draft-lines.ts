import type { Draft } from '../../../shared/contract';
import type { Place } from '../../../shared/desktop';

/** The lines that a draft wrote, by file, as they stand in the working tree. */
export type DraftLines = ReadonlyMap<string, ReadonlySet<number>>;

/** The lines that unified diffs add, with their numbers in the new text. */
export function draftLines(files: Draft['files']): DraftLines {
  const found = new Map<string, Set<number>>();
  for (const { file, diff } of files) {
    const lines = new Set<number>();
    let at = 0;
    for (const line of diff.split('\n')) {
      const hunk = /^@@ -\S+ \+(\d+)/.exec(line);
      if (hunk) at = Number(hunk[1]);
      else if (at === 0) continue;
      else if (line.startsWith('+')) {
        lines.add(at);
        at += 1;
      } else if (line.startsWith(' ')) at += 1;
    }
    found.set(file, lines);
  }
  return found;
}

/** Whether the draft wrote the line at a place. */
export const isDrafted = (lines: DraftLines, from: Place | undefined): boolean =>
  from !== undefined && (lines.get(from.file)?.has(from.line) ?? false);

/** How many lines were written in how many files: `2 lines in 1 file`; null where none. */
export function draftedWords(lines: DraftLines): string | null {
  const written = [...lines.values()].filter(({ size }) => size > 0);
  const count = written.reduce((sum, { size }) => sum + size, 0);
  if (count === 0) return null;
  return `${count} ${count === 1 ? 'line' : 'lines'} in ${written.length} ${written.length === 1 ? 'file' : 'files'}`;
}
