import type { BindingNode, Expression, Lambda } from '../nodes';
import { staticName } from '../parser/duplicates';
import type { NixTree } from '../tree';
import { readSet } from './bindings';
import type { Block, Leaf, Reading } from './bindings';
import { unwrap } from './properties';
import type { Priority } from './properties';
import type { AttrSet } from '../nodes';

/** A set a module evaluates to, and when it counts. */
export interface ModuleSet {
  readonly set: AttrSet;
  readonly priority: Priority;
  readonly conditions: readonly string[];
}

/** What a module file evaluates to, as far as the source shows. */
export interface ModuleBody {
  /** Usually one; several where the file is a `mkMerge`. */
  readonly sets: readonly ModuleSet[];
  /** Has `options` or `config` of its own, so that settings stand below `config`. */
  readonly explicit: boolean;
  /** The functions around the set, outermost first. */
  readonly lambdas: readonly Lambda[];
  /** The definitions of the `let`s around the set, innermost last. */
  readonly scopes: readonly (readonly BindingNode[])[];
}

/** Attributes of a module without `config` that are no settings. */
const NOT_SETTINGS = new Set([
  'imports',
  'require',
  '_file',
  '_class',
  'key',
  'disabledModules',
  'freeformType',
]);

/**
 * The set or sets a file evaluates to, looking through functions, `let`, `with`, `assert`, parentheses,
 * `mkIf`, `mkMerge` and names bound by a `let` around; undefined when it is anything else.
 */
export function moduleBody(tree: NixTree): ModuleBody | undefined {
  const lambdas: Lambda[] = [];
  const scopes: (readonly BindingNode[])[] = [];
  const sets: ModuleSet[] = [];
  descend(tree, { value: tree.root, priority: 'plain', conditions: [] }, { lambdas, scopes, sets }, 0);
  if (sets.length === 0) return undefined;
  const explicit = sets.some(({ set }) =>
    set.bindings.some((binding) => {
      const first = binding.kind === 'binding' ? firstName(tree, binding) : undefined;
      return first === 'config' || first === 'options';
    }),
  );
  return { sets, explicit, lambdas, scopes };
}

function firstName(tree: NixTree, binding: BindingNode): string | undefined {
  const name = binding.kind === 'binding' ? binding.path.names[0] : undefined;
  return name && staticName(tree.source, name);
}

interface Found {
  readonly lambdas: Lambda[];
  readonly scopes: (readonly BindingNode[])[];
  readonly sets: ModuleSet[];
}

interface Step {
  readonly value: Expression;
  readonly priority: Priority;
  readonly conditions: readonly string[];
}

function descend(tree: NixTree, at: Step, found: Found, hops: number): void {
  let node = at.value;
  for (;;) {
    switch (node.kind) {
      case 'lambda':
        found.lambdas.push(node);
        node = node.body;
        continue;
      case 'let':
        found.scopes.push(node.bindings);
        node = node.body;
        continue;
      case 'with':
      case 'assert':
        node = node.body;
        continue;
      case 'paren':
        node = node.inner;
        continue;
      case 'attrSet':
        found.sets.push({ set: node, priority: at.priority, conditions: at.conditions });
        return;
      case 'identifier': {
        const bound = lookUp(tree, found.scopes, node.name);
        // A name may be bound to itself; a few hops are all that real files need.
        if (bound && hops < 8) descend(tree, { ...at, value: bound }, found, hops + 1);
        return;
      }
      case 'apply':
        for (const part of unwrap(tree, node)) {
          if (part.value === node) return;
          const conditions = [...at.conditions, ...part.conditions];
          const priority = at.priority === 'plain' ? part.priority : at.priority;
          descend(tree, { value: part.value, priority, conditions }, found, hops);
        }
        return;
      default:
        return;
    }
  }
}

/** The value a `let` around gives to `name`, innermost first. */
export function lookUp(
  tree: NixTree,
  scopes: readonly (readonly BindingNode[])[],
  name: string,
): Expression | undefined {
  for (let i = scopes.length - 1; i >= 0; i--) {
    for (const binding of scopes[i]!) {
      if (binding.kind !== 'binding' || binding.path.names.length !== 1) continue;
      if (firstName(tree, binding) === name) return binding.value;
    }
  }
  return undefined;
}

/** Everything a module file writes: assignments and blocks with paths from the root of the file's sets. */
export function readModule(tree: NixTree, body: ModuleBody): Reading {
  const reading: Reading = { leaves: [], blocks: [] };
  for (const { set, priority, conditions } of body.sets) {
    const part = readSet(tree, set, { path: [], dynamic: false, priority, conditions, enclosing: [] });
    reading.leaves.push(...part.leaves);
    reading.blocks.push(...part.blocks);
  }
  return reading;
}

function settings<T extends Leaf | Block>(items: readonly T[], explicit: boolean): T[] {
  const kept: T[] = [];
  for (const item of items) {
    const [first, ...rest] = item.path;
    if (first === undefined) continue;
    if (!explicit) {
      if (!NOT_SETTINGS.has(first)) kept.push(item);
    } else if (first === 'config') kept.push({ ...item, path: rest });
  }
  return kept;
}

/** The settings a module file makes, with paths as the module system knows them (`config` taken off). */
export function assignmentsOf(tree: NixTree): Leaf[] {
  const body = moduleBody(tree);
  return body ? settings(readModule(tree, body).leaves, body.explicit) : [];
}
