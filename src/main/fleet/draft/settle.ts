import { holdsChange } from './merge-texts';
import { shownWithout, textAfter, textBefore } from './file-delta';
import { type Part, partsOf, type TextNow, withoutIdle } from './stand';
import type { FileDelta, StoredDraft, StoredGesture } from './store';

/** What others did with our changes by git or an editor, since we last looked. */
export type Settling = 'committed' | 'gone';

export interface SettleInput {
  readonly textNow: TextNow;
  /** Text of a file in HEAD; null where HEAD has none, undefined outside git. */
  readonly textInHead: TextNow | undefined;
  /** Whether HEAD is another one than when the draft was written last. */
  readonly headMoved: boolean;
}

/**
 * Recognises what needs no gesture any more: changes that somebody committed leave the draft, and changes that
 * somebody took back (an editor's undo, git checkout, git reset) become ones that can be made again.
 * Returns null where nothing is settled.
 */
export function settle(
  draft: Pick<StoredDraft, 'gestures' | 'redo'>,
  input: SettleInput,
): { gestures: StoredGesture[]; redo: StoredGesture[] } | null {
  const settled = new Map<FileDelta, Settling>();
  const parts = partsOf(draft.gestures);
  for (const file of new Set(parts.map((part) => part.file))) {
    const own = parts.filter((part) => part.file === file);
    for (const [part, how] of settledIn(file, own, input)) settled.set(part.stored, how);
  }
  if (settled.size === 0) return null;
  const only = (gesture: StoredGesture, keeps: (how: Settling | undefined) => boolean): StoredGesture[] => {
    const deltas = Object.entries(gesture.deltas).filter(([, stored]) => keeps(settled.get(stored)));
    return deltas.length === 0
      ? []
      : [{ ...gesture, deltas: Object.fromEntries(deltas), files: deltas.map(([file]) => file) }];
  };
  const gestures = draft.gestures.flatMap((gesture) => only(gesture, (how) => how === undefined));
  const gone = draft.gestures.flatMap((gesture) => only(gesture, (how) => how === 'gone'));
  return { gestures: withoutIdle(gestures), redo: [...draft.redo, ...gone.toReversed()] };
}

function settledIn(file: string, parts: readonly Part[], input: SettleInput): [Part, Settling][] {
  const now = input.textNow(file);
  const [last] = parts.toReversed();
  if (!last) return [];
  const isOutside = now !== textAfter(last.stored);
  const head =
    input.textInHead !== undefined && (isOutside || input.headMoved) ? input.textInHead(file) : undefined;
  const committed = head !== undefined && input.headMoved ? committedCount(file, parts, now, head) : 0;
  const rest = parts.slice(committed);
  const isClean = head !== undefined && now === head;
  const gone = isOutside ? (isClean ? rest : goneParts(file, rest, now)) : [];
  return [
    ...parts.slice(0, committed).map((part): [Part, Settling] => [part, 'committed']),
    ...gone.map((part): [Part, Settling] => [part, 'gone']),
  ];
}

/** How many parts, from the oldest, a commit holds. What they changed together counts: one may undo another. */
function committedCount(
  file: string,
  parts: readonly Part[],
  now: string | null,
  head: string | null,
): number {
  const texts = textsBetween(file, parts, now);
  for (let count = parts.length; count > 0; count -= 1) {
    if (holdsChange(texts[0] ?? null, texts[count] ?? null, head)) return count;
  }
  return 0;
}

/** The file before the first part, and after each; as it would be now, else as the journal has it. */
function textsBetween(file: string, parts: readonly Part[], now: string | null): (string | null)[] {
  try {
    const texts = [now];
    for (const { stored } of parts.toReversed()) texts.unshift(shownWithout(texts[0] ?? null, stored, file));
    return texts;
  } catch {
    const [first] = parts;
    return [first ? textBefore(first.stored, file) : null, ...parts.map(({ stored }) => textAfter(stored))];
  }
}

/** The newest parts that the file no longer holds, as if they had been undone. */
function goneParts(file: string, parts: readonly Part[], now: string | null): Part[] {
  const first = parts.findIndex(({ stored }) => textBefore(stored, file) === now);
  if (first >= 0) return parts.slice(first);
  const gone: Part[] = [];
  for (const part of parts.toReversed()) {
    if (canTakeBack(now, part.stored, file)) break;
    if (!holdsChange(textAfter(part.stored), textBefore(part.stored, file), now)) break;
    gone.unshift(part);
  }
  return gone;
}

function canTakeBack(now: string | null, stored: FileDelta, file: string): boolean {
  try {
    shownWithout(now, stored, file);
    return true;
  } catch {
    return false;
  }
}
