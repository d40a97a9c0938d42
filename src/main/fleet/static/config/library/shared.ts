import type { KnownFunction, Library } from '../../builtins';
import type { Evaluator } from '../../evaluate';
import { type Thunk, type Value, UNKNOWN, asText, lazy, ready } from '../../value';

/** A part of a library, and the way to put functions into it. */
export function functionTable(): {
  readonly functions: Library;
  readonly define: (name: string, arity: number, apply: KnownFunction['apply']) => void;
} {
  const functions = new Map<string, KnownFunction>();
  return { functions, define: (name, arity, apply) => functions.set(name, { arity, apply }) };
}

/** The argument at an index, evaluated; unknown where it is missing. */
export const at = (args: readonly Thunk[], index: number): Value => args[index]?.force() ?? UNKNOWN;
/** The argument at an index, not evaluated yet. */
export const thunkAt = (args: readonly Thunk[], index: number): Thunk => args[index] ?? ready(UNKNOWN);

/** The texts of a list; null where it is none, or one of them is not known. */
export function textsOf(value: Value): string[] | null {
  if (value.type !== 'list' || !value.complete) return null;
  const texts = value.items.map((item) => asText(item.force()));
  return texts.includes(null) ? null : texts.filter((text) => text !== null);
}

/** The number that a value is; null for anything else. */
export function numberOf(value: Value): number | null {
  return value.type === 'plain' && typeof value.value === 'number' ? value.value : null;
}

/** A list with a function over each of its items. */
export function mapped(evaluator: Evaluator, fn: Thunk, items: Value): Value {
  if (items.type !== 'list') return UNKNOWN;
  return { ...items, items: items.items.map((item) => lazy(() => evaluator.call(fn.force(), item))) };
}
