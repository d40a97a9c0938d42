import { diffLines } from 'diff';

/** A stretch of a text in UTF-16 units, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whole lines of one text that stand in the place of whole lines of another. */
export interface Hunk {
  readonly from: Range;
  readonly to: Range;
}

/** What differs between two texts, line by line, in order. */
export function hunksBetween(from: string, to: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let there = 0;
  let open: Hunk | undefined;
  for (const part of diffLines(from, to)) {
    const { length } = part.value;
    if (!part.added && !part.removed) {
      if (open) hunks.push(open);
      open = undefined;
      at += length;
      there += length;
      continue;
    }
    open ??= { from: { start: at, end: at }, to: { start: there, end: there } };
    if (part.removed) open = { ...open, from: { ...open.from, end: (at += length) } };
    else open = { ...open, to: { ...open.to, end: (there += length) } };
  }
  if (open) hunks.push(open);
  return hunks;
}

/** The whole lines of `text` that hold the range; none for an empty range between two lines. */
export function linesAround(text: string, { start, end }: Range): Range {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  if (start === end && start === from) return { start, end };
  if (end > start && text[end - 1] === '\n') return { start: from, end };
  const next = text.indexOf('\n', end);
  return { start: from, end: next < 0 ? text.length : next + 1 };
}

/**
 * Where the range of the old text stands in the new one, lines that were changed taken in whole; the same units as
 * the hunks'.
 */
export function rangeIn(hunks: readonly Hunk[], range: Range): Range {
  let { start, end } = range;
  const met = hunks.filter(({ from }) => from.start <= range.end && from.end >= range.start);
  for (const { from } of met) {
    start = Math.min(start, from.start);
    end = Math.max(end, from.end);
  }
  const before = hunks.filter(
    ({ from }) => from.end < start || (from.end === start && !met.some((hunk) => hunk.from === from)),
  );
  const grown = (among: readonly Hunk[]): number =>
    among.reduce((sum, { from, to }) => sum + (to.end - to.start) - (from.end - from.start), 0);
  const shift = grown(before);
  return { start: start + shift, end: end + shift + grown(met) };
}
