import type { Expression, Identifier } from '../nodes';
import * as T from '../tokens';
import { parseBindings } from './bindings';
import type { Cursor } from './cursor';
import { parseFormals, startsFormals } from './formals';
import { parsePipe } from './operators';

/** Any expression: functions, `let`, `with`, `assert`, `if`, or operators over operands. */
export function parseExpression(p: Cursor): Expression {
  switch (p.kind) {
    case T.IDENTIFIER: {
      const after = p.peek(1);
      return after === T.COLON || after === T.AT ? parseLambda(p) : parsePipe(p);
    }
    case T.LEFT_BRACE:
      return startsFormals(p) ? parseLambda(p) : parsePipe(p);
    case T.LET:
      return p.peek(1) === T.LEFT_BRACE ? parsePipe(p) : parseLet(p);
    case T.IF:
      return parseIf(p);
    case T.WITH:
    case T.ASSERT:
      return parsePrefixed(p);
    default:
      return parsePipe(p);
  }
}

/** The expression after a keyword or colon, one level deeper. */
function parseNested(p: Cursor): Expression {
  if (!p.enter()) {
    p.leave();
    return p.missing();
  }
  const expression = parseExpression(p);
  p.leave();
  return expression;
}

/** The identifier at the cursor. */
export function parseIdentifier(p: Cursor): Identifier {
  const { start, end } = p;
  const name = p.text();
  p.next();
  return { kind: 'identifier', start, end, name };
}

function parseLambda(p: Cursor): Expression {
  const { start } = p;
  let name: Identifier | undefined;
  let formals;
  if (p.kind === T.IDENTIFIER) {
    name = parseIdentifier(p);
    if (p.accept(T.AT)) {
      if (p.is(T.LEFT_BRACE)) formals = parseFormals(p);
      else p.expected('`{` and the argument names after `@`');
    }
  } else {
    formals = parseFormals(p);
    if (p.accept(T.AT)) {
      if (p.is(T.IDENTIFIER)) name = parseIdentifier(p);
      else p.expected('a name for all arguments after `@`');
    }
  }
  if (name && formals) {
    for (const item of formals.items) {
      if (item.name.name !== name.name) continue;
      p.report('duplicate', `the argument \`${name.name}\` is named twice`, name.start, name.end);
    }
  }
  p.expect(T.COLON, 'after the arguments of the function');
  const body = parseNested(p);
  return { kind: 'lambda', start, end: p.lastEnd, name, formals, body };
}

function parseLet(p: Cursor): Expression {
  const { start } = p;
  p.next();
  const bindings = p.enter() ? parseBindings(p, T.IN, 'let') : [];
  p.leave();
  p.expect(T.IN, 'after the definitions of `let`');
  const body = parseNested(p);
  return { kind: 'let', start, end: p.lastEnd, bindings, body };
}

function parsePrefixed(p: Cursor): Expression {
  const { start } = p;
  const isWith = p.kind === T.WITH;
  p.next();
  const head = parseNested(p);
  p.expect(T.SEMICOLON, isWith ? 'after the set of `with`' : 'after the condition of `assert`');
  const body = parseNested(p);
  const end = p.lastEnd;
  return isWith
    ? { kind: 'with', start, end, scope: head, body }
    : { kind: 'assert', start, end, condition: head, body };
}

/** `if … else if … else …` is read in a loop, since such chains get long. */
function parseIf(p: Cursor): Expression {
  const arms: { start: number; condition: Expression; consequent: Expression }[] = [];
  let last: Expression;
  for (;;) {
    const { start } = p;
    p.next();
    const condition = parseNested(p);
    p.expect(T.THEN, 'after the condition of `if`');
    const consequent = parseNested(p);
    arms.push({ start, condition, consequent });
    p.expect(T.ELSE, 'after the first branch of `if`');
    if (p.kind !== T.IF) {
      last = parseNested(p);
      break;
    }
  }
  for (let i = arms.length - 1; i >= 0; i--) {
    const { start, condition, consequent } = arms[i]!;
    last = { kind: 'if', start, end: p.lastEnd, condition, consequent, alternate: last };
  }
  return last;
}
