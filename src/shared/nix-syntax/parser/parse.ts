import { lex } from '../lexer';
import { LineIndex } from '../lines';
import * as T from '../tokens';
import type { NixProblem, NixTree } from '../tree';
import { Cursor } from './cursor';
import { parseExpression } from './expressions';

function byPlace(a: NixProblem, b: NixProblem): number {
  return a.start - b.start;
}

/**
 * Parses a Nix expression (a whole file). Never throws: a broken file gives a tree as far as it can be
 * understood, and `errors` with what was expected where.
 */
export function parseNix(source: string): NixTree {
  const tokens = lex(source);
  const lines = new LineIndex(source);
  const cursor = new Cursor(source, tokens, lines);
  const root = parseExpression(cursor);
  if (cursor.kind !== T.END) cursor.expected('the end of the file');
  return {
    source,
    root,
    errors: cursor.errors.toSorted(byPlace),
    warnings: cursor.warnings.toSorted(byPlace),
    tokens,
    lines,
  };
}
