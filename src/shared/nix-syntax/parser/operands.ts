import type { Expression } from '../nodes';
import * as T from '../tokens';
import { parseBindings } from './bindings';
import { trimmed } from './cursor';
import type { Cursor } from './cursor';
import { parseExpression, parseIdentifier } from './expressions';
import { parseSelect } from './operators';
import { parsePath, parseString } from './strings';

/** 1 for the kinds of token that begin an operand. */
export const STARTS_SIMPLE = new Uint8Array(T.TOKEN_KINDS);
for (const kind of [
  T.IDENTIFIER,
  T.INTEGER,
  T.FLOAT,
  T.PATH,
  T.SEARCH_PATH,
  T.URI,
  T.STRING_OPEN,
  T.INDENTED_OPEN,
  T.LEFT_BRACE,
  T.LEFT_BRACKET,
  T.LEFT_PAREN,
  T.REC,
]) {
  STARTS_SIMPLE[kind] = 1;
}

const LARGEST_INTEGER = 9223372036854775807n;

/** One operand without selection or application. */
export function parseSimple(p: Cursor): Expression {
  const compound = COMPOUND[p.kind];
  if (compound === undefined) return parseAtom(p);
  // Entered here and not in a helper of its own: every frame of this cycle costs depth.
  const operand = p.enter() ? compound(p) : p.missing();
  p.leave();
  return operand;
}

/** An operand that holds no others. */
function parseAtom(p: Cursor): Expression {
  const { start, end } = p;
  switch (p.kind) {
    case T.IDENTIFIER:
      return parseIdentifier(p);
    case T.INTEGER:
      if (end - start > 18 && BigInt(p.text()) > LARGEST_INTEGER) {
        p.report('syntax', `the number ${p.text()} is too large for Nix`, start, end);
      }
      p.next();
      return { kind: 'integer', start, end };
    case T.FLOAT:
      p.next();
      return { kind: 'float', start, end };
    case T.SEARCH_PATH:
      p.next();
      return { kind: 'searchPath', start, end };
    case T.URI:
      p.next();
      return { kind: 'uri', start, end };
    default:
      p.expected('an expression');
      return p.missing();
  }
}

function parseUnparenthesised(p: Cursor): Expression {
  if (p.kind === T.LET && p.peek(1) === T.LEFT_BRACE) return parseLegacyLet(p);
  p.expected(`parentheses around \`${p.text()} …\``);
  return parseExpression(p);
}

function parseParen(p: Cursor): Expression {
  const { start } = p;
  p.next();
  const inner = parseExpression(p);
  p.expectClose(T.RIGHT_PAREN, start);
  return { kind: 'paren', start, end: p.lastEnd, inner };
}

/** Tokens at which a list without its bracket is taken to have ended. */
const ENDS_LIST = new Set<number>([
  T.END,
  T.RIGHT_BRACE,
  T.RIGHT_PAREN,
  T.SEMICOLON,
  T.ASSIGN,
  T.THEN,
  T.ELSE,
  T.IN,
  T.INHERIT,
  T.STRING_CLOSE,
  T.INDENTED_CLOSE,
]);

function parseList(p: Cursor): Expression {
  const open = p.start;
  p.next();
  const items: Expression[] = [];
  while (p.kind !== T.RIGHT_BRACKET) {
    if (STARTS_SIMPLE[p.kind] === 1 || startsKeywordExpression(p.kind)) {
      items.push(parseSelect(p));
      continue;
    }
    if (ENDS_LIST.has(p.kind)) break;
    p.expected('an element of the list or `]`');
    p.next();
  }
  const close = p.expectClose(T.RIGHT_BRACKET, open);
  return { kind: 'list', start: open, end: p.lastEnd, open, close, items: trimmed(items) };
}

function startsKeywordExpression(kind: number): boolean {
  return kind === T.LET || kind === T.IF || kind === T.WITH || kind === T.ASSERT;
}

function parseAttrSet(p: Cursor): Expression {
  const { start } = p;
  const recursive = p.accept(T.REC);
  const open = p.start;
  if (p.kind !== T.LEFT_BRACE) {
    p.expected('`{` after `rec`');
    return { kind: 'attrSet', start, end: p.lastEnd, recursive, open: -1, close: -1, bindings: [] };
  }
  p.next();
  const bindings = parseBindings(p, T.RIGHT_BRACE, 'set');
  const close = p.expectClose(T.RIGHT_BRACE, open);
  return { kind: 'attrSet', start, end: p.lastEnd, recursive, open, close, bindings };
}

function parseLegacyLet(p: Cursor): Expression {
  const { start } = p;
  p.next();
  const open = p.start;
  p.next();
  const bindings = parseBindings(p, T.RIGHT_BRACE, 'let');
  const close = p.expectClose(T.RIGHT_BRACE, open);
  return { kind: 'legacyLet', start, end: p.lastEnd, open, close, bindings };
}

/** What reads the operands that hold others, by the kind of their first token. */
const COMPOUND: (((p: Cursor) => Expression) | undefined)[] = Array.from(
  { length: T.TOKEN_KINDS },
  () => undefined,
);
COMPOUND[T.PATH] = parsePath;
COMPOUND[T.STRING_OPEN] = parseString;
COMPOUND[T.INDENTED_OPEN] = parseString;
COMPOUND[T.LEFT_PAREN] = parseParen;
COMPOUND[T.LEFT_BRACKET] = parseList;
COMPOUND[T.LEFT_BRACE] = parseAttrSet;
COMPOUND[T.REC] = parseAttrSet;
for (const kind of [T.LET, T.IF, T.WITH, T.ASSERT]) COMPOUND[kind] = parseUnparenthesised;
