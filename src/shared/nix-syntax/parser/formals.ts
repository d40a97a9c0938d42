import type { Formal, Formals } from '../nodes';
import * as T from '../tokens';
import type { Cursor } from './cursor';
import { parseExpression, parseIdentifier } from './expressions';

/** Whether the `{` at the cursor begins the arguments of a function and not a set. */
export function startsFormals(p: Cursor): boolean {
  switch (p.peek(1)) {
    case T.ELLIPSIS:
    case T.COMMA:
      return true;
    case T.RIGHT_BRACE: {
      const after = p.peek(2);
      return after === T.COLON || after === T.AT;
    }
    case T.IDENTIFIER: {
      const after = p.peek(2);
      if (after === T.COMMA || after === T.QUESTION) return true;
      if (after !== T.RIGHT_BRACE) return false;
      const last = p.peek(3);
      return last === T.COLON || last === T.AT;
    }
    default:
      return false;
  }
}

/** `{ a, b ? 1, ... }` with the cursor at its brace. */
export function parseFormals(p: Cursor): Formals {
  const open = p.start;
  p.next();
  const items: Formal[] = [];
  let ellipsis = -1;
  while (p.kind !== T.RIGHT_BRACE && p.kind !== T.END) {
    if (p.kind === T.ELLIPSIS) {
      ellipsis = p.start;
      p.next();
      break;
    }
    if (p.kind !== T.IDENTIFIER) {
      p.expected('the name of an argument');
      if (p.kind !== T.COMMA) break;
      p.next();
      continue;
    }
    items.push(parseFormal(p));
    if (!p.accept(T.COMMA)) break;
  }
  const close = p.expectClose(T.RIGHT_BRACE, open);
  reportRepeated(p, items);
  return { kind: 'formals', start: open, end: p.lastEnd, items, ellipsis, open, close };
}

function parseFormal(p: Cursor): Formal {
  const name = parseIdentifier(p);
  let fallback;
  if (p.accept(T.QUESTION)) {
    fallback = p.enter() ? parseExpression(p) : p.missing();
    p.leave();
  }
  return { kind: 'formal', start: name.start, end: p.lastEnd, name, fallback };
}

function reportRepeated(p: Cursor, items: readonly Formal[]): void {
  if (items.length < 2) return;
  const seen = new Set<string>();
  for (let i = 0; i < items.length; i++) {
    const { name } = items[i]!;
    if (seen.has(name.name)) {
      p.report('duplicate', `the argument \`${name.name}\` is named twice`, name.start, name.end);
    }
    seen.add(name.name);
  }
}
