import type { AttrSet, Binding, BindingNode, Expression } from '../nodes';
import { staticName } from '../parser/duplicates';
import type { NixTree } from '../tree';
import { lineTail } from './comments';
import { literalValue } from './literal';
import type { Literal } from './literal';
import { nameText } from './names';
import { unwrap, withoutParens } from './properties';
import type { Priority } from './properties';

/** Where in a file a set or a value stands, and under what circumstances it counts. */
export interface Context {
  /** Names from the root; a dynamic one as its source text. */
  readonly path: readonly string[];
  /** Whether a name of the path is dynamic. */
  readonly dynamic: boolean;
  readonly priority: Priority;
  /** Conditions as source text, outermost first; empty when it always counts. */
  readonly conditions: readonly string[];
  /** The bindings around it, outermost first. */
  readonly enclosing: readonly Binding[];
}

/** One assignment, after blocks and dotted paths have been flattened. */
export interface Leaf extends Context {
  /** Where the name of the last attribute stands. */
  readonly nameStart: number;
  readonly nameEnd: number;
  /** The value without priorities and conditions; for an inherited attribute its name. */
  readonly value: Expression;
  /** The value as it stands after the equals sign. */
  readonly written: Expression;
  /** Comes from `inherit`, so the value is not here. */
  readonly inherited: boolean;
  readonly binding: BindingNode;
  /** Comments on the line behind the semicolon. */
  readonly comment: string | undefined;
}

/** A literal set that holds assignments. */
export interface Block extends Context {
  readonly set: AttrSet;
}

/** The assignments and the sets of some file or set. */
export interface Reading {
  readonly leaves: Leaf[];
  readonly blocks: Block[];
}

const ROOT: Context = { path: [], dynamic: false, priority: 'plain', conditions: [], enclosing: [] };

/** The set a value is, looking through parentheses, `let`, `with` and `assert`. */
export function setOf(node: Expression): AttrSet | undefined {
  let inner = node;
  for (;;) {
    switch (inner.kind) {
      case 'attrSet':
        return inner;
      case 'paren':
        inner = inner.inner;
        break;
      case 'let':
      case 'with':
      case 'assert':
        inner = inner.body;
        break;
      default:
        return undefined;
    }
  }
}

/** Every assignment and block below `set`; blocks come before what they hold, in source order. */
export function readSet(tree: NixTree, set: AttrSet, context: Context = ROOT): Reading {
  const reading: Reading = { leaves: [], blocks: [] };
  visit(tree, set, context, reading);
  return reading;
}

/** Flattens nested blocks and dotted paths below `set` into assignments, in source order. */
export function bindingsUnder(tree: NixTree, set: AttrSet): Leaf[] {
  return readSet(tree, set).leaves;
}

/** The value of an assignment, if it can be read off the source. */
export function leafValue(tree: NixTree, leaf: Leaf): Literal {
  return leaf.inherited ? { literal: false } : literalValue(tree, leaf.value);
}

function visit(tree: NixTree, set: AttrSet, context: Context, reading: Reading): void {
  reading.blocks.push({ ...context, set });
  for (const binding of set.bindings) {
    if (binding.kind === 'binding') visitBinding(tree, binding, context, reading);
    else {
      for (const name of binding.names) {
        reading.leaves.push({
          ...context,
          path: [...context.path, nameText(tree, name)],
          nameStart: name.start,
          nameEnd: name.end,
          value: name.kind === 'interpolation' ? name.expression : name,
          written: name.kind === 'interpolation' ? name.expression : name,
          inherited: true,
          binding,
          comment: lineTail(tree, binding.end).comment,
        });
      }
    }
  }
}

function visitBinding(tree: NixTree, binding: Binding, context: Context, reading: Reading): void {
  const { names } = binding.path;
  const last = names.at(-1);
  if (!last) return;
  const path = [...context.path, ...names.map((name) => nameText(tree, name))];
  const dynamic = context.dynamic || names.some((name) => staticName(tree.source, name) === undefined);
  let comment: string | undefined;
  for (const part of unwrap(tree, binding.value)) {
    const conditions = [...context.conditions, ...part.conditions];
    const priority = context.priority === 'plain' ? part.priority : context.priority;
    const inner = setOf(part.value);
    if (inner && inner.bindings.length > 0) {
      const enclosing = [...context.enclosing, binding];
      visit(tree, inner, { path, dynamic, priority, conditions, enclosing }, reading);
      continue;
    }
    if (inner) {
      const enclosing = [...context.enclosing, binding];
      reading.blocks.push({ path, dynamic, priority, conditions, enclosing, set: inner });
    }
    comment ??= lineTail(tree, binding.end).comment;
    reading.leaves.push({
      path,
      dynamic,
      priority,
      conditions,
      enclosing: context.enclosing,
      nameStart: last.start,
      nameEnd: last.end,
      value: withoutParens(part.value),
      written: binding.value,
      inherited: false,
      binding,
      comment,
    });
  }
}
