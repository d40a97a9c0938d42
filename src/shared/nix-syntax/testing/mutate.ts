import type { Random } from './random';

/** Pieces that open, close or break something; put anywhere they make the parser recover. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  "''",
  '${',
  '$',
  '=',
  ';',
  ':',
  ',',
  '.',
  '...',
  '@',
  '?',
  '/',
  '//',
  '/*',
  '*/',
  '#',
  '\n',
  '\r',
  '\t',
  '\0',
  '\\',
  "'",
  '<',
  '>',
  '<a/b>',
  '++',
  '->',
  '|>',
  '<|',
  '!',
  '-',
  '~/',
  './',
  'a:b',
  '0',
  '.5',
  '1e',
  'if',
  'then',
  'else',
  'let',
  'in',
  'with',
  'assert',
  'rec',
  'inherit',
  'or',
  'é',
  '\uFEFF',
  '\uD83D',
  '✓',
  '&&',
  '||',
  '==',
  '&',
  '|',
];

/** `text` with a few pieces torn out, put in, doubled, swapped or overwritten; the same for the same numbers. */
export function mutate(text: string, random: Random): string {
  let out = text;
  for (let left = 1 + random.below(4); left > 0; left--) {
    const start = random.below(out.length + 1);
    const end = Math.min(out.length, start + random.below(random.chance(8) ? 200 : 8));
    switch (random.below(6)) {
      case 0:
        out = out.slice(0, start) + out.slice(end);
        break;
      case 1:
        out = out.slice(0, start) + random.pick(PIECES) + out.slice(start);
        break;
      case 2:
        out = out.slice(0, end) + out.slice(start);
        break;
      case 3:
        out = out.slice(0, start) + random.pick(PIECES).repeat(1 + random.below(20)) + out.slice(end);
        break;
      case 4:
        out =
          out.slice(0, start) +
          String.fromCharCode(random.below(random.chance(4) ? 65_536 : 128)) +
          out.slice(end);
        break;
      default:
        out = random.chance(2) ? out.slice(start) : out.slice(0, start);
    }
  }
  return out;
}

/** A run of whole lines of `text`, of about `length` characters. */
export function excerpt(text: string, length: number, random: Random): string {
  const from = text.lastIndexOf('\n', random.below(text.length + 1)) + 1;
  const to = text.indexOf('\n', from + length);
  return text.slice(from, to < 0 ? text.length : to);
}
