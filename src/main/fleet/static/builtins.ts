import type { Evaluator } from './evaluate';
import { concat, fleetPath, update } from './operators';
import { type Thunk, type Value, UNKNOWN, asText, attrs, lazy, list, plain, ready } from './value';

type Apply = (evaluator: Evaluator, args: readonly Thunk[]) => Value;

/** What an evaluator knows of a function: how many arguments it takes, and what becomes of them. */
export interface KnownFunction {
  readonly arity: number;
  readonly apply: Apply;
}

/** Functions of `builtins` and of nixpkgs' `lib`, by their last name. */
export type Library = ReadonlyMap<string, KnownFunction>;

const FUNCTIONS = new Map<string, KnownFunction>();

/** The functions that shape which hosts and modules a flake has. */
export const shapingLibrary: Library = FUNCTIONS;

function define(name: string, arity: number, apply: Apply): void {
  FUNCTIONS.set(name, { arity, apply });
}

const at = (args: readonly Thunk[], index: number): Value => args[index]?.force() ?? UNKNOWN;
const thunkAt = (args: readonly Thunk[], index: number): Thunk => args[index] ?? ready(UNKNOWN);

function call2(evaluator: Evaluator, fn: Value, first: Thunk, second: Thunk): Value {
  return evaluator.call(evaluator.call(fn, first), second);
}

define('import', 1, (evaluator, args) => {
  const target = at(args, 0);
  return target.type === 'path' ? evaluator.importPath(target.path) : UNKNOWN;
});
define('toString', 1, (_evaluator, args) => {
  const value = at(args, 0);
  if (value.type === 'plain' && value.value !== null) return plain(String(value.value));
  // A path stays one: what is asked of its text is mostly whether it is there.
  if (value.type === 'path') return value;
  const text = asText(value);
  return text === null ? UNKNOWN : plain(text);
});
define('map', 2, (evaluator, args) => {
  const fn = thunkAt(args, 0);
  const items = at(args, 1);
  if (items.type !== 'list') return UNKNOWN;
  return { ...items, items: items.items.map((item) => lazy(() => evaluator.call(fn.force(), item))) };
});
define('concatMap', 2, (evaluator, args) => {
  const items = at(args, 1);
  if (items.type !== 'list') return UNKNOWN;
  return items.items
    .map((item) => evaluator.call(at(args, 0), item))
    .reduce<Value>((all, part) => concat(all, part), { ...items, items: [] });
});
define('concatLists', 1, (_evaluator, args) => {
  const items = at(args, 0);
  if (items.type !== 'list') return UNKNOWN;
  return items.items.reduce<Value>((all, part) => concat(all, part.force()), { ...items, items: [] });
});
define('mapAttrs', 2, (evaluator, args) => {
  const fn = thunkAt(args, 0);
  const set = at(args, 1);
  if (set.type !== 'attrs') return UNKNOWN;
  const entries = new Map(
    [...set.entries].map(([name, { thunk, origin }]) => [
      name,
      { thunk: lazy(() => call2(evaluator, fn.force(), ready(plain(name)), thunk)), origin },
    ]),
  );
  return { ...set, entries, held: [], written: [] };
});
define('genAttrs', 2, (evaluator, args) => {
  const names = at(args, 0);
  const fn = thunkAt(args, 1);
  if (names.type !== 'list') {
    // Nobody knows the names, but every value has the same shape.
    return {
      ...attrs([]),
      complete: false,
      unnamed: [lazy(() => evaluator.call(fn.force(), ready(UNKNOWN)))],
    };
  }
  const known = names.items.map((item) => asText(item.force()));
  const set = attrs(
    known
      .filter((name) => name !== null)
      .map((name) => [name, lazy(() => evaluator.call(fn.force(), ready(plain(name))))] as const),
  );
  return { ...set, complete: names.complete && !known.includes(null) };
});
define('nameValuePair', 2, (_evaluator, args) =>
  attrs([
    ['name', thunkAt(args, 0)],
    ['value', thunkAt(args, 1)],
  ]),
);
define('listToAttrs', 1, (evaluator, args) => pairsToAttrs(evaluator, at(args, 0)));
define("mapAttrs'", 2, (evaluator, args) => {
  const set = at(args, 1);
  if (set.type !== 'attrs') return UNKNOWN;
  const pairs = [...set.entries].map(([name, { thunk }]) =>
    lazy(() => call2(evaluator, at(args, 0), ready(plain(name)), thunk)),
  );
  return pairsToAttrs(evaluator, { type: 'list', items: pairs, complete: set.complete });
});

function pairsToAttrs(evaluator: Evaluator, pairs: Value): Value {
  if (pairs.type !== 'list') return UNKNOWN;
  let complete = pairs.complete;
  const entries: [string, Thunk][] = [];
  for (const pair of pairs.items) {
    const value = pair.force();
    const name = asText(evaluator.attribute(value, 'name')?.force() ?? UNKNOWN);
    if (name === null) complete = false;
    else entries.push([name, lazy(() => evaluator.attribute(value, 'value')?.force() ?? UNKNOWN)]);
  }
  return { ...attrs(entries), complete };
}

define('attrNames', 1, (_evaluator, args) => {
  const set = at(args, 0);
  if (set.type !== 'attrs') return UNKNOWN;
  return {
    type: 'list',
    items: [...set.entries.keys()].toSorted().map((name) => ready(plain(name))),
    complete: set.complete,
  };
});
define('attrValues', 1, (_evaluator, args) => {
  const set = at(args, 0);
  if (set.type !== 'attrs') return UNKNOWN;
  const names = [...set.entries.keys()].toSorted();
  return list(names.map((name) => set.entries.get(name)?.thunk ?? ready(UNKNOWN)));
});
define('filterAttrs', 2, (evaluator, args) => {
  const set = at(args, 1);
  if (set.type !== 'attrs') return UNKNOWN;
  let complete = set.complete;
  const entries = new Map(
    [...set.entries].filter(([name, { thunk }]) => {
      const keep = call2(evaluator, at(args, 0), ready(plain(name)), thunk);
      if (keep.type !== 'plain') complete = false;
      return keep.type === 'plain' && keep.value === true;
    }),
  );
  return { ...set, entries, held: [], complete, written: [] };
});
define('optional', 2, (_evaluator, args) => {
  const condition = at(args, 0);
  if (condition.type !== 'plain') return { type: 'list', items: [], complete: false };
  return list(condition.value === true ? [thunkAt(args, 1)] : []);
});
define('optionals', 2, (_evaluator, args) => {
  const condition = at(args, 0);
  if (condition.type !== 'plain') return { type: 'list', items: [], complete: false };
  return condition.value === true ? at(args, 1) : list([]);
});
define('optionalAttrs', 2, (_evaluator, args) => {
  const condition = at(args, 0);
  const held = [{ condition, set: thunkAt(args, 1) }];
  if (condition.type !== 'plain') return { ...attrs([]), complete: false, held };
  return condition.value === true ? at(args, 1) : { ...attrs([]), held };
});
define('recursiveUpdate', 2, (_evaluator, args) => update(at(args, 0), at(args, 1)));
define('baseNameOf', 1, (_evaluator, args) => {
  const text = asText(at(args, 0));
  return text === null ? UNKNOWN : plain(text.slice(text.lastIndexOf('/') + 1));
});
define('removeSuffix', 2, (_evaluator, args) => {
  const suffix = asText(at(args, 0));
  const text = asText(at(args, 1));
  if (suffix === null || text === null) return UNKNOWN;
  return plain(text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text);
});
define('pathExists', 1, (evaluator, args) => {
  const target = at(args, 0);
  if (target.type !== 'path') return UNKNOWN;
  const folder = target.path.includes('/') ? target.path.slice(0, target.path.lastIndexOf('/')) : '';
  const entries = evaluator.list(folder);
  return plain(entries?.has(target.path.slice(target.path.lastIndexOf('/') + 1)) ?? false);
});
define('readDir', 1, (evaluator, args) => {
  const target = at(args, 0);
  const entries = target.type === 'path' ? evaluator.list(target.path) : null;
  if (entries === null) return UNKNOWN;
  return attrs([...entries].map(([name, type]) => [name, ready(plain(type))] as const));
});
define('hasSuffix', 2, (_evaluator, args) => {
  const suffix = asText(at(args, 0));
  const text = asText(at(args, 1));
  return suffix === null || text === null ? UNKNOWN : plain(text.endsWith(suffix));
});
define('hasPrefix', 2, (_evaluator, args) => {
  const prefix = asText(at(args, 0));
  const text = asText(at(args, 1));
  return prefix === null || text === null ? UNKNOWN : plain(text.startsWith(prefix));
});
define('filter', 2, (evaluator, args) => {
  const items = at(args, 1);
  if (items.type !== 'list') return UNKNOWN;
  let { complete } = items;
  const kept = items.items.filter((item) => {
    const keep = evaluator.call(at(args, 0), item);
    if (keep.type !== 'plain') complete = false;
    return keep.type === 'plain' && keep.value === true;
  });
  return { type: 'list', items: kept, complete };
});
define('append', 2, (_evaluator, args) => {
  const base = at(args, 0);
  const tail = asText(at(args, 1));
  return base.type === 'path' && tail !== null ? fleetPath(`${base.path}/${tail}`) : UNKNOWN;
});
define('flatten', 1, (_evaluator, args) => flatten(at(args, 0)));

function flatten(value: Value): Value {
  if (value.type !== 'list') return list([ready(value)]);
  return value.items.reduce<Value>((all, item) => concat(all, flatten(item.force())), {
    ...value,
    items: [],
  });
}
