import { AppError } from '../../../shared/contract';

/** One replaced stretch of a file, in UTF-16 units of the text before the gesture. */
export interface Replacement {
  readonly start: number;
  readonly removed: string;
  readonly inserted: string;
}

/** What a gesture did to one file: replacements in ascending order that do not overlap. */
export type Delta = readonly Replacement[];

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

function changedOutside(file: string): AppError {
  return new AppError('changed-outside', `${file} is not the text that this change was made for.`, {
    hint: 'Nothing was written. Try again.',
    detail: { file },
  });
}
