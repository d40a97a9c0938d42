import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract';
import { applyDelta, reverseDelta } from './delta';
import type { FileChange } from './fleet-file';
import { holdsChange } from './merge-texts';
import { CHOOSE, relocateDelta } from './relocate';
import type { FileDelta } from './store';
import { deltaBetween } from './text-diff';

/** What the journal keeps of a change of one file. */
export function fileDelta(change: FileChange): FileDelta {
  const before = change.before ?? '';
  const after = change.after ?? '';
  const kind = change.before === null ? 'made' : change.after === null ? 'removed' : 'edited';
  return {
    after: createHash('sha256').update(after).digest('hex'),
    text: after,
    delta: [...deltaBetween(before, after)],
    kind,
    ...(kind !== 'edited' && change.mode !== undefined ? { mode: change.mode } : {}),
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

/**
 * The file as it would be without this change. Throws `changed-outside` where somebody wrote over it, and where
 * they wrote into a file that the gesture made: it would go with their words in it.
 */
export function takenBack(now: string | null, stored: FileDelta, file: string): string | null {
  const before = textBefore(stored, file);
  const after = textAfter(stored);
  if (now === after || now === before) return before;
  if (stored.kind === 'made') {
    throw new AppError('changed-outside', `${file} is new, and somebody else wrote into it since.`, {
      hint: 'It would go with what they wrote. Commit it, or take those lines out first.',
      detail: { file },
    });
  }
  if (now === null || after === null || before === null) throw gone(file, now);
  return applyDelta(now, relocateDelta(after, now, reverseDelta(stored.delta), file), file);
}

/** As {@link takenBack} to look at, where nothing is lost: a file that we made would not be there without us. */
export function shownWithout(now: string | null, stored: FileDelta, file: string): string | null {
  return stored.kind === 'made' && now !== null ? null : takenBack(now, stored, file);
}

/** The file with this change made again. Throws `changed-outside` where its place is no longer there. */
export function madeAgain(now: string | null, stored: FileDelta, file: string): string | null {
  const before = textBefore(stored, file);
  const after = textAfter(stored);
  if (now === before || now === after) return after;
  if (now === null || after === null || before === null) throw gone(file, now);
  if (holdsChange(before, after, now)) return now;
  return applyDelta(now, relocateDelta(before, now, stored.delta, file), file);
}

function gone(file: string, now: string | null): AppError {
  return new AppError(
    'changed-outside',
    `${file} was ${now === null ? 'taken away' : 'written'} by somebody else.`,
    {
      hint: CHOOSE,
      detail: { file },
    },
  );
}
