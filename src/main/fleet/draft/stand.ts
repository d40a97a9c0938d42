import { isAppError } from '../../../shared/contract';
import { shownWithout, takenBack } from './file-delta';
import type { FileChange } from './fleet-file';
import type { FileDelta, StoredGesture } from './store';

/** The text of a file of the fleet as it is now, null when it is not there. */
export type TextNow = (file: string) => string | null;

/** What one gesture did to one file. */
export interface Part {
  readonly gesture: StoredGesture;
  readonly file: string;
  readonly stored: FileDelta;
}

/** Where a draft stands in the files as they are now. */
export interface Stand {
  /** Each file of the draft as it is, and as it would be without us. */
  readonly files: readonly FileChange[];
  /** What somebody wrote over, oldest first: it cannot be taken back. */
  readonly overwritten: readonly Part[];
}

/** All parts of gestures, oldest first, without those that only write others again. */
export function partsOf(gestures: readonly StoredGesture[]): Part[] {
  return gestures.filter((gesture) => gesture.resolves !== true).flatMap(ownParts);
}

/** The parts of one gesture. */
export function ownParts(gesture: StoredGesture): Part[] {
  return Object.entries(gesture.deltas).map(([file, stored]) => ({ gesture, file, stored }));
}

/** Without gestures that only write others again which are no longer there. */
export function withoutIdle(gestures: readonly StoredGesture[]): StoredGesture[] {
  const files = new Set(partsOf(gestures).map(({ file }) => file));
  return gestures.filter(
    (gesture) => gesture.resolves !== true || Object.keys(gesture.deltas).some((file) => files.has(file)),
  );
}

/** Takes everything back in thought, newest first; what was written over is left as it stands. */
export function standOf(gestures: readonly StoredGesture[], textNow: TextNow): Stand {
  const { files, overwritten } = walk(partsOf(gestures), textNow, shownWithout, true);
  return { files, overwritten };
}

/** The files without `parts`, which are the newest. Throws `changed-outside` where somebody wrote over one. */
export function filesWithout(parts: readonly Part[], textNow: TextNow): FileChange[] {
  return [...walk(parts, textNow, takenBack, false).files];
}

function walk(parts: readonly Part[], textNow: TextNow, back: typeof takenBack, goesOn: boolean): Stand {
  const texts = new Map<string, { text: string | null; mode: number | undefined }>();
  const overwritten: Part[] = [];
  for (const part of parts.toReversed()) {
    const { file, stored } = part;
    const known = texts.get(file) ?? { text: textNow(file), mode: undefined };
    texts.set(file, known);
    try {
      texts.set(file, { text: back(known.text, stored, file), mode: stored.mode ?? known.mode });
    } catch (error) {
      if (!goesOn || !isAppError(error, 'changed-outside')) throw error;
      overwritten.unshift(part);
    }
  }
  return {
    files: [...texts]
      .toReversed()
      .map(([file, { text, mode }]) => ({ file, before: textNow(file), after: text, mode })),
    overwritten,
  };
}
