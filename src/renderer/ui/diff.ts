/** A line of a unified diff with the number it has in the file: the new one, or the old one for what goes. */
export interface DiffLine {
  readonly kind: 'head' | 'hunk' | 'same' | 'add' | 'remove' | 'note';
  readonly number: number | null;
  readonly text: string;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/;

/**
 * Reads a unified diff. Lines before the first hunk are heads; `\ No newline …` is a note; a hunk has a line of its own
 * where the diff leaves lines out before it.
 */
export function diffLines(diff: string): DiffLine[] {
  const lines = diff.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const out: DiffLine[] = [];
  let before = 0;
  let after = 0;
  let inHunk = false;
  for (const line of lines) {
    const hunk = HUNK.exec(line);
    if (hunk) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      inHunk = true;
      if (Math.max(before, after) > 1) out.push({ kind: 'hunk', number: null, text: hunk[3] ?? '' });
    } else if (!inHunk || line.startsWith('diff --git ')) {
      inHunk = false;
      out.push({ kind: 'head', number: null, text: line });
    } else if (line.startsWith('+')) {
      out.push({ kind: 'add', number: after, text: line.slice(1) });
      after += 1;
    } else if (line.startsWith('-')) {
      out.push({ kind: 'remove', number: before, text: line.slice(1) });
      before += 1;
    } else if (line.startsWith('\\')) {
      out.push({ kind: 'note', number: null, text: line.slice(2) });
    } else {
      out.push({ kind: 'same', number: after, text: line.slice(1) });
      before += 1;
      after += 1;
    }
  }
  return out;
}

/** The parts of a unified diff, one a file, in its order. */
export function diffByFile(diff: string): string[] {
  return diff.split(/^(?=--- (?:a\/|\/dev\/null).*\n\+\+\+ )/m).filter((part) => part !== '');
}

/** How many lines a diff adds and removes. */
export function diffSize(diff: string): { added: number; removed: number } {
  const lines = diffLines(diff);
  return {
    added: lines.filter((line) => line.kind === 'add').length,
    removed: lines.filter((line) => line.kind === 'remove').length,
  };
}
