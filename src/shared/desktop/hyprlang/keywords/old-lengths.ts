/**
 * Lengths of rules before 0.53 as the expressions that came after: `50%` of the monitor, `100%-w-20` from the far edge
 * less the window's own width, `cursor -50%` from the pointer. What is none of these stays as it is.
 */
export function expressionOf(text: string, of: 'size' | 'move'): string {
  let words = text.trim().split(/\s+/);
  if (words[0] === 'onscreen') words = words.slice(1);
  if (words[0] === 'cursor')
    return words
      .slice(1, 3)
      .map((word, axis) => fromCursor(word, AXES[axis]!))
      .join(' ');
  return words
    .slice(0, 2)
    .map((word, axis) => (of === 'size' ? sizeOf(word, AXES[axis]!) : placeOf(word, AXES[axis]!)))
    .join(' ');
}

interface Axis {
  readonly length: 'w' | 'h';
  readonly place: 'x' | 'y';
}

const AXES: readonly Axis[] = [
  { length: 'w', place: 'x' },
  { length: 'h', place: 'y' },
];

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const PERCENT = new RegExp(`^[<>]?(${NUMBER})%$`);
const FAR = new RegExp(`^(${NUMBER})%((?:-[wh])?)((?:[+-]${NUMBER})?)$`);
const CURSOR = new RegExp(`^([+-]?${NUMBER})(%?)$`);

const share = (percent: string): string => String(Number((Number(percent) / 100).toFixed(6)));

function sizeOf(word: string, { length }: Axis): string {
  const percent = PERCENT.exec(word);
  return percent ? `(monitor_${length}*${share(percent[1]!)})` : word.replace(/^[<>]/, '');
}

function placeOf(word: string, { length }: Axis): string {
  const far = FAR.exec(word);
  if (!far) return word;
  const [, percent = '', own, more] = far;
  return `(monitor_${length}*${share(percent)}${own ? `-window_${length}` : ''}${more})`;
}

function fromCursor(word: string, { length, place }: Axis): string {
  const offset = CURSOR.exec(word);
  if (!offset) return word;
  const [, amount = '', percent] = offset;
  if (!percent)
    return `(cursor_${place}${amount.startsWith('-') ? amount : `+${amount.replace(/^\+/, '')}`})`;
  const sign = amount.startsWith('-') ? '-' : '+';
  return `(cursor_${place}${sign}window_${length}*${share(amount.replace(/^[+-]/, ''))})`;
}
