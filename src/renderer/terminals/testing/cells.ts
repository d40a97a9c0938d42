/** A character on the screen and how it looks. Colours: -1 default, 0 to 255 the palette, `#rrggbb`. */
export interface Cell {
  readonly text: string;
  readonly fg: number | string;
  readonly bg: number | string;
  readonly look: string;
}

export interface Screen {
  readonly cells: readonly (readonly Cell[])[];
  readonly cursor: readonly [x: number, y: number];
}

const LOOKS: Record<number, string> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  5: 'blink',
  7: 'inverse',
  8: 'hidden',
  9: 'strike',
  53: 'overline',
};
export const LOOK_NAMES = Object.values(LOOKS);

/** DEC's line drawing, as far as tmux keeps it apart. */
const DRAWING: Record<string, string> = Object.fromEntries(
  [...'`afgjklmnopqrstuvwxyz{|}~'].map((letter, at) => [
    letter,
    [...'◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·'][at] ?? letter,
  ]),
);

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Reads what `tmux capture-pane -e` prints: text, SGR sequences, shifts into line drawing; looks go on from line to line. */
export function readCaptured(captured: string): Cell[][] {
  let fg: Cell['fg'] = -1;
  let bg: Cell['bg'] = -1;
  const looks = new Set<string>();
  let drawing = false;
  const colour = (given: number[]): number | string => {
    if (given[0] === 5) return given[1] ?? -1;
    const [r = 0, g = 0, b = 0] = given.slice(-3);
    return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const apply = (list: string): void => {
    const words = list === '' ? ['0'] : list.split(';');
    for (let at = 0; at < words.length; at++) {
      const [first = 0, ...sub] = (words[at] ?? '').split(':').map(Number);
      if (first === 0) {
        fg = bg = -1;
        looks.clear();
      } else if (LOOKS[first] !== undefined) looks.add(LOOKS[first] ?? '');
      else if (first === 22) {
        looks.delete('bold');
        looks.delete('dim');
      } else if (first >= 23 && first <= 29) looks.delete(LOOKS[first - 20] ?? '');
      else if (first === 38 || first === 48) {
        const rest =
          sub.length > 0 ? sub : words.slice(at + 1, at + (words[at + 1] === '2' ? 5 : 3)).map(Number);
        if (sub.length === 0) at += rest.length;
        if (first === 38) fg = colour(rest);
        else bg = colour(rest);
      } else if (first === 39) fg = -1;
      else if (first === 49) bg = -1;
      else if (first >= 30 && first <= 37) fg = first - 30;
      else if (first >= 90 && first <= 97) fg = first - 82;
      else if (first >= 40 && first <= 47) bg = first - 40;
      else if (first >= 100 && first <= 107) bg = first - 92;
      else throw new Error(`unexpected SGR ${list}`);
    }
  };
  const readLine = (line: string): Cell[] => {
    const cells: Cell[] = [];
    const pieces = line.matchAll(
      // oxlint-disable-next-line no-control-regex -- control sequences are what is read
      /\u001b\[[\d;:]*m|\u001b\]8;[^\u001b]*\u001b\\|[\u000e\u000f]|[^\u001b\u000e\u000f]+/g,
    );
    for (const [piece] of pieces) {
      if (piece.startsWith('\u001b[')) apply(piece.slice(2, -1));
      else if (piece === '\u000e') drawing = true;
      else if (piece === '\u000f') drawing = false;
      else if (!piece.startsWith('\u001b')) {
        const look = LOOK_NAMES.filter((name) => looks.has(name)).join(' ');
        for (const { segment } of LETTERS.segment(piece)) {
          cells.push({ text: drawing ? (DRAWING[segment] ?? segment) : segment, fg, bg, look });
        }
      }
    }
    return cells;
  };
  return captured.split('\n').map(readLine);
}

const isNothing = (cell: Cell | undefined): boolean =>
  cell === undefined ||
  (cell.text === ' ' && cell.bg === -1 && !/inverse|underline|strike|overline/.test(cell.look));

/** Where two screens differ, in words; empty where they show the same. What cannot be seen of a blank is left out. */
export function differences(ours: Screen, theirs: Screen): string[] {
  const found: string[] = [];
  const rows = Math.max(ours.cells.length, theirs.cells.length);
  for (let y = 0; y < rows; y++) {
    const a = ours.cells[y] ?? [];
    const b = theirs.cells[y] ?? [];
    for (let x = 0; x < Math.max(a.length, b.length); x++) {
      const [one, two] = [a[x], b[x]];
      if (isNothing(one) && isNothing(two)) continue;
      // tmux prints a line as far as letters were written; the colour of what was erased behind them it keeps to itself.
      if (two === undefined && one?.text === ' ' && one.look === '') continue;
      const seen = (cell: Cell | undefined): string =>
        cell === undefined
          ? 'nothing'
          : JSON.stringify(
              cell.text === ' '
                ? {
                    ...cell,
                    fg: /inverse|underline|strike/.test(cell.look) ? cell.fg : -1,
                    look: cell.look.replace(/bold ?|dim ?|italic ?|blink ?/g, ''),
                  }
                : cell,
            );
      if (seen(one) !== seen(two))
        found.push(`line ${y + 1} letter ${x + 1}: ours ${seen(one)}, tmux ${seen(two)}`);
    }
  }
  if (String(ours.cursor) !== String(theirs.cursor))
    found.push(`cursor: ours ${ours.cursor.join()}, tmux ${theirs.cursor.join()}`);
  return found;
}
