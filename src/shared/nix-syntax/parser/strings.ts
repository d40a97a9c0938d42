import type { Expression, Interpolation, StringNode, TextPart } from '../nodes';
import * as T from '../tokens';
import { trimmed } from './cursor';
import type { Cursor } from './cursor';
import { parseExpression } from './expressions';

/** `${ … }` with the cursor at it. */
export function parseInterpolation(p: Cursor): Interpolation {
  const { start } = p;
  p.next();
  const expression = p.enter() ? parseExpression(p) : p.missing();
  p.leave();
  p.expectClose(T.RIGHT_BRACE, start);
  return { kind: 'interpolation', start, end: p.lastEnd, expression };
}

function parseText(p: Cursor): TextPart {
  const { start, end } = p;
  p.next();
  return { kind: 'text', start, end };
}

/** A quoted or an indented string with the cursor at its opening quotes. */
export function parseString(p: Cursor): StringNode {
  const { start } = p;
  const indented = p.kind === T.INDENTED_OPEN;
  const text = indented ? T.INDENTED_TEXT : T.STRING_TEXT;
  p.next();
  const first = p.kind === text ? parseText(p) : undefined;
  // Most strings are one piece of text.
  const parts = p.kind === T.DOLLAR_BRACE ? parseParts(p, text, first) : first ? [first] : NO_PARTS;
  p.expectClose(indented ? T.INDENTED_CLOSE : T.STRING_CLOSE, start);
  return { kind: 'string', start, end: p.lastEnd, indented, parts };
}

const NO_PARTS: StringNode['parts'] = [];

/** The pieces of a string with interpolations, after the first piece. */
function parseParts(p: Cursor, text: number, first: TextPart | undefined): StringNode['parts'] {
  const parts: (TextPart | Interpolation)[] = first ? [first] : [];
  for (;;) {
    if (p.kind === text) parts.push(parseText(p));
    else if (p.kind === T.DOLLAR_BRACE) parts.push(parseInterpolation(p));
    else return trimmed(parts);
  }
}

/** A path with the cursor at its first piece; its pieces follow without space between. */
export function parsePath(p: Cursor): Expression {
  const { start } = p;
  const parts: (TextPart | Interpolation)[] = [parseText(p)];
  let interpolated = false;
  let loose = 0;
  while (p.adjoins()) {
    if (p.kind === T.PATH_TEXT) {
      if (!interpolated && ++loose > 1) p.expected('`${` in this path');
      parts.push(parseText(p));
    } else if (p.kind === T.DOLLAR_BRACE) {
      interpolated = true;
      parts.push(parseInterpolation(p));
    } else break;
  }
  const end = p.lastEnd;
  const last = parts[parts.length - 1]!;
  if (last.kind === 'text' && p.source.charCodeAt(end - 1) === 47) {
    p.report('syntax', 'the path ends with a slash; expected a name after it', start, end);
  } else if (loose > 0 && !interpolated) {
    p.report('syntax', 'expected one slash between the parts of the path, found two', start, end);
  }
  return { kind: 'path', start, end, parts };
}
