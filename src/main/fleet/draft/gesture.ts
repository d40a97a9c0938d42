import { randomBytes } from 'node:crypto';
import { AppError, type ChangeResult, type Gesture } from '../../../shared/contract';
import { fileDelta, textAfter } from './file-delta';
import type { FileChange } from './fleet-file';
import type { PlannedGesture } from './plan-changes';
import { ownParts, type TextNow } from './stand';
import type { StoredDraft, StoredGesture } from './store';
import { unifiedDiff } from './text-diff';

/** Files whose text is no longer what the newest gesture on them left. */
export function outsideOf(draft: StoredDraft, textNow: TextNow): string[] {
  const newest = new Map(
    draft.gestures.flatMap((gesture) =>
      ownParts(gesture).map(({ file, stored }) => [file, textAfter(stored)] as const),
    ),
  );
  return [...newest].filter(([file, after]) => textNow(file) !== after).map(([file]) => file);
}

/** A gesture of these changes, made now; it lacks a title and hosts. */
export function newGesture(
  files: readonly FileChange[],
): Pick<StoredGesture, 'id' | 'at' | 'files' | 'deltas'> {
  return {
    id: `${Date.now().toString(36)}-${randomBytes(3).toString('hex')}`,
    at: new Date().toISOString(),
    files: files.map(({ file }) => file),
    deltas: deltasOf(files),
  };
}

/** What the journal keeps of changes, by file. */
export function deltasOf(files: readonly FileChange[]): StoredGesture['deltas'] {
  return Object.fromEntries(files.map((change) => [change.file, fileDelta(change)]));
}

/** What a door is told of a gesture. */
export function resultOf(plan: PlannedGesture, files: readonly FileChange[]): ChangeResult {
  return {
    diff: files.map(({ file, before, after }) => unifiedDiff(file, before, after)).join(''),
    files: files.map(({ file }) => file),
    brings: [...plan.brings],
    needs: [...plan.needs],
  };
}

/** What doors see of a gesture: not its texts. */
export function publicGesture({ id, title, at, files, hosts, resolves }: StoredGesture): Gesture {
  return { id, title, at, files, hosts, ...(resolves === undefined ? {} : { resolves }) };
}

/** The answer to a wish that has nothing to work on. */
export function nothing(
  code: 'nothing-to-undo' | 'nothing-to-redo' | 'nothing-to-commit',
  verb: string,
): AppError {
  return new AppError(code, `There is nothing to ${verb}.`, { hint: 'Make a change first.' });
}
