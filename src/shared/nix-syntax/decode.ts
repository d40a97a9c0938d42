import type { Interpolation, StringNode, TextPart } from './nodes';

/**
 * What a string is made of: decoded text and interpolations in order, text never empty and never twice
 * in a row. Indented strings have lost their indentation, as Nix takes it off.
 */
export function decodeParts(source: string, node: StringNode): (string | Interpolation)[] {
  const pieces = node.indented ? strip(indentedPieces(source, node)) : quotedPieces(source, node.parts);
  const out: (string | Interpolation)[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else if (piece !== '') out.push(piece);
  }
  return out;
}

/** Text of a string with where each of its characters stands in the source. */
export interface MappedText {
  readonly text: string;
  /** An offset for each UTF-16 unit of `text`; of an escape, where it begins. */
  readonly offsets: readonly number[];
}

/** As {@link decodeParts}, with the place of every character. */
export function mappedParts(source: string, node: StringNode): (MappedText | Interpolation)[] {
  const out: ({ text: string; offsets: number[] } | Interpolation)[] = [];
  const kept = node.indented ? mappedIndented(source, node) : mappedQuoted(source, node.parts);
  for (const piece of kept) {
    const last = out.at(-1);
    if (!('text' in piece)) out.push(piece);
    else if (last && 'text' in last) {
      last.text += piece.text;
      last.offsets.push(...piece.offsets);
    } else if (piece.text !== '') out.push({ text: piece.text, offsets: [...piece.offsets] });
  }
  return out;
}

function mappedQuoted(source: string, parts: StringNode['parts']): (MappedText | Interpolation)[] {
  return parts.map((part) => {
    if (part.kind === 'interpolation') return part;
    let text = '';
    const offsets: number[] = [];
    for (let i = part.start; i < part.end; i++) {
      const start = i;
      const character = source.charAt(i);
      if (character === '\\' && i + 1 < part.end) text += unescape(source.charAt(++i));
      else if (character === '\r') {
        text += '\n';
        if (source.charAt(i + 1) === '\n') i++;
      } else text += character;
      offsets.push(start);
    }
    return { text, offsets };
  });
}

function mappedIndented(source: string, node: StringNode): (MappedText | Interpolation)[] {
  const pieces = indentedPieces(source, node);
  const least = leastIndentation(pieces);
  const out: ({ text: string; offsets: number[] } | Interpolation)[] = [];
  let atStart = true;
  let dropped = 0;
  for (const piece of pieces) {
    if (piece.kind === 'hole') {
      out.push(piece.node);
      atStart = false;
      dropped = 0;
      continue;
    }
    const mapped = { text: '', offsets: [] as number[] };
    for (let i = 0; i < piece.text.length; i++) {
      const character = piece.text.charAt(i);
      const isIndentation = atStart && character === ' ';
      if (isIndentation && dropped++ < least) continue;
      mapped.text += character;
      mapped.offsets.push(piece.kind === 'plain' ? piece.start + i : piece.start);
      if (isIndentation) continue;
      if (atStart) dropped = 0;
      atStart = character === '\n';
    }
    out.push(mapped);
  }
  const last = out.at(-1);
  if (last && 'text' in last) {
    last.text = withoutBlankLastLine(last.text);
    last.offsets.length = last.text.length;
  }
  return out;
}

/** The text a string stands for, or undefined when it has interpolations. */
export function decodeString(source: string, node: StringNode): string | undefined {
  const [first] = node.parts;
  if (first === undefined) return '';
  // Nearly every string is one piece of text between quotes.
  if (!node.indented && node.parts.length === 1 && first.kind === 'text')
    return decodeQuoted(source.slice(first.start, first.end));
  if (node.parts.some((part) => part.kind === 'interpolation')) return undefined;
  return decodeParts(source, node).join('');
}

function quotedPieces(source: string, parts: StringNode['parts']): (string | Interpolation)[] {
  return parts.map((part) =>
    part.kind === 'text' ? decodeQuoted(source.slice(part.start, part.end)) : part,
  );
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

/**
 * A piece of an indented string. Only plain text has blanks that count as indentation; an escape or an
 * interpolation ends them.
 */
type Piece =
  | { readonly kind: 'plain' | 'escape'; readonly text: string; readonly start: number }
  | { readonly kind: 'hole'; readonly node: Interpolation };

function indentedPieces(source: string, node: StringNode): Piece[] {
  const pieces: Piece[] = [];
  for (const part of node.parts) {
    if (part.kind === 'interpolation') pieces.push({ kind: 'hole', node: part });
    else textPieces(source, part, part.start === node.start + 2, pieces);
  }
  return pieces;
}

function textPieces(source: string, part: TextPart, isFirst: boolean, pieces: Piece[]): void {
  const raw = source.slice(part.start, part.end);
  let from = isFirst ? skipFirstLine(raw) : 0;
  let i = from;
  const flush = (): void => {
    if (i > from) pieces.push({ kind: 'plain', text: raw.slice(from, i), start: part.start + from });
  };
  while (i < raw.length) {
    if (!raw.startsWith("''", i)) {
      i += raw.startsWith('$$', i) ? 2 : 1;
      continue;
    }
    flush();
    const third = raw.charAt(i + 2);
    const start = part.start + i;
    if (third === '$') pieces.push({ kind: 'escape', text: '$', start });
    else if (third === "'") pieces.push({ kind: 'escape', text: "''", start });
    else pieces.push({ kind: 'escape', text: unescape(raw.charAt(i + 3)), start });
    i += third === '\\' ? 4 : 3;
    from = i;
  }
  i = raw.length;
  flush();
}

/** The opening quotes take blanks and a line break right after them along. */
function skipFirstLine(raw: string): number {
  let i = 0;
  while (raw.charAt(i) === ' ') i++;
  return raw.charAt(i) === '\n' ? i + 1 : 0;
}

/** Nix's own algorithm: the least indentation of a line that is not blank is taken off every line. */
function strip(pieces: readonly Piece[]): (string | Interpolation)[] {
  const least = leastIndentation(pieces);
  const out: (string | Interpolation)[] = [];
  let atStart = true;
  let dropped = 0;
  for (const piece of pieces) {
    if (piece.kind === 'hole') {
      out.push(piece.node);
      atStart = false;
      dropped = 0;
      continue;
    }
    let text = '';
    for (const character of piece.text) {
      if (atStart && character === ' ') {
        if (dropped++ >= least) text += character;
        continue;
      }
      text += character;
      if (atStart) dropped = 0;
      atStart = character === '\n';
    }
    out.push(text);
  }
  const last = out.at(-1);
  if (typeof last === 'string') out[out.length - 1] = withoutBlankLastLine(last);
  return out;
}

function withoutBlankLastLine(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  if (start === 0) return text;
  for (let i = start; i < text.length; i++) if (text.charAt(i) !== ' ') return text;
  return text.slice(0, start);
}

function leastIndentation(pieces: readonly Piece[]): number {
  let least = 1_000_000;
  let atStart = true;
  let current = 0;
  for (const piece of pieces) {
    if (piece.kind !== 'plain') {
      if (atStart) least = Math.min(least, current);
      atStart = false;
      continue;
    }
    for (const character of piece.text) {
      if (character === '\n') {
        atStart = true;
        current = 0;
      } else if (atStart && character === ' ') current++;
      else if (atStart) {
        atStart = false;
        least = Math.min(least, current);
      }
    }
  }
  return least;
}
