import type { BinaryOperator, Expression } from '../nodes';
import * as T from '../tokens';
import { parseAttrPath } from './bindings';
import type { Cursor } from './cursor';
import { parseSimple, STARTS_SIMPLE } from './operands';

const LEFT = 0;
const RIGHT = 1;
const NONE = 2;

/** Binding strength of `!`: weaker than `+`, stronger than `//`. */
const NOT_LEVEL = 7;
/** Binding strength of `?`, the strongest operator after negation. */
const HAS_LEVEL = 11;
const NEGATE_LEVEL = 12;

interface Operator {
  readonly level: number;
  readonly side: number;
  readonly spelling: BinaryOperator;
}

const OPERATORS: readonly (readonly [number, number, number, BinaryOperator])[] = [
  [T.IMPLIES, 1, RIGHT, '->'],
  [T.OR_OPERATOR, 2, LEFT, '||'],
  [T.AND, 3, LEFT, '&&'],
  [T.EQUAL, 4, NONE, '=='],
  [T.NOT_EQUAL, 4, NONE, '!='],
  [T.LESS, 5, NONE, '<'],
  [T.LESS_EQUAL, 5, NONE, '<='],
  [T.GREATER, 5, NONE, '>'],
  [T.GREATER_EQUAL, 5, NONE, '>='],
  [T.UPDATE, 6, RIGHT, '//'],
  [T.PLUS, 8, LEFT, '+'],
  [T.MINUS, 8, LEFT, '-'],
  [T.TIMES, 9, LEFT, '*'],
  [T.DIVIDE, 9, LEFT, '/'],
  [T.CONCAT, 10, RIGHT, '++'],
];

const LEVELS = new Uint8Array(T.TOKEN_KINDS);
const TABLE: (Operator | undefined)[] = Array.from({ length: T.TOKEN_KINDS }, () => undefined);
for (const [kind, level, side, spelling] of OPERATORS) {
  LEVELS[kind] = level;
  TABLE[kind] = { level, side, spelling };
}
LEVELS[T.QUESTION] = HAS_LEVEL;

/** Operators with the pipes, which bind weakest: `|>` to the left, `<|` to the right, never mixed. */
export function parsePipe(p: Cursor): Expression {
  const first = parseBinary(p, 1);
  const pipe = p.kind;
  if (pipe !== T.PIPE_INTO && pipe !== T.PIPE_FROM) return first;
  const operands = [first];
  while (p.accept(pipe)) operands.push(parseBinary(p, 1));
  if (p.kind === T.PIPE_INTO || p.kind === T.PIPE_FROM) {
    p.expected('parentheses, because `|>` and `<|` cannot be mixed');
  }
  return pipe === T.PIPE_FROM ? foldRight(operands, '<|') : foldLeft(operands, '|>');
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', start: left.start, end: right.end, operator, left, right };
}

function foldLeft(operands: readonly Expression[], operator: BinaryOperator): Expression {
  return operands.reduce((left, right) => binary(operator, left, right));
}

function foldRight(operands: readonly Expression[], operator: BinaryOperator): Expression {
  return operands.reduceRight((right, left) => binary(operator, left, right));
}

function parseBinary(p: Cursor, minimum: number): Expression {
  let left = p.kind === T.NOT || p.kind === T.MINUS ? parseUnary(p) : parseApply(p);
  for (;;) {
    const level = LEVELS[p.kind]!;
    if (level === 0 || level < minimum) return left;
    if (level === HAS_LEVEL) {
      p.next();
      const path = parseAttrPath(p);
      left = { kind: 'hasAttr', start: left.start, end: p.lastEnd, target: left, path };
      continue;
    }
    const { side, spelling } = TABLE[p.kind]!;
    if (side === RIGHT) {
      left = parseRight(p, left, p.kind, level, spelling);
      continue;
    }
    p.next();
    left = binary(spelling, left, parseOperand(p, level + 1));
    if (side === NONE && LEVELS[p.kind] === level) {
      p.expected('parentheses, because comparisons cannot be chained');
    }
  }
}

function parseOperand(p: Cursor, minimum: number): Expression {
  const operand = p.enter() ? parseBinary(p, minimum) : p.missing();
  p.leave();
  return operand;
}

/** `a ++ b ++ c` groups from the right; a loop, since such chains get long. */
function parseRight(
  p: Cursor,
  first: Expression,
  kind: number,
  level: number,
  spelling: BinaryOperator,
): Expression {
  const operands = [first];
  while (p.accept(kind)) operands.push(parseOperand(p, level + 1));
  return foldRight(operands, spelling);
}

function parseUnary(p: Cursor): Expression {
  const { kind, start } = p;
  p.next();
  const operand = parseOperand(p, kind === T.NOT ? NOT_LEVEL : NEGATE_LEVEL);
  return { kind: 'unary', start, end: p.lastEnd, operator: kind === T.NOT ? '!' : '-', operand };
}

function parseApply(p: Cursor): Expression {
  let fn = parseSelect(p);
  while (STARTS_SIMPLE[p.kind] === 1) {
    const argument = parseSelect(p);
    fn = { kind: 'apply', start: fn.start, end: argument.end, fn, argument };
  }
  return fn;
}

/** An operand with its attribute path, and `or` in both of its meanings. */
export function parseSelect(p: Cursor): Expression {
  const target = parseSimple(p);
  if (p.kind === T.DOT) {
    p.next();
    const path = parseAttrPath(p);
    let fallback: Expression | undefined;
    if (p.accept(T.OR)) {
      fallback = p.enter() ? parseSelect(p) : p.missing();
      p.leave();
    }
    return { kind: 'select', start: target.start, end: p.lastEnd, target, path, fallback };
  }
  if (p.kind === T.OR) {
    // Nix still reads `f or` as a call of `f` with a variable named `or`.
    const { start, end } = p;
    p.next();
    const argument: Expression = { kind: 'identifier', start, end, name: 'or' };
    return { kind: 'apply', start: target.start, end, fn: target, argument };
  }
  return target;
}
