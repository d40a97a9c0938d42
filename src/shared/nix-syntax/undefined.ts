import { GLOBAL_NAMES } from './globals';
import type { AttrName, BindingNode, Expression, Identifier, Interpolation, TextPart } from './nodes';
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

  /** Looks at once at what holds nothing, and later at the rest. */
  private add(node: Expression, scope: Scope): void {
    switch (node.kind) {
      case 'identifier':
        return this.use(node.name, node, scope);
      case 'string':
      case 'path':
        return this.parts(node.parts, scope);
      case 'integer':
      case 'float':
      case 'searchPath':
      case 'uri':
      case 'missing':
        return;
      default:
        this.pending.push({ node, scope });
    }
  }

  private expression(node: Expression, scope: Scope): void {
    switch (node.kind) {
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
        const names = new Set<string>();
        for (let i = 0; i < items.length; i++) names.add(items[i]!.name.name);
        if (node.name) names.add(node.name.name);
        const inner = { names, outer: scope };
        for (let i = 0; i < items.length; i++) {
          const { fallback } = items[i]!;
          if (fallback) this.add(fallback, inner);
        }
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
      case 'apply':
        this.add(node.fn, scope);
        this.add(node.argument, scope);
        return;
      case 'binary':
        this.add(node.left, scope);
        this.add(node.right, scope);
        return;
      case 'list':
        for (let i = 0; i < node.items.length; i++) this.add(node.items[i]!, scope);
        return;
      case 'paren':
        this.add(node.inner, scope);
        return;
      case 'unary':
        this.add(node.operand, scope);
        return;
      case 'if':
        this.add(node.condition, scope);
        this.add(node.consequent, scope);
        this.add(node.alternate, scope);
        return;
      case 'assert':
        this.add(node.condition, scope);
        this.add(node.body, scope);
        return;
      default:
        this.add(node, scope);
    }
  }

  private parts(parts: readonly (TextPart | Interpolation)[], scope: Scope): void {
    for (const part of parts) if (part.kind === 'interpolation') this.add(part.expression, scope);
  }

  /** Names of attributes are no variables, but what is computed in them may use some. */
  private names(names: readonly AttrName[], scope: Scope): void {
    // By index, as below: an iterator makes an object for each step until the engine has optimised it away.
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (name.kind === 'string') this.parts(name.parts, scope);
      else if (name.kind === 'interpolation') this.add(name.expression, scope);
    }
  }

  /** `outer` is where plainly inherited names come from. */
  private bindings(bindings: readonly BindingNode[], inner: Scope, outer: Scope): void {
    const merged = this.mergedRecursive(bindings);
    for (let i = 0; i < bindings.length; i++) {
      const binding = bindings[i]!;
      if (binding.kind === 'inherit') {
        if (binding.from) this.add(binding.from, inner);
        else for (const name of binding.names) this.inherited(name, outer);
        continue;
      }
      this.names(binding.path.names, inner);
      const first = merged && this.firstName(binding);
      if (first === undefined || merged?.has(first) !== true) this.add(binding.value, inner);
    }
  }

  /**
   * First names under which a `rec` set is joined with other definitions; undefined where none is, as nearly
   * always. Nix lets those use the names of the set, in some versions and orders; nothing is said about them.
   */
  private mergedRecursive(bindings: readonly BindingNode[]): ReadonlySet<string> | undefined {
    if (bindings.length < 2 || !bindings.some(isRecursive)) return undefined;
    const counts = new Map<string, number>();
    const recursive = new Set<string>();
    for (const binding of bindings) {
      const first = this.firstName(binding);
      if (first === undefined || binding.kind !== 'binding') continue;
      counts.set(first, (counts.get(first) ?? 0) + 1);
      if (isRecursive(binding)) recursive.add(first);
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
    this.use(text, name, scope);
  }

  private use(name: string, { start, end }: AttrName, scope: Scope): void {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      if (at.names.has(name)) return;
    }
    this.found.push({ kind: 'identifier', name, start, end });
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

/** Whether the value of a definition is a `rec` set. */
function isRecursive(binding: BindingNode): boolean {
  if (binding.kind !== 'binding') return false;
  let { value } = binding;
  while (value.kind === 'paren') value = value.inner;
  return value.kind === 'attrSet' && value.recursive;
}
