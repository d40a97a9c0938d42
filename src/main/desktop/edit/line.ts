import type { VirtualLine } from '../nix/virtual-text';

/** A stretch of a line by its columns, from 1; `end` is the first column behind it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The keyword of a line, such as `bind` or `gaps_in`; null for a line that is none. */
export function keywordOf({ text }: VirtualLine): string | null {
  const equals = text.indexOf('=');
  return equals < 0 || text.trimStart().startsWith('#') ? null : text.slice(0, equals).trim();
}

/** Where the value of a line stands, without blanks and comment. */
export function valueRange(line: VirtualLine): Range {
  const { text } = line;
  const from = line.kind === 'setting' ? line.valueColumn - 1 : text.indexOf('=') + 1;
  let end = commentStart(text, from);
  let start = from;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start: start + 1, end: end + 1 };
}

/** `##` is the character, one alone begins a comment. */
function commentStart(text: string, from: number): number {
  for (let i = from; i < text.length; i += 1) {
    if (text.charAt(i) !== '#') continue;
    if (text.charAt(i + 1) !== '#') return i;
    i += 1;
  }
  return text.length;
}

/** The parts of a value between commas, each without the blanks around it; at most `most`, the last with all that is left. */
export function fieldRanges(line: VirtualLine, most: number): Range[] {
  const { start, end } = valueRange(line);
  const ranges: Range[] = [];
  let from = start;
  while (from <= end) {
    const comma = ranges.length + 1 < most ? line.text.indexOf(',', from - 1) + 1 : 0;
    const to = comma > 0 && comma < end ? comma : end;
    ranges.push(trimmed(line.text, { start: from, end: to }));
    if (to === end) break;
    from = to + 1;
  }
  return ranges;
}

function trimmed(text: string, { start, end }: Range): Range {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text.charAt(from - 1))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 2))) to -= 1;
  return { start: from, end: to };
}

/** The letters of a line in a range, whose columns count from 1. */
export function textOf(line: VirtualLine, { start, end }: Range): string {
  return line.text.slice(start - 1, end - 1);
}
