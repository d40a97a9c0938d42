import type { BindingNode } from '../nodes';
import { staticName } from '../parser/duplicates';
import type { Block } from '../read/bindings';
import type { NixTree } from '../tree';
import { plainBlocks, startsWith } from './target';
import type { Target } from './target';

/** A place where a new assignment could be written. */
export interface Owner {
  readonly block: Block;
  /** The sibling to write it after; undefined in an empty block. */
  readonly anchor: BindingNode | undefined;
  /** What is left of the path inside the block. */
  readonly rest: readonly string[];
}

interface Ranked extends Owner {
  readonly score: number;
  readonly count: number;
}

/**
 * The owner rule: which statement a new assignment belongs to, best first. A candidate is a literal set
 * that always counts and whose path is a beginning of the asked path. What it shares with the asked path
 * is its own path or, if longer, what one of its dotted bindings shares (`a.b.c = …` shares `a.b` with
 * `a.b.d`). The candidate that shares most comes first; of equals the one that holds the most assignments
 * below what is shared; of equals the first in the file. Inside it the new assignment follows the last
 * binding that shares most. A caller takes the first candidate with which the file stays sound, since
 * Nix refuses some combinations.
 */
export function ownersOf(tree: NixTree, target: Target): Owner[] {
  const ranked: Ranked[] = [];
  for (const block of plainBlocks(target.reading)) {
    if (block.path.length >= target.path.length || !startsWith(target.path, block.path)) continue;
    ranked.push(rank(tree, target, block));
  }
  return ranked.toSorted((a, b) => b.score - a.score || b.count - a.count);
}

function rank(tree: NixTree, target: Target, block: Block): Ranked {
  const rest = target.path.slice(block.path.length);
  let anchor: BindingNode | undefined;
  let anchorShared = 0;
  let sharedMost = 0;
  const sharing: BindingNode[] = [];
  for (const binding of block.set.bindings) {
    const { shared, leadsThere } = share(tree, binding, rest);
    if (shared >= anchorShared) {
      anchor = binding;
      anchorShared = shared;
    }
    // A binding that leads to the asked place is a candidate of its own.
    if (leadsThere || shared === 0 || shared < sharedMost) continue;
    if (shared > sharedMost) sharing.length = 0;
    sharedMost = shared;
    sharing.push(binding);
  }
  const holders = sharedMost > 0 ? sharing : [block.set];
  const count = target.reading.leaves.filter(({ nameStart }) =>
    holders.some(({ start, end }) => start <= nameStart && nameStart < end),
  ).length;
  return { block, anchor, rest, score: block.path.length + sharedMost, count };
}

function share(
  tree: NixTree,
  binding: BindingNode,
  rest: readonly string[],
): { shared: number; leadsThere: boolean } {
  if (binding.kind === 'inherit') return { shared: 0, leadsThere: false };
  const { names } = binding.path;
  let shared = 0;
  while (shared < names.length && shared < rest.length) {
    if (staticName(tree.source, names[shared]!) !== rest[shared]) break;
    shared++;
  }
  return { shared, leadsThere: shared === names.length };
}
