import type { TextEdit } from '../../../shared/nix-syntax';
import type { Occurrence } from './words';

/** Brackets and quotes that may stand directly around a word of a list. */
const LEFT = /[\s,|]*["'`]?$/;
const RIGHT = /^["'`]?[\s,|]*/;

/**
 * Takes a word out of a list of hosts in a text (`for h in p510 p620; do`, `[p510, p620]`), with one separator. Null
 * when neither neighbour on its line is another host: then it is no list.
 */
export function withoutWord(
  text: string,
  { start, end }: Occurrence,
  hosts: ReadonlySet<string>,
): TextEdit | null {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd);
  const left = LEFT.exec(before)?.[0] ?? '';
  const right = RIGHT.exec(after)?.[0] ?? '';
  const quote = /["'`]$/.exec(left)?.[0];
  const isQuoted = quote !== undefined && right.startsWith(quote);
  const isNext = hosts.has(
    /^["'`]?(?<word>[\w-]+)(?![\w.@/:-])/.exec(after.slice(right.length))?.groups?.['word'] ?? '',
  );
  const isLast = hosts.has(
    /(?<![\w.@/:-])(?<word>[\w-]+)["'`]?$/.exec(before.slice(0, before.length - left.length))?.groups?.[
      'word'
    ] ?? '',
  );
  const opening = isQuoted ? start - 1 : start;
  const closing = isQuoted ? end + 1 : end;
  const behind = /^[\s,|]+/.exec(text.slice(closing, lineEnd))?.[0] ?? '';
  const ahead = /[\s,|]+$/.exec(text.slice(lineStart, opening))?.[0] ?? '';
  if (isNext && behind !== '') return { start: opening, end: closing + behind.length, text: '' };
  if (isLast && ahead !== '') return { start: opening - ahead.length, end: closing, text: '' };
  return null;
}

/**
 * Adds `name` behind `word` in a list of hosts in a text, with the separator the list has. Null when the word has no
 * host beside it to tell the separator by.
 */
export function withWord(
  text: string,
  { start, end }: Occurrence,
  hosts: ReadonlySet<string>,
  name: string,
): TextEdit | null {
  const without = withoutWord(text, { start, end }, hosts);
  if (without === null) return null;
  const taken = text.slice(without.start, without.end);
  const isBehind = without.start <= start && without.end > end && /[\s,|]$/.test(taken);
  const quoted = /["'`]/.exec(taken)?.[0] ?? '';
  const closing = quoted === '' ? end : end + 1;
  const separator = isBehind
    ? text.slice(closing, without.end)
    : text.slice(without.start, start - quoted.length);
  return { start: closing, end: closing, text: `${separator}${quoted}${name}${quoted}` };
}
