import { lex } from './lexer';
import * as T from './tokens';

/** What a piece of source is, as a reader sees it. `name`: the left side of `=`; `builtin`: a word Nix itself knows. */
export type SpanKind =
  'plain' | 'comment' | 'keyword' | 'string' | 'path' | 'number' | 'name' | 'builtin' | 'bracket' | 'invalid';

/** A piece of one line. */
export interface Span {
  readonly kind: SpanKind;
  readonly text: string;
}

const BUILTINS = new Set('true false null builtins import throw abort map toString derivation'.split(' '));

/**
 * The lines of a Nix source (without their ends) as pieces with a kind; every character is in one of them. Works
 * from the lexer alone, so files that do not parse are coloured too.
 */
export function highlightNix(source: string): Span[][] {
  const { kinds, starts, count } = lex(source);
  const names = assignedNames(kinds, count);
  const lines: Span[][] = [[]];
  for (let i = 0; i < count; i++) {
    const text = source.slice(starts[i], starts[i + 1]);
    if (text === '') continue;
    const kind = names.has(i) ? 'name' : kindOf(kinds[i] ?? T.INVALID, text);
    addTo(lines, kind, text);
  }
  return lines;
}

/** The lines of any other text. */
export function plainLines(source: string): Span[][] {
  return source
    .split('\n')
    .map((text) => (text === '' ? [] : [{ kind: 'plain', text: withoutReturn(text) }]));
}

function addTo(lines: Span[][], kind: SpanKind, text: string): void {
  const [first = '', ...rest] = text.split('\n');
  push(lines.at(-1), kind, first);
  for (const part of rest) {
    const line: Span[] = [];
    push(line, kind, part);
    lines.push(line);
  }
}

/** Neighbours of one kind become one piece, so that a line has few. */
function push(line: Span[] | undefined, kind: SpanKind, raw: string): void {
  const text = withoutReturn(raw);
  if (line === undefined || text === '') return;
  const last = line.at(-1);
  if (last?.kind === kind) line[line.length - 1] = { kind, text: last.text + text };
  else line.push({ kind, text });
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** Tokens that make up the left sides of `=`: names with dots between them. */
function assignedNames(kinds: Uint8Array, count: number): Set<number> {
  const found = new Set<number>();
  for (let i = 0; i < count; i++) {
    if (kinds[i] !== T.ASSIGN) continue;
    let at = i - 1;
    while (at >= 0) {
      while (at >= 0 && isTrivia(kinds[at])) at--;
      if (kinds[at] !== T.IDENTIFIER && kinds[at] !== T.OR) break;
      found.add(at);
      let before = at - 1;
      while (before >= 0 && isTrivia(kinds[before])) before--;
      if (kinds[before] !== T.DOT) break;
      at = before - 1;
    }
  }
  return found;
}

function isTrivia(kind: number | undefined): boolean {
  return kind === T.WHITESPACE || kind === T.LINE_COMMENT || kind === T.BLOCK_COMMENT;
}

function kindOf(kind: number, text: string): SpanKind {
  switch (kind) {
    case T.LINE_COMMENT:
    case T.BLOCK_COMMENT:
      return 'comment';
    case T.STRING_OPEN:
    case T.STRING_TEXT:
    case T.STRING_CLOSE:
    case T.INDENTED_OPEN:
    case T.INDENTED_TEXT:
    case T.INDENTED_CLOSE:
    case T.URI:
      return 'string';
    case T.PATH:
    case T.PATH_TEXT:
    case T.SEARCH_PATH:
      return 'path';
    case T.INTEGER:
    case T.FLOAT:
      return 'number';
    case T.IDENTIFIER:
      return BUILTINS.has(text) ? 'builtin' : 'plain';
    case T.INVALID:
      return 'invalid';
    case T.DOLLAR_BRACE:
    case T.LEFT_BRACE:
    case T.RIGHT_BRACE:
    case T.LEFT_BRACKET:
    case T.RIGHT_BRACKET:
    case T.LEFT_PAREN:
    case T.RIGHT_PAREN:
      return 'bracket';
    default:
      return kind >= T.IF ? 'keyword' : 'plain';
  }
}
