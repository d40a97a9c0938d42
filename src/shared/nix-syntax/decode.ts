import type { StringNode, TextPart } from './nodes';

/** The text a string stands for, or undefined when it has interpolations. */
export function decodeString(source: string, node: StringNode): string | undefined {
  const texts: TextPart[] = [];
  for (const part of node.parts) {
    if (part.kind === 'interpolation') return undefined;
    texts.push(part);
  }
  if (node.indented) {
    // The quotes take the blanks and the line break after them along.
    return stripIndentation(texts.flatMap((text) => indentedPieces(source.slice(text.start, text.end))));
  }
  return texts.map((text) => decodeQuoted(source.slice(text.start, text.end))).join('');
}

/** Resolves the escapes of `"…"`; as in Nix, CR and CR LF become LF. */
export function decodeQuoted(raw: string): string {
  if (!raw.includes('\\') && !raw.includes('\r')) return raw;
  let out = '';
  for (let i = 0; i < raw.length; i++) {
    const character = raw.charAt(i);
    if (character === '\\' && i + 1 < raw.length) {
      i++;
      out += unescape(raw.charAt(i));
    } else if (character === '\r') {
      out += '\n';
      if (raw.charAt(i + 1) === '\n') i++;
    } else out += character;
  }
  return out;
}

function unescape(character: string): string {
  switch (character) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return character;
  }
}

/** A piece of an indented string; an escape ends the blanks that count as indentation. */
interface Piece {
  readonly text: string;
  readonly escaped: boolean;
}

function indentedPieces(raw: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let i = skipFirstLine(raw);
  from = i;
  const flush = (to: number): void => {
    if (to > from) pieces.push({ text: raw.slice(from, to), escaped: false });
  };
  while (i < raw.length) {
    if (raw.startsWith("''", i)) {
      flush(i);
      const third = raw.charAt(i + 2);
      if (third === '$') pieces.push({ text: '$', escaped: true });
      else if (third === "'") pieces.push({ text: "''", escaped: true });
      else pieces.push({ text: unescape(raw.charAt(i + 3)), escaped: true });
      i += third === '\\' ? 4 : 3;
      from = i;
    } else i += raw.startsWith('$$', i) ? 2 : 1;
  }
  flush(raw.length);
  return pieces;
}

function skipFirstLine(raw: string): number {
  let i = 0;
  while (raw.charAt(i) === ' ') i++;
  return raw.charAt(i) === '\n' ? i + 1 : 0;
}

/** Nix's own algorithm: the least indentation of a line that is not blank is taken off every line. */
function stripIndentation(pieces: readonly Piece[]): string {
  const least = leastIndentation(pieces);
  let out = '';
  let atStart = true;
  let dropped = 0;
  for (const { text } of pieces) {
    for (const character of text) {
      if (atStart && character === ' ') {
        if (dropped++ >= least) out += character;
        continue;
      }
      out += character;
      if (atStart) dropped = 0;
      atStart = character === '\n';
    }
  }
  const lastLine = out.lastIndexOf('\n');
  const last = pieces.at(-1);
  if (lastLine < 0 || last === undefined || last.escaped) return out;
  return out.slice(lastLine + 1).trim() === '' && !out.slice(lastLine + 1).includes('\t')
    ? out.slice(0, lastLine + 1)
    : out;
}

function leastIndentation(pieces: readonly Piece[]): number {
  let least = 1_000_000;
  let atStart = true;
  let current = 0;
  for (const { text, escaped } of pieces) {
    if (escaped) {
      if (atStart) least = Math.min(least, current);
      atStart = false;
      continue;
    }
    for (const character of text) {
      if (!atStart) {
        if (character === '\n') {
          atStart = true;
          current = 0;
        }
      } else if (character === ' ') current++;
      else if (character === '\n') current = 0;
      else {
        atStart = false;
        least = Math.min(least, current);
      }
    }
  }
  return least;
}
