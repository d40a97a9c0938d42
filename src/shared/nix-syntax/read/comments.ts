import * as T from '../tokens';
import type { NixTree } from '../tree';

/** Index of the token that covers `offset`. */
export function tokenAt(tree: NixTree, offset: number): number {
  const { starts, count } = tree.tokens;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What follows a node on its line. */
export interface LineTail {
  /** Whether nothing but blanks and comments stands between the node and the end of its line. */
  readonly clear: boolean;
  /** End of the last comment on the line, or of the node. */
  readonly end: number;
  /** Offset of the line break (of its CR, if any) or the end of the file; only where `clear`. */
  readonly lineEnd: number;
  /** The comments on the line as they are written, joined by a space. */
  readonly comment: string | undefined;
}

/** Reads what follows `offset`, the end of a token, on the same line. */
export function lineTail(tree: NixTree, offset: number): LineTail {
  const { kinds, starts } = tree.tokens;
  const comments: string[] = [];
  let end = offset;
  const result = (clear: boolean, lineEnd: number): LineTail => ({
    clear,
    end,
    lineEnd,
    comment: comments.length > 0 ? comments.join(' ') : undefined,
  });
  for (let i = tokenAt(tree, offset); ; i++) {
    const start = starts[i]!;
    const stop = starts[i + 1]!;
    switch (kinds[i]) {
      case T.WHITESPACE: {
        const newline = tree.source.indexOf('\n', start);
        if (newline >= 0 && newline < stop) {
          return result(true, tree.source.charAt(newline - 1) === '\r' ? newline - 1 : newline);
        }
        break;
      }
      case T.LINE_COMMENT:
      case T.BLOCK_COMMENT:
        comments.push(tree.source.slice(start, stop));
        end = stop;
        break;
      case T.END:
        return result(true, start);
      default:
        return result(false, offset);
    }
  }
}

/** Whether only trivia stands between the two offsets and a comment is among it. */
export function hasComment(tree: NixTree, start: number, end: number): boolean {
  const { kinds, starts } = tree.tokens;
  for (let i = tokenAt(tree, start); starts[i]! < end; i++) {
    if (kinds[i] === T.LINE_COMMENT || kinds[i] === T.BLOCK_COMMENT) return true;
  }
  return false;
}
