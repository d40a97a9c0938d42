import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract';
import { applyDelta, relocateDelta, reverseDelta } from './delta';
import type { FileChange } from './fleet-file';
import type { FileDelta } from './store';
import { deltaBetween } from './text-diff';

/** What the journal keeps of a change of one file. */
export function fileDelta(change: FileChange): FileDelta {
  const before = change.before ?? '';
  const after = change.after ?? '';
  const kind = change.before === null ? 'made' : change.after === null ? 'removed' : 'edited';
  return {
    after: hashOf(after),
    text: after,
    delta: [...deltaBetween(before, after)],
    kind,
    ...(kind === 'removed' && change.mode !== undefined ? { mode: change.mode } : {}),
  };
}

/** The text that the gesture left, null when it took the file away. */
export function textAfter(stored: FileDelta): string | null {
  return stored.kind === 'removed' ? null : stored.text;
}

/** The text that the gesture found, null when it made the file. */
export function textBefore(stored: FileDelta, file: string): string | null {
  return stored.kind === 'made' ? null : applyDelta(stored.text, reverseDelta(stored.delta), file);
}

/** The file as it would be without this change. Throws `changed-outside` where somebody wrote over it. */
export function takenBack(now: string | null, stored: FileDelta, file: string): string | null {
  const before = textBefore(stored, file);
  const after = textAfter(stored);
  if (now === after) return before;
  if (now === null || after === null || before === null) return wholeOr(now, before, file);
  return applyDelta(now, relocateDelta(after, now, reverseDelta(stored.delta), file), file);
}

/** The file with this change made again. Throws `changed-outside` where its place is no longer there. */
export function madeAgain(now: string | null, stored: FileDelta, file: string): string | null {
  const before = textBefore(stored, file);
  const after = textAfter(stored);
  if (now === before) return after;
  if (now === null || after === null || before === null) return wholeOr(now, after, file);
  return applyDelta(now, relocateDelta(before, now, stored.delta, file), file);
}

/** A whole file that came or went is only replaced as it was left; that it is as wanted already is well. */
function wholeOr(now: string | null, wanted: string | null, file: string): string | null {
  if (now === wanted) return wanted;
  throw new AppError(
    'changed-outside',
    `${file} was ${now === null ? 'taken away' : 'written'} by somebody else.`,
    {
      hint: 'Put it back as it was, or settle it by hand.',
      detail: { file },
    },
  );
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
