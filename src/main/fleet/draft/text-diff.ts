import { diffLines, structuredPatch } from 'diff';
import type { Delta, Replacement } from './delta';

/** The smallest stretches, line by line and then within lines, that turn `before` into `after`. */
export function deltaBetween(before: string, after: string): Delta {
  const delta: Replacement[] = [];
  let at = 0;
  let open: { start: number; removed: string; inserted: string } | undefined;
  const close = (): void => {
    if (open) delta.push(trimmed(open));
    open = undefined;
  };
  for (const part of diffLines(before, after)) {
    if (!part.added && !part.removed) {
      close();
      at += part.value.length;
      continue;
    }
    open ??= { start: at, removed: '', inserted: '' };
    if (part.removed) {
      open.removed += part.value;
      at += part.value.length;
    } else open.inserted += part.value;
  }
  close();
  return delta;
}

function trimmed({ start, removed, inserted }: Replacement): Replacement {
  const most = Math.min(removed.length, inserted.length);
  let head = 0;
  while (head < most && removed[head] === inserted[head]) head += 1;
  let tail = 0;
  while (tail < most - head && removed.at(-1 - tail) === inserted.at(-1 - tail)) tail += 1;
  return {
    start: start + head,
    removed: removed.slice(head, removed.length - tail),
    inserted: inserted.slice(head, inserted.length - tail),
  };
}

/** A unified diff of one file as git and patch read it, null where it is not there; empty when nothing differs. */
export function unifiedDiff(file: string, before: string | null, after: string | null): string {
  if (before === after) return '';
  const { hunks } = structuredPatch(file, file, before ?? '', after ?? '', '', '', { context: 3 });
  const body = hunks.flatMap((hunk) => [
    `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines,
  ]);
  const from = before === null ? '/dev/null' : `a/${file}`;
  const to = after === null ? '/dev/null' : `b/${file}`;
  return [`--- ${from}`, `+++ ${to}`, ...body, ''].join('\n');
}

function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start}${lines === 1 ? '' : `,${lines}`}`;
}
