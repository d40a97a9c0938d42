import { update } from '../../operators';
import { type Thunk, type Value, UNKNOWN, asText, attrs, lazy, plain, ready } from '../../value';
import { at, functionTable, textsOf, thunkAt } from './shared';

const { functions, define } = functionTable();

/** Functions of sets. */
export const setFunctions = functions;

define('mapAttrsToList', 2, (evaluator, args) => {
  const [fn, set] = [thunkAt(args, 0), at(args, 1)];
  if (set.type !== 'attrs') return UNKNOWN;
  const items = [...set.entries]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { thunk }]) =>
      lazy(() => evaluator.call(evaluator.call(fn.force(), ready(plain(name))), thunk)),
    );
  return { type: 'list', items, complete: set.complete };
});
define('setAttrByPath', 2, (_evaluator, args) => {
  const path = textsOf(at(args, 0));
  if (path === null) return UNKNOWN;
  // What is made has no place of its own.
  return path.reduceRight<Thunk>((inner, name) => ready(attrs([[name, inner]])), thunkAt(args, 1)).force();
});
define('getAttrFromPath', 2, (evaluator, args) => {
  const path = textsOf(at(args, 0));
  if (path === null) return UNKNOWN;
  return path.reduce((value, name) => evaluator.attribute(value, name)?.force() ?? UNKNOWN, at(args, 1));
});
define('attrByPath', 3, (evaluator, args) => {
  let value = at(args, 2);
  for (const name of textsOf(at(args, 0)) ?? []) {
    const next = evaluator.attribute(value, name);
    if (next === undefined) return at(args, 1);
    value = next.force();
  }
  return value;
});
define('hasAttr', 2, (_evaluator, args) => {
  const [name, set] = [asText(at(args, 0)), at(args, 1)];
  if (name === null || set.type !== 'attrs') return UNKNOWN;
  return set.entries.has(name) ? plain(true) : set.complete ? plain(false) : UNKNOWN;
});
define('getAttr', 2, (evaluator, args) => {
  const name = asText(at(args, 0));
  return name === null ? UNKNOWN : (evaluator.attribute(at(args, 1), name)?.force() ?? UNKNOWN);
});
define('removeAttrs', 2, (_evaluator, args) => {
  const [set, names] = [at(args, 0), textsOf(at(args, 1))];
  if (set.type !== 'attrs' || names === null) return UNKNOWN;
  return {
    ...set,
    entries: new Map([...set.entries].filter(([name]) => !names.includes(name))),
    written: [],
  };
});
define('mergeAttrsList', 1, (_evaluator, args) => {
  const sets = at(args, 0);
  if (sets.type !== 'list') return UNKNOWN;
  return sets.items.reduce<Value>((all, set) => update(all, set.force()), attrs([]));
});
define('recursiveUpdate', 2, (_evaluator, args) => deepUpdate(at(args, 0), at(args, 1)));

function deepUpdate(left: Value, right: Value): Value {
  const flat = update(left, right);
  if (flat.type !== 'attrs' || left.type !== 'attrs' || right.type !== 'attrs') return flat;
  const entries = new Map(flat.entries);
  for (const [name, attribute] of right.entries) {
    const below = left.entries.get(name);
    if (below === undefined) continue;
    const thunk = lazy(() => {
      const [a, b] = [below.thunk.force(), attribute.thunk.force()];
      return a.type === 'attrs' && b.type === 'attrs' ? deepUpdate(a, b) : b;
    });
    entries.set(name, { thunk, origin: attribute.origin });
  }
  return { ...flat, entries };
}
