import type { ChangeResult, Draft } from '../../shared/contract';
import { diffByFile } from '../ui';

/**
 * The draft with a gesture that was just taken, as far as its answer tells: the gesture, and the diffs of files that no
 * other gesture touches. What it means, and diffs of several gestures together, come with the core's own answer.
 */
export function withGesture(draft: Draft, { gesture, diff }: ChangeResult): Draft {
  if (!gesture || draft.gestures.some(({ id }) => id === gesture.id)) return draft;
  const known = new Set(draft.files.map(({ file }) => file));
  const parts = diffByFile(diff);
  const added = gesture.files.flatMap((file, index) => {
    const part = parts[index];
    return known.has(file) || part === undefined ? [] : [{ file, diff: part }];
  });
  return {
    ...draft,
    gestures: [...draft.gestures, gesture],
    redo: [],
    files: [...draft.files, ...added],
  };
}
