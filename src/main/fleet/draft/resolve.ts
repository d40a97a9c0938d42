import { AppError } from '../../../shared/contract';
import { oursAgain } from './overwritten';
import type { FileChange } from './fleet-file';
import { type Part, partsOf, standOf, type TextNow, withoutIdle } from './stand';
import type { StoredDraft, StoredGesture } from './store';

/** What others wrote over in a file. Throws `nothing-to-resolve`. */
export function overwrittenIn(draft: StoredDraft, file: string, textNow: TextNow): readonly Part[] {
  const parts = standOf(draft.gestures, textNow).overwritten.filter((part) => part.file === file);
  if (parts.length > 0) return parts;
  throw new AppError('nothing-to-resolve', `Nobody wrote over a change of this draft in ${file}.`, {
    hint: 'See the draft for the files where somebody did.',
    detail: { file },
  });
}

/** The change that writes our gestures again in `file`, with what others wrote beside them kept. */
export function writtenAgain(draft: StoredDraft, file: string, textNow: TextNow): FileChange {
  const parts = partsOf(draft.gestures).filter((part) => part.file === file);
  const before = textNow(file);
  let after = before;
  // Newest first: with it in its place again, the older ones below it are often found.
  for (let rounds = parts.length; rounds > 0; rounds -= 1) {
    const [lost] = standOf(draft.gestures, (name) => (name === file ? after : textNow(name)))
      .overwritten.filter((part) => part.file === file)
      .toReversed();
    if (!lost) break;
    after = oursAgain(lost, after);
  }
  return { file, before, after };
}

/** The draft with parts of its gestures put aside. */
export function putAside(
  draft: StoredDraft,
  parts: readonly Part[],
  at: string,
): Pick<StoredDraft, 'gestures' | 'aside'> {
  const lost = new Set(parts.map(({ stored }) => stored));
  const half = (gesture: StoredGesture, isLost: boolean): StoredGesture[] => {
    const deltas = Object.entries(gesture.deltas).filter(([, stored]) => lost.has(stored) === isLost);
    return deltas.length === 0
      ? []
      : [{ ...gesture, deltas: Object.fromEntries(deltas), files: deltas.map(([file]) => file) }];
  };
  return {
    gestures: withoutIdle(draft.gestures.flatMap((gesture) => half(gesture, false))),
    aside: [
      ...draft.aside,
      ...draft.gestures
        .flatMap((gesture) => half(gesture, true))
        .map((gesture) => ({ ...gesture, asideAt: at })),
    ],
  };
}

/** The draft with what was put aside among its gestures again, in the order they were made. */
export function takenUp(draft: StoredDraft, id: string): Pick<StoredDraft, 'gestures' | 'aside'> {
  const found = draft.aside.findLast((gesture) => gesture.id === id);
  if (!found) {
    throw new AppError('nothing-to-resolve', 'That change is not put aside any more.', {
      hint: 'It was brought back, committed or discarded meanwhile.',
      detail: { gesture: id },
    });
  }
  const { asideAt: _asideAt, ...gesture } = found;
  const known = draft.gestures.find((one) => one.id === id);
  const whole: StoredGesture = known
    ? { ...known, files: [...known.files, ...gesture.files], deltas: { ...known.deltas, ...gesture.deltas } }
    : gesture;
  return {
    gestures: [...draft.gestures.filter((one) => one.id !== id), whole].toSorted((a, b) =>
      a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
    ),
    aside: draft.aside.filter((one) => one !== found),
  };
}
