import { AppError } from '../../../shared/contract';
import type { Delta, Replacement } from './delta';
import { type Hunk, hunksBetween, linesAround } from './line-hunks';

/** Characters of context that must match around a stretch before it is found again in a changed file. */
const CONTEXT = 60;
/** A line is told from any other by its words, not by brackets: so many characters of it at least. */
const TELLING = 8;

/** What to do about a change that somebody wrote over. */
export const CHOOSE =
  'Choose in the draft which of the two stays; in a terminal: draft resolve FILE --ours or --theirs.';

/** A stretch with its place in the changed text; null where somebody wrote over it, or it could be several. */
export type Placed = Replacement | null;

/**
 * Moves a delta made for `base` to `text`, which somebody changed since. Throws `changed-outside` when a stretch
 * cannot be found again.
 */
export function relocateDelta(base: string, text: string, delta: Delta, file: string): Delta {
  if (base === text) return delta;
  const placed = placesOf(base, text, delta).flatMap((one) => one ?? []);
  if (placed.length < delta.length) throw changedOutside(file);
  return placed.toSorted((a, b) => a.start - b.start);
}

/**
 * Finds each replaced stretch again: by its whole lines and one beside them, which a comparison of both texts shows
 * unchanged; else by those lines with what surrounded them, or alone, where that stands in `text` once: somebody
 * may have moved them.
 */
export function placesOf(base: string, text: string, delta: Delta): readonly Placed[] {
  const hunks = hunksBetween(base, text);
  return delta.map((one) => byLines(base, hunks, one) ?? byContext(base, text, one));
}

function byLines(base: string, hunks: readonly Hunk[], replacement: Replacement): Placed {
  const { start, removed } = replacement;
  const range = linesAround(base, { start, end: start + removed.length });
  const isPoint = range.start === range.end;
  const meets = ({ from }: Hunk): boolean =>
    isPoint
      ? from.start < range.start
        ? from.end > range.start
        : from.start === range.start && from.end === range.start
      : from.start < range.end && from.end > range.start;
  if (hunks.some(meets)) return null;
  const isFree = (at: number): boolean => !hunks.some(({ from }) => from.start <= at && from.end >= at);
  if (!isFree(range.start) && !isFree(range.end)) return null;
  const shift = hunks
    .filter(({ from }) => from.end <= range.start)
    .reduce((sum, { from, to }) => sum + (to.end - to.start) - (from.end - from.start), 0);
  return { ...replacement, start: start + shift };
}

function byContext(base: string, text: string, replacement: Replacement): Placed {
  const { start, removed } = replacement;
  const range = linesAround(base, { start, end: start + removed.length });
  const lines = base.slice(range.start, range.end);
  const before = base.slice(Math.max(0, range.start - CONTEXT), range.start);
  const after = base.slice(range.end, range.end + CONTEXT);
  for (const [left, right] of contextLadder(before, lines, after)) {
    const at = onlyPlace(text, left + lines + right);
    // The same words at the end of a longer line are another line.
    if (at === null || (left === '' && at > 0 && text[at - 1] !== '\n')) continue;
    return { ...replacement, start: at + left.length + start - range.start };
  }
  return null;
}

/** Less and less context. A place between two lines needs both of them, lines that tell need none. */
function contextLadder(
  before: string,
  lines: string,
  after: string,
): readonly (readonly [left: string, right: string])[] {
  const both = [
    [before, after],
    [before.slice(-CONTEXT / 2), after.slice(0, CONTEXT / 2)],
  ] as const;
  if (lines === '') return both;
  const one = [
    [before, ''],
    ['', after],
  ] as const;
  return lines.replace(/\W/g, '').length < TELLING ? [...both, ...one] : [...both, ...one, ['', '']];
}

function onlyPlace(text: string, needle: string): number | null {
  if (needle === '') return null;
  const first = text.indexOf(needle);
  return first >= 0 && text.indexOf(needle, first + 1) < 0 ? first : null;
}

function changedOutside(file: string): AppError {
  return new AppError('changed-outside', `${file} was changed outside Snowfleet where this gesture wrote.`, {
    hint: CHOOSE,
    detail: { file },
  });
}
