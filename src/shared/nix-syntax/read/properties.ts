import type { Expression } from '../nodes';
import type { NixTree } from '../tree';
import { staticName } from '../parser/duplicates';
import { textOf } from './names';

/** How strongly a definition is made; a number where `mkOverride` gives one (lower wins, plain is 100). */
export type Priority = 'plain' | 'default' | 'force' | number;

/** One definition after `mkIf`, `mkMerge` and the priorities have been taken off. */
export interface Unwrapped {
  readonly value: Expression;
  readonly priority: Priority;
  /** Source text of the conditions, outermost first. */
  readonly conditions: readonly string[];
  /** The call that gave the priority, if there is one. */
  readonly wrapper: Expression | undefined;
}

const PRIORITIES: ReadonlyMap<string, Priority> = new Map<string, Priority>([
  ['mkForce', 'force'],
  ['mkDefault', 'default'],
  ['mkOptionDefault', 1500],
  ['mkImageMediaOverride', 60],
  ['mkVMOverride', 10],
]);

/** The priority as the module system counts it; lower wins. */
export function priorityNumber(priority: Priority): number {
  switch (priority) {
    case 'plain':
      return 100;
    case 'default':
      return 1000;
    case 'force':
      return 50;
    default:
      return priority;
  }
}

/** `node` without the parentheses around it. */
export function withoutParens(node: Expression): Expression {
  let inner = node;
  while (inner.kind === 'paren') inner = inner.inner;
  return inner;
}

/** A call by the last name of its function: `lib.mkIf a b` is `mkIf` with two arguments. */
export interface Call {
  readonly name: string;
  readonly fn: Expression;
  readonly args: readonly Expression[];
}

/** Reads `node` as a call of a named function, or returns undefined. */
export function callOf(tree: NixTree, node: Expression): Call | undefined {
  const args: Expression[] = [];
  let fn = node;
  while (fn.kind === 'apply') {
    args.push(fn.argument);
    fn = withoutParens(fn.fn);
  }
  args.reverse();
  if (fn.kind === 'identifier') return { name: fn.name, fn, args };
  if (fn.kind !== 'select' || fn.fallback) return undefined;
  const last = fn.path.names.at(-1);
  const name = last && staticName(tree.source, last);
  return name === undefined ? undefined : { name, fn, args };
}

/** The elements of list literals joined by `++`, `with x; […]` and parentheses; undefined when computed. */
export function literalItems(node: Expression): readonly Expression[] | undefined {
  const items: Expression[] = [];
  const pending: Expression[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'paren') pending.push(next.inner);
    else if (next.kind === 'with') pending.push(next.body);
    else if (next.kind === 'list') items.push(...next.items);
    else if (next.kind === 'binary' && next.operator === '++') pending.push(next.right, next.left);
    else return undefined;
  }
  return items;
}

/**
 * Takes `mkForce`, `mkDefault`, `mkOverride N`, `mkIf c`, `optionalAttrs c`, `mkMerge […]` and the orders
 * off a value: one result for each value that remains. What is computed remains as it is.
 */
export function unwrap(tree: NixTree, node: Expression): Unwrapped[] {
  const results: Unwrapped[] = [];
  collect(tree, { value: node, priority: 'plain', conditions: [], wrapper: undefined }, results);
  return results;
}

function collect(tree: NixTree, at: Unwrapped, results: Unwrapped[]): void {
  const value = withoutParens(at.value);
  const call = value.kind === 'apply' ? callOf(tree, value) : undefined;
  const [first, second] = call?.args ?? [];
  if (!call || !first) {
    results.push({ ...at, value });
    return;
  }
  const priority = PRIORITIES.get(call.name);
  if (priority !== undefined && !second) {
    // The outermost priority counts, as in the module system.
    const kept = at.wrapper ? at : { ...at, priority, wrapper: value };
    return collect(tree, { ...kept, value: first }, results);
  }
  switch (call.name) {
    case 'mkOverride': {
      const level = withoutParens(first);
      if (!second || level.kind !== 'integer') break;
      const kept = at.wrapper ? at : { ...at, priority: overrideOf(textOf(tree, level)), wrapper: value };
      return collect(tree, { ...kept, value: second }, results);
    }
    case 'mkIf':
    case 'optionalAttrs':
      if (!second || call.args.length > 2) break;
      return collect(
        tree,
        { ...at, value: second, conditions: [...at.conditions, textOf(tree, withoutParens(first))] },
        results,
      );
    case 'mkBefore':
    case 'mkAfter':
      if (second) break;
      return collect(tree, { ...at, value: first }, results);
    case 'mkOrder':
      if (!second || call.args.length > 2) break;
      return collect(tree, { ...at, value: second }, results);
    case 'mkMerge': {
      const items = second ? undefined : literalItems(first);
      if (!items) break;
      for (const item of items) collect(tree, { ...at, value: item }, results);
      return;
    }
    default:
  }
  results.push({ ...at, value });
}

function overrideOf(text: string): Priority {
  const level = Number(text);
  if (level === 50) return 'force';
  if (level === 100) return 'plain';
  return level === 1000 ? 'default' : level;
}
