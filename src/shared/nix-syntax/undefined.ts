import { GLOBAL_NAMES } from './globals';
import type { AttrName, BindingNode, Expression, Identifier, NixNode } from './nodes';
import { childrenOf } from './nodes';
import { staticName } from './parser/duplicates';
import type { NixProblem, NixTree } from './tree';

/** The names one construct brings, and what is around it. */
interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer: Scope | undefined;
}

interface Pending {
  readonly node: Expression;
  readonly scope: Scope;
}

/**
 * Variables that nothing defines, in source order. Nix refuses a file with one while it reads it, so this
 * belongs to judging a file and not to its grammar. Below `with` every name is possible. Of a tree with
 * errors the answer means little.
 */
export function findUndefined(tree: NixTree): readonly NixProblem[] {
  const search = new Search(tree.source);
  search.run(tree.root);
  return search.found
    .toSorted((a, b) => a.start - b.start)
    .map(({ name, start, end }) => ({
      kind: 'undefined',
      message: `the variable \`${name}\` is defined nowhere`,
      start,
      end,
      ...tree.lines.place(start),
    }));
}

/** Walks with a list of its own and not by recursion, since chains of operators may be very long. */
class Search {
  readonly found: Identifier[] = [];
  private readonly pending: Pending[] = [];

  constructor(private readonly source: string) {}

  run(root: Expression): void {
    this.add(root, { names: GLOBAL_NAMES, outer: undefined });
    for (let next = this.pending.pop(); next !== undefined; next = this.pending.pop()) {
      this.expression(next.node, next.scope);
    }
  }

  private add(node: Expression, scope: Scope): void {
    this.pending.push({ node, scope });
  }

  private expression(node: Expression, scope: Scope): void {
    switch (node.kind) {
      case 'identifier':
        this.use(node, scope);
        return;
      case 'attrSet': {
        const inner = node.recursive ? this.scopeOf(node.bindings, scope) : scope;
        this.bindings(node.bindings, inner, scope);
        return;
      }
      case 'legacyLet':
        this.bindings(node.bindings, this.scopeOf(node.bindings, scope), scope);
        return;
      case 'let': {
        const inner = this.scopeOf(node.bindings, scope);
        this.bindings(node.bindings, inner, scope);
        this.add(node.body, inner);
        return;
      }
      case 'lambda': {
        const items = node.formals?.items ?? [];
        const names = new Set(items.map((item) => item.name.name));
        if (node.name) names.add(node.name.name);
        const inner = { names, outer: scope };
        for (const { fallback } of items) if (fallback) this.add(fallback, inner);
        this.add(node.body, inner);
        return;
      }
      case 'with':
        // Any name below may be one of the set's.
        this.add(node.scope, scope);
        return;
      case 'select':
        this.add(node.target, scope);
        this.names(node.path.names, scope);
        if (node.fallback) this.add(node.fallback, scope);
        return;
      case 'hasAttr':
        this.add(node.target, scope);
        this.names(node.path.names, scope);
        return;
      default:
        this.children(node, scope);
    }
  }

  /** For nodes whose children are expressions, or text with expressions in it. */
  private children(node: NixNode, scope: Scope): void {
    for (const child of childrenOf(node)) {
      if (child.kind === 'text') continue;
      this.add(child.kind === 'interpolation' ? child.expression : (child as Expression), scope);
    }
  }

  /** Names of attributes are no variables, but what is computed in them may use some. */
  private names(names: readonly AttrName[], scope: Scope): void {
    for (const name of names) {
      if (name.kind === 'string') this.children(name, scope);
      else if (name.kind === 'interpolation') this.add(name.expression, scope);
    }
  }

  /** `outer` is where plainly inherited names come from. */
  private bindings(bindings: readonly BindingNode[], inner: Scope, outer: Scope): void {
    const merged = this.mergedRecursive(bindings);
    for (const binding of bindings) {
      if (binding.kind === 'inherit') {
        if (binding.from) this.add(binding.from, inner);
        else for (const name of binding.names) this.inherited(name, outer);
        continue;
      }
      this.names(binding.path.names, inner);
      const first = this.firstName(binding);
      if (first === undefined || !merged.has(first)) this.add(binding.value, inner);
    }
  }

  /**
   * First names under which a `rec` set is joined with other definitions. Nix lets those use the names of the
   * set, in some versions and orders; nothing is said about them.
   */
  private mergedRecursive(bindings: readonly BindingNode[]): ReadonlySet<string> {
    const counts = new Map<string, number>();
    const recursive = new Set<string>();
    for (const binding of bindings) {
      const first = this.firstName(binding);
      if (first === undefined || binding.kind !== 'binding') continue;
      counts.set(first, (counts.get(first) ?? 0) + 1);
      let { value } = binding;
      while (value.kind === 'paren') value = value.inner;
      if (value.kind === 'attrSet' && value.recursive) recursive.add(first);
    }
    for (const name of recursive) if (counts.get(name) === 1) recursive.delete(name);
    return recursive;
  }

  private firstName(binding: BindingNode): string | undefined {
    const first = binding.kind === 'binding' ? binding.path.names[0] : undefined;
    return first && staticName(this.source, first);
  }

  private inherited(name: AttrName, scope: Scope): void {
    const text = staticName(this.source, name);
    if (text === undefined) return;
    this.use({ kind: 'identifier', name: text, start: name.start, end: name.end }, scope);
  }

  private use(node: Identifier, scope: Scope): void {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      if (at.names.has(node.name)) return;
    }
    this.found.push(node);
  }

  private scopeOf(bindings: readonly BindingNode[], outer: Scope): Scope {
    const names = new Set<string>();
    for (const binding of bindings) {
      if (binding.kind === 'inherit') {
        for (const name of binding.names) {
          const text = staticName(this.source, name);
          if (text !== undefined) names.add(text);
        }
      } else {
        const first = this.firstName(binding);
        if (first !== undefined) names.add(first);
      }
    }
    return { names, outer };
  }
}
