import type { Expression } from '../nodes';
import type { NixTree } from '../tree';
import { lookUp, moduleBody, readModule } from './module';
import type { ModuleBody } from './module';
import { textOf } from './names';
import { callOf, withoutParens } from './properties';

/** One import of a module. */
export interface ImportReference {
  /** The path as written, when it is literal; also inside `import ./x { … }` and `optional c ./x`. */
  readonly path: string | undefined;
  /** Whether what is imported is more than the file at `path`. */
  readonly computed: boolean;
  /** The import as written. */
  readonly text: string;
  /** Conditions as source text (`optional`, `optionals`, `if`). */
  readonly conditions: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The imports of a module file, through `++`, `optional(s)`, `if`, `with` and names bound by `let`. */
export function importsOf(tree: NixTree): ImportReference[] {
  const body = moduleBody(tree);
  if (!body) return [];
  const found: ImportReference[] = [];
  for (const leaf of readModule(tree, body).leaves) {
    if (leaf.path.length !== 1 || (leaf.path[0] !== 'imports' && leaf.path[0] !== 'require')) continue;
    if (leaf.inherited) found.push(reference(tree, leaf.value, undefined, leaf.conditions));
    else new Reader(tree, body, found).list(leaf.value, leaf.conditions, 0);
  }
  return found;
}

function reference(
  tree: NixTree,
  node: Expression,
  path: string | undefined,
  conditions: readonly string[],
  computed = true,
): ImportReference {
  return { path, computed, text: textOf(tree, node), conditions, start: node.start, end: node.end };
}

class Reader {
  constructor(
    private readonly tree: NixTree,
    private readonly body: ModuleBody,
    private readonly found: ImportReference[],
  ) {}

  /** An expression that evaluates to a list of modules. */
  list(root: Expression, conditions: readonly string[], hops: number): void {
    const pending: Expression[] = [root];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const node = withoutParens(next);
      if (node.kind === 'binary' && node.operator === '++') pending.push(node.right, node.left);
      else if (node.kind === 'with' || node.kind === 'let') pending.push(node.body);
      else if (node.kind === 'list') for (const item of node.items) this.item(item, conditions);
      else this.computedList(node, conditions, hops);
    }
  }

  private computedList(node: Expression, conditions: readonly string[], hops: number): void {
    const bound = node.kind === 'identifier' ? lookUp(this.tree, this.body.scopes, node.name) : undefined;
    if (bound && hops < 8) return this.list(bound, conditions, hops + 1);
    if (node.kind === 'if') {
      const condition = textOf(this.tree, node.condition);
      this.list(node.consequent, [...conditions, condition], hops);
      return this.list(node.alternate, [...conditions, `!(${condition})`], hops);
    }
    const call = node.kind === 'apply' ? callOf(this.tree, node) : undefined;
    const [first, second] = call?.args ?? [];
    if (call && first && second && call.args.length === 2) {
      const inner = [...conditions, textOf(this.tree, withoutParens(first))];
      if (call.name === 'optional') return this.item(second, inner);
      if (call.name === 'optionals') return this.list(second, inner, hops);
    }
    this.found.push(reference(this.tree, node, undefined, conditions));
  }

  /** An expression that is one module. */
  private item(item: Expression, conditions: readonly string[]): void {
    const node = withoutParens(item);
    const path = literalPath(this.tree, node);
    if (path !== undefined) {
      this.found.push(reference(this.tree, node, path, conditions, false));
      return;
    }
    const call = node.kind === 'apply' ? callOf(this.tree, node) : undefined;
    const target = call?.name === 'import' ? call.args[0] : undefined;
    const imported = target && literalPath(this.tree, withoutParens(target));
    this.found.push(reference(this.tree, node, imported, conditions));
  }
}

function literalPath(tree: NixTree, node: Expression): string | undefined {
  if (node.kind !== 'path') return undefined;
  return node.parts.every((part) => part.kind === 'text') ? textOf(tree, node) : undefined;
}
