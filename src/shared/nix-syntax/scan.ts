import { DIGIT, PATH_CHAR, isOf } from './characters';

const NEWLINE = 10;
const RETURN = 13;
const DOLLAR = 36;
const QUOTE = 34;
const APOSTROPHE = 39;
const PERIOD = 46;
const SLASH = 47;
const BACKSLASH = 92;
const OPEN_BRACE = 123;

/** End of the text of a `"` string from `start`: at its quote, at `${` or at the end of the file. */
export function endOfStringText(source: string, start: number): number {
  const { length } = source;
  let i = start;
  while (i < length) {
    const code = source.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i += 2;
    else if (code === DOLLAR) {
      const next = source.charCodeAt(i + 1);
      if (next === OPEN_BRACE) return i;
      // `$$` is a pair, so the brace of `$${` is plain text.
      i += next === DOLLAR ? 2 : 1;
    } else i++;
  }
  return length;
}

/** As {@link endOfStringText} for an indented string, whose own quotes have escapes. */
export function endOfIndentedText(source: string, start: number): number {
  const { length } = source;
  let i = start;
  while (i < length) {
    const code = source.charCodeAt(i);
    if (code === APOSTROPHE) {
      if (source.charCodeAt(i + 1) !== APOSTROPHE) {
        i++;
        continue;
      }
      const third = source.charCodeAt(i + 2);
      if (third === DOLLAR || third === APOSTROPHE) i += 3;
      else if (third === BACKSLASH) i += 4;
      else return i;
    } else if (code === DOLLAR) {
      const next = source.charCodeAt(i + 1);
      if (next === OPEN_BRACE) return i;
      i += next === DOLLAR ? 2 : 1;
    } else i++;
  }
  return length;
}

/** End of a run of path characters from `start`. */
export function endOfPathChars(source: string, start: number): number {
  let i = start;
  while (i < source.length && isOf(source.charCodeAt(i), PATH_CHAR)) i++;
  return i;
}

/** End of `(/chars+)+/?` from a slash at `start`, or -1. */
export function endOfSegments(source: string, start: number): number {
  let i = start;
  let end = -1;
  while (source.charCodeAt(i) === SLASH) {
    const next = endOfPathChars(source, i + 1);
    if (next === i + 1) return end < 0 ? -1 : next;
    i = next;
    end = next;
  }
  return end;
}

/** End of `<a/b>` from its `<`, or -1. */
export function endOfSearchPath(source: string, start: number): number {
  let i = endOfPathChars(source, start + 1);
  if (i === start + 1) return -1;
  while (source.charCodeAt(i) === SLASH) {
    const next = endOfPathChars(source, i + 1);
    if (next === i + 1) return -1;
    i = next;
  }
  return source.charAt(i) === '>' ? i + 1 : -1;
}

/** End of a run of digits from `start`. */
export function endOfDigits(source: string, start: number): number {
  let i = start;
  while (i < source.length && isOf(source.charCodeAt(i), DIGIT)) i++;
  return i;
}

/** End of `([1-9][0-9]*\.[0-9]*)|(0?\.[0-9]+)` with an optional exponent from `start`, or -1. */
export function endOfFloat(source: string, start: number): number {
  const point = endOfDigits(source, start);
  if (source.charCodeAt(point) !== PERIOD) return -1;
  const end = endOfDigits(source, point + 1);
  const startsWithZero = source.charAt(start) === '0';
  if (startsWithZero && point > start + 1) return -1;
  if ((startsWithZero || point === start) && end === point + 1) return -1;
  return endOfExponent(source, end);
}

function endOfExponent(source: string, start: number): number {
  const letter = source.charAt(start);
  if (letter !== 'e' && letter !== 'E') return start;
  const sign = source.charAt(start + 1);
  const digits = sign === '+' || sign === '-' ? start + 2 : start + 1;
  const end = endOfDigits(source, digits);
  return end > digits ? end : start;
}

/** End of a `#` comment: Nix ends it at a carriage return too, wherever that stands. */
export function endOfLine(source: string, start: number): number {
  for (let i = start; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code === NEWLINE || code === RETURN) return i;
  }
  return source.length;
}
