import { type Shape, shape, short } from './shapes';

/** Families letters are drawn in; the first is bundled. */
export const LETTERS = 'Inter, system-ui, sans-serif';

/** An average letter is so wide, as a share of its size. */
const LETTER_WIDTH = 0.55;

/** No label is longer, however wide its place. */
const LONGEST = 200;

/** What XML cannot hold: control characters, halves of letters, and two that are none. */
const UNFIT = /\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** Words without what XML cannot hold, on one line. */
export function plainWords(words: string): string {
  return words
    .slice(0, LONGEST * 2)
    .replaceAll(UNFIT, ' ')
    .trim();
}

/** What of the words has room in `width`, with an ellipsis where something is missing. */
export function fitted(words: string, width: number, size: number): string {
  const room = Math.min(LONGEST, Math.floor(width / (size * LETTER_WIDTH)));
  const all = [...plainWords(words)];
  if (all.length <= room) return all.join('');
  return room < 2 ? '' : `${all.slice(0, room - 1).join('')}…`;
}

/** Roughly how wide words are. */
export function widthOf(words: string, size: number): number {
  return words.length * size * LETTER_WIDTH;
}

/** Words in one line whose middle is at `y`; nothing where none of them have room. */
export function letters(
  words: string,
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly size: number;
    readonly anchor?: 'start' | 'middle' | 'end';
  },
  attributes: Readonly<Record<string, string | number>>,
): readonly Shape[] {
  const shown = fitted(words, place.width, place.size);
  if (shown === '' || place.size < 0.5) return [];
  return [
    shape(
      'text',
      {
        x: short(place.x),
        y: short(place.y + place.size * 0.36),
        'font-family': LETTERS,
        'font-size': short(place.size),
        ...(place.anchor === undefined || place.anchor === 'start' ? {} : { 'text-anchor': place.anchor }),
        ...attributes,
      },
      shown,
    ),
  ];
}
