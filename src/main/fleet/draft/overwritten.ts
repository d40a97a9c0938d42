import type { Overwritten } from '../../../shared/contract';
import { reverseDelta } from './delta';
import { textAfter, textBefore, takenBack } from './file-delta';
import { type Hunk, hunksBetween, linesAround, type Range, rangeIn } from './line-hunks';
import { placesOf } from './relocate';
import type { Part, TextNow } from './stand';

/** Lines shown above and below what clashes. */
const CONTEXT_LINES = 1;

/** A change that somebody wrote over, with the three texts of its place: before it, as we left it, as it is. */
export function overwrittenOf({ gesture, file, stored }: Part, textNow: TextNow): Overwritten {
  const before = textBefore(stored, file);
  const ours = textAfter(stored);
  const theirs = textNow(file);
  const about = { gesture: gesture.id, title: gesture.title, file };
  if (before === null || ours === null || theirs === null) {
    return { ...about, line: theirs === null ? null : 1, before, ours, theirs };
  }
  const place = withContext(ours, clashing(ours, theirs, stored.delta));
  const there = rangeIn(hunksBetween(ours, theirs), place);
  const back = rangeIn(hunksBetween(ours, before), place);
  return {
    ...about,
    line: lineAt(theirs, there.start),
    before: before.slice(back.start, back.end),
    ours: ours.slice(place.start, place.end),
    theirs: theirs.slice(there.start, there.end),
  };
}

/**
 * The file with our change in the place of what was written over it; everything else that others wrote stays.
 * Null takes the file away again.
 */
export function oursAgain({ stored, file }: Part, theirs: string | null): string | null {
  const ours = textAfter(stored);
  if (ours === null || theirs === null) return ours;
  const stretches = lostStretches(ours, theirs, stored.delta);
  const kept = hunksBetween(ours, theirs).filter(
    (hunk) => !stretches.some((stretch) => meets(hunk, stretch)),
  );
  const text = withHunks(ours, theirs, kept);
  try {
    takenBack(text, stored, file);
    return text;
  } catch {
    // What others wrote beside it leaves no place for it: the file as we left it.
    return ours;
  }
}

/** Stretches of our text that are not found again, as whole lines. */
function lostStretches(ours: string, theirs: string, delta: Parameters<typeof placesOf>[2]): Range[] {
  const back = reverseDelta(delta);
  const placed = placesOf(ours, theirs, back);
  return back.flatMap(({ start, removed }, index) =>
    placed[index] ? [] : [linesAround(ours, { start, end: start + removed.length })],
  );
}

function clashing(ours: string, theirs: string, delta: Parameters<typeof placesOf>[2]): Range {
  const lost = lostStretches(ours, theirs, delta);
  return {
    start: Math.min(...lost.map(({ start }) => start), ours.length),
    end: Math.max(...lost.map(({ end }) => end), 0),
  };
}

function meets({ from }: Hunk, stretch: Range): boolean {
  return from.start <= stretch.end && from.end >= stretch.start;
}

/** `from` with some of the hunks that lead to `to`. */
function withHunks(from: string, to: string, hunks: readonly Hunk[]): string {
  let text = '';
  let at = 0;
  for (const hunk of hunks) {
    text += from.slice(at, hunk.from.start) + to.slice(hunk.to.start, hunk.to.end);
    at = hunk.from.end;
  }
  return text + from.slice(at);
}

function withContext(text: string, { start, end }: Range): Range {
  let from = start;
  let until = end;
  for (let line = 0; line < CONTEXT_LINES; line += 1) {
    from = from === 0 ? 0 : text.lastIndexOf('\n', from - 2) + 1;
    const next = text.indexOf('\n', until);
    until = next < 0 ? text.length : next + 1;
  }
  return { start: from, end: until };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
