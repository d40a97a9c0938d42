import { AppError } from '../../../shared/contract';

/** One replaced stretch of a file, in UTF-16 units of the text before the gesture. */
export interface Replacement {
  readonly start: number;
  readonly removed: string;
  readonly inserted: string;
}

/** What a gesture did to one file: replacements in ascending order that do not overlap. */
export type Delta = readonly Replacement[];

/** Characters of context that must match around a stretch before it is found again in a changed file. */
const CONTEXT = 60;

/** The text after the delta. Throws `changed-outside` when the text is not the one the delta was made for. */
export function applyDelta(text: string, delta: Delta, file: string): string {
  let out = '';
  let at = 0;
  for (const { start, removed, inserted } of delta) {
    if (start < at || text.slice(start, start + removed.length) !== removed) throw changedOutside(file);
    out += text.slice(at, start) + inserted;
    at = start + removed.length;
  }
  return out + text.slice(at);
}

/** The delta that undoes `delta`, in units of the text after it. */
export function reverseDelta(delta: Delta): Delta {
  let shift = 0;
  return delta.map(({ start, removed, inserted }) => {
    const back = { start: start + shift, removed: inserted, inserted: removed };
    shift += inserted.length - removed.length;
    return back;
  });
}

/**
 * Moves a delta made for `base` to `text`, which somebody changed since: every replaced stretch must stand
 * in `text` exactly once together with what surrounded it in `base`.
 * Throws `changed-outside` when a stretch is gone or could be several.
 */
export function relocateDelta(base: string, text: string, delta: Delta, file: string): Delta {
  if (base === text) return delta;
  return delta.map((replacement) => {
    const { start, removed } = replacement;
    const before = base.slice(Math.max(0, start - CONTEXT), start);
    const after = base.slice(start + removed.length, start + removed.length + CONTEXT);
    for (const [left, right] of contextLadder(before, after)) {
      const needle = left + removed + right;
      if (needle === '') continue;
      const first = text.indexOf(needle);
      if (first >= 0 && text.indexOf(needle, first + 1) < 0)
        return { ...replacement, start: first + left.length };
    }
    throw changedOutside(file);
  });
}

/** Less and less context, but never less than a line's worth, so that a match means the same place. */
function contextLadder(before: string, after: string): readonly (readonly [string, string])[] {
  return [
    [before, after],
    [before.slice(-30), after.slice(0, 30)],
    [before, ''],
    ['', after],
  ];
}

function changedOutside(file: string): AppError {
  return new AppError('changed-outside', `${file} was changed outside Snowfleet where this gesture wrote.`, {
    hint: 'Undo your own change in that place first, or edit the file by hand.',
    detail: { file },
  });
}
