import type { BuildNode } from '../../shared/contract';

export interface TreeRow {
  readonly node: BuildNode;
  readonly depth: number;
}

/** What a tree holds, so that its summary agrees with its rows however many Nix processes told of them. */
export function countNodes(nodes: ReadonlyMap<string, BuildNode>): {
  done: number;
  total: number;
  failed: number;
} {
  const count = { done: 0, total: nodes.size, failed: 0 };
  for (const { state } of nodes.values()) if (state === 'done' || state === 'failed') count[state] += 1;
  return count;
}

const PRESSING: Record<BuildNode['state'], number> = { failed: 0, running: 1, waiting: 2, done: 3 };

/**
 * The build tree as rows: a node before its children, nodes whose parent is unknown at the top. When there are
 * more than `cap`, what failed or runs is kept (with the nodes above it) before what waits, and that before
 * what is done; `hidden` counts the rest.
 */
export function treeRows(
  nodes: ReadonlyMap<string, BuildNode>,
  cap = 300,
): { rows: readonly TreeRow[]; hidden: number } {
  const children = new Map<string | null, BuildNode[]>();
  for (const node of nodes.values()) {
    const parent =
      node.parent !== undefined && node.parent !== node.id && nodes.has(node.parent) ? node.parent : null;
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  const all: TreeRow[] = [];
  const seen = new Set<string>();
  const stack = (children.get(null) ?? []).toReversed().map((node): TreeRow => ({ node, depth: 0 }));
  for (let row = stack.pop(); row; row = stack.pop()) {
    if (seen.has(row.node.id)) continue;
    seen.add(row.node.id);
    all.push(row);
    const { depth } = row;
    for (const node of (children.get(row.node.id) ?? []).toReversed()) stack.push({ node, depth: depth + 1 });
  }
  if (all.length <= cap) return { rows: all, hidden: 0 };
  const keep = new Set<string>();
  const byNeed = all.toSorted((a, b) => PRESSING[a.node.state] - PRESSING[b.node.state]);
  for (const { node } of byNeed) {
    if (keep.size >= cap) break;
    for (let at: BuildNode | undefined = node; at && !keep.has(at.id); at = nodes.get(at.parent ?? ''))
      keep.add(at.id);
  }
  const rows = all.filter((row) => keep.has(row.node.id));
  return { rows, hidden: all.length - rows.length };
}
