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

/** The build tree as rows: a node before its children, nodes whose parent is unknown at the top. */
export function treeRows(nodes: ReadonlyMap<string, BuildNode>): readonly TreeRow[] {
  const children = new Map<string | null, BuildNode[]>();
  for (const node of nodes.values()) {
    const parent =
      node.parent !== undefined && node.parent !== node.id && nodes.has(node.parent) ? node.parent : null;
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const stack: TreeRow[] = [];
  const push = (list: readonly BuildNode[] | undefined, depth: number): void => {
    for (let index = (list?.length ?? 0) - 1; index >= 0; index -= 1) {
      const node = list?.[index];
      if (node !== undefined) stack.push({ node, depth });
    }
  };
  push(children.get(null), 0);
  for (let row = stack.pop(); row; row = stack.pop()) {
    if (seen.has(row.node.id)) continue;
    seen.add(row.node.id);
    rows.push(row);
    push(children.get(row.node.id), row.depth + 1);
  }
  return rows;
}

/** Nodes at work now, those begun first before others; at most so many. */
export function atWork(nodes: ReadonlyMap<string, BuildNode>, most: number): readonly BuildNode[] {
  const running: BuildNode[] = [];
  for (const node of nodes.values()) if (node.state === 'running') running.push(node);
  return running.toSorted((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '')).slice(0, most);
}

/** A derivation whose builder failed. */
export interface BuildFailure {
  readonly node: BuildNode;
  /** Names of what waits for it in vain, from the nearest up to what was asked for. */
  readonly pulledIn: readonly string[];
  /** The last lines it printed. */
  readonly lines: readonly string[];
}

/** Failures first: what failed, what pulled it in, and how its log ends. */
export function buildFailures(
  nodes: ReadonlyMap<string, BuildNode>,
  log: readonly { readonly source: string; readonly text: string }[],
  lastLines: number,
): readonly BuildFailure[] {
  const failed = [...nodes.values()].filter(({ state }) => state === 'failed');
  return failed.map((node) => {
    const pulledIn: string[] = [];
    const seen = new Set([node.id]);
    let at = node.parent === undefined ? undefined : nodes.get(node.parent);
    while (at !== undefined && !seen.has(at.id)) {
      seen.add(at.id);
      pulledIn.push(at.name);
      at = at.parent === undefined ? undefined : nodes.get(at.parent);
    }
    const lines = log.filter(({ source }) => source === node.name).slice(-lastLines);
    return { node, pulledIn, lines: lines.map(({ text }) => text) };
  });
}
