import type { LineIndex, Place } from './lines';
import type { Expression } from './nodes';
import type { TokenTable } from './tokens';

/**
 * What is wrong with a file. `syntax`: it does not follow the grammar. `duplicate`: an attribute or an
 * argument is defined twice, which Nix refuses while parsing. `merge`: only Nix before 2.31 refuses it
 * (nested sets of one name written in two places). `undefined`: a variable that nothing defines, which
 * `parseNix` leaves to `findUndefined`.
 */
export type ProblemKind = 'syntax' | 'duplicate' | 'merge' | 'undefined';

export interface NixProblem extends Place {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A parsed file. */
export interface NixTree {
  readonly source: string;
  readonly root: Expression;
  /** What every Nix refuses; empty for a good file. */
  readonly errors: readonly NixProblem[];
  /** What only older Nix refuses (kind `merge`). */
  readonly warnings: readonly NixProblem[];
  readonly tokens: TokenTable;
  readonly lines: LineIndex;
}

/** The file, put together again from its tokens and trivia. Always equal to the source. */
export function printTree(tree: NixTree): string {
  const { starts, count } = tree.tokens;
  const pieces: string[] = [];
  for (let i = 0; i < count; i++) pieces.push(tree.source.slice(starts[i], starts[i + 1]));
  return pieces.join('');
}

/** Line and column, both from 1, of a UTF-16 offset. */
export function lineColumn(tree: NixTree, offset: number): Place {
  return tree.lines.place(offset);
}
