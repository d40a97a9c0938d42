import type { Colour, Stretch } from './stretches';

/** A piece of output that waits to be drawn. */
export interface Waiting {
  readonly bytes: Uint8Array;
  readonly stretch: Stretch;
}

/** What of a queue need not be drawn: from piece `from` on, up to offset `cut` in piece `to`. */
export interface Skim {
  readonly from: number;
  readonly to: number;
  readonly cut: number;
  /** Sets the colours that what is left out would have set; empty where it sets none. */
  readonly colours: string;
}

/** Less than this is drawn sooner than judged. */
const LEAST = 16 * 1024;
/** More to set is no gain, or nobody's colours. */
const MOST_COLOURS = 4 * 1024;
const [LF, CR] = [10, 13];
const utf8 = new TextEncoder();

/**
 * Text that has scrolled out of the screen's memory by the time the queue is drawn, so that nobody could ever see it: so
 * many lines of nothing but text come after it that it makes no difference whether it was drawn. `kept` is the lines
 * that the scrollback and two screens hold: the second for what stands below the cursor now, which the first lines may
 * leave in part. Null where there is none, or too little to be worth it.
 */
export function planSkim(queue: readonly Waiting[], kept: number): Skim | null {
  // One more than are kept: the first of them begins wherever the cursor stands.
  const wanted = kept + 1;
  let lines = 0;
  for (let to = queue.length - 1; to >= 0; to--) {
    const piece = queue[to];
    if (!piece) return null;
    if (!piece.stretch.plain) {
      lines = 0;
      continue;
    }
    if (lines + piece.stretch.newlines > wanted) {
      const cut = cutOf(piece.bytes, wanted - lines);
      if (cut !== null) return reaching(queue, to, cut);
    }
    lines += piece.stretch.newlines;
  }
  return null;
}

/**
 * Before the last line end with at least so many others behind it that brings the cursor to the left: wherever it stands
 * now, from there on it stands where it would. Null for none.
 */
function cutOf(bytes: Uint8Array, behind: number): number | null {
  let seen = 0;
  for (let at = bytes.lastIndexOf(LF); at > 0; at = bytes.lastIndexOf(LF, at - 1)) {
    if (seen >= behind && bytes[at - 1] === CR) return at - 1;
    seen += 1;
  }
  return null;
}

/** As far back as there is nothing but text. */
function reaching(queue: readonly Waiting[], to: number, cut: number): Skim | null {
  let from: number | null = null;
  for (let index = to; index >= 0 && queue[index]?.stretch.plain === true; index--) {
    if (queue[index]?.stretch.settled === true) from = index;
  }
  if (from === null) return null;
  const skipped = queue.slice(from, to).reduce((sum, { bytes }) => sum + bytes.length, cut);
  if (skipped < LEAST) return null;
  const set = queue
    .slice(from, to + 1)
    .flatMap(({ stretch: { colours } }, index, all) =>
      index === all.length - 1 ? colours.filter(({ end }) => end <= cut) : colours,
    );
  const colours = sinceReset(set);
  return colours.length > MOST_COLOURS ? null : { from, to, cut, colours };
}

// oxlint-disable-next-line no-control-regex -- control sequences are what is looked for
const RESET = /^\u001b\[0*(?:;|m$)/;

/** Those before the last that begins with a reset change nothing any more. */
function sinceReset(colours: readonly Colour[]): string {
  const last = colours.findLastIndex(({ text }) => RESET.test(text));
  return [
    ...new Set(
      colours
        .slice(Math.max(0, last))
        .map(({ text }) => text)
        .toReversed(),
    ),
  ]
    .toReversed()
    .join('');
}

/** What follows the cut in its piece. */
export function afterCut({ bytes, stretch }: Waiting, cut: number): Waiting {
  const rest = bytes.subarray(cut);
  let newlines = 0;
  for (let at = rest.indexOf(LF); at >= 0; at = rest.indexOf(LF, at + 1)) newlines += 1;
  const colours = stretch.colours
    .filter(({ end }) => end > cut)
    .map(({ end, text }) => ({ end: end - cut, text }));
  return { bytes: rest, stretch: { settled: true, plain: true, newlines, colours } };
}

/** Colours as a piece of their own. */
export function colourPiece(text: string): Waiting {
  const bytes = utf8.encode(text);
  return {
    bytes,
    stretch: { settled: true, plain: true, newlines: 0, colours: [{ end: bytes.length, text }] },
  };
}
