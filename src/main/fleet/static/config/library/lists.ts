import type { Evaluator } from '../../evaluate';
import { type Thunk, type Value, UNKNOWN, lazy, list, plain, ready } from '../../value';
import { at, functionTable, numberOf, thunkAt } from './shared';

const { functions, define } = functionTable();

/** Functions of lists. */
export const listFunctions = functions;

/** Longer lists are made by nobody for a configuration. */
const MAX_LIST = 10_000;

function counted(count: number, of: (index: number) => Thunk): Value {
  if (!Number.isInteger(count) || count > MAX_LIST) return UNKNOWN;
  return list(Array.from({ length: Math.max(0, count) }, (_, index) => of(index)));
}
define('range', 2, (_evaluator, args) => {
  const [first, last] = [numberOf(at(args, 0)), numberOf(at(args, 1))];
  if (first === null || last === null) return UNKNOWN;
  return counted(last - first + 1, (index) => ready(plain(first + index)));
});
define('genList', 2, (evaluator, args) => {
  const count = numberOf(at(args, 1));
  if (count === null) return UNKNOWN;
  const fn = thunkAt(args, 0);
  return counted(count, (index) => lazy(() => evaluator.call(fn.force(), ready(plain(index)))));
});

define('length', 1, (_evaluator, args) => {
  const items = at(args, 0);
  return items.type === 'list' && items.complete ? plain(items.items.length) : UNKNOWN;
});
define('head', 1, (_evaluator, args) => {
  const items = at(args, 0);
  return items.type === 'list' && items.complete ? (items.items[0]?.force() ?? UNKNOWN) : UNKNOWN;
});
define('last', 1, (_evaluator, args) => {
  const items = at(args, 0);
  return items.type === 'list' && items.complete ? (items.items.at(-1)?.force() ?? UNKNOWN) : UNKNOWN;
});
define('elemAt', 2, (_evaluator, args) => {
  const [items, index] = [at(args, 0), numberOf(at(args, 1))];
  if (items.type !== 'list' || !items.complete || index === null) return UNKNOWN;
  return items.items[index]?.force() ?? UNKNOWN;
});
define('imap0', 2, (evaluator, args) => numbered(evaluator, args, 0));
define('imap1', 2, (evaluator, args) => numbered(evaluator, args, 1));

function numbered(evaluator: Evaluator, args: readonly Thunk[], first: number): Value {
  const [fn, items] = [thunkAt(args, 0), at(args, 1)];
  if (items.type !== 'list') return UNKNOWN;
  const call = (item: Thunk, index: number): Thunk =>
    lazy(() => evaluator.call(evaluator.call(fn.force(), ready(plain(first + index))), item));
  return { ...items, items: items.items.map(call) };
}

define('elem', 2, (_evaluator, args) => {
  const [item, items] = [at(args, 0), at(args, 1)];
  const texts = items.type === 'list' ? items.items.map((each) => each.force()) : [];
  if (item.type !== 'plain' || items.type !== 'list') {
    const more = [thunkAt(args, 1)];
    return { type: 'call', name: 'elem', argument: thunkAt(args, 0), more };
  }
  if (texts.some((each) => each.type === 'plain' && each.value === item.value)) return plain(true);
  return items.complete && texts.every((each) => each.type === 'plain') ? plain(false) : UNKNOWN;
});
define('any', 2, (evaluator, args) => quantified(evaluator, args, true));
define('all', 2, (evaluator, args) => quantified(evaluator, args, false));

/** `any` where one item that holds decides, `all` where one that does not does. */
function quantified(evaluator: Evaluator, args: readonly Thunk[], deciding: boolean): Value {
  const items = at(args, 1);
  if (items.type !== 'list') return UNKNOWN;
  const told = items.items.map((item) => evaluator.call(at(args, 0), item));
  if (told.some((one) => one.type === 'plain' && one.value === deciding)) return plain(deciding);
  return items.complete && told.every((one) => one.type === 'plain') ? plain(!deciding) : UNKNOWN;
}

define('fold', 3, foldRight);
define('foldr', 3, foldRight);
define("foldl'", 3, foldLeft);
define('foldl', 3, foldLeft);

function foldLeft(evaluator: Evaluator, args: readonly Thunk[]): Value {
  const items = at(args, 2);
  if (items.type !== 'list' || !items.complete) return UNKNOWN;
  const fn = at(args, 0);
  return items.items.reduce(
    (done, item) => evaluator.call(evaluator.call(fn, ready(done)), item),
    at(args, 1),
  );
}

function foldRight(evaluator: Evaluator, args: readonly Thunk[]): Value {
  const items = at(args, 2);
  if (items.type !== 'list' || !items.complete) return UNKNOWN;
  const fn = at(args, 0);
  return items.items.reduceRight(
    (done, item) => evaluator.call(evaluator.call(fn, item), ready(done)),
    at(args, 1),
  );
}

define('reverseList', 1, (_evaluator, args) => {
  const items = at(args, 0);
  return items.type === 'list' ? { ...items, items: items.items.toReversed() } : UNKNOWN;
});
define('unique', 1, (_evaluator, args) => {
  const items = at(args, 0);
  if (items.type !== 'list') return UNKNOWN;
  const seen = new Set<unknown>();
  const isNew = (item: Thunk): boolean => {
    const value = item.force();
    if (value.type !== 'plain') return true;
    const { size } = seen;
    return seen.add(value.value).size > size;
  };
  return { ...items, items: items.items.filter(isNew) };
});
define('singleton', 1, (_evaluator, args) => list([thunkAt(args, 0)]));
define('toList', 1, (_evaluator, args) => {
  const value = at(args, 0);
  return value.type === 'list' ? value : list([thunkAt(args, 0)]);
});
define('intersperse', 2, (_evaluator, args) => {
  const items = at(args, 1);
  if (items.type !== 'list') return UNKNOWN;
  const spread = items.items.flatMap((item, index) => (index === 0 ? [item] : [thunkAt(args, 0), item]));
  return { ...items, items: spread };
});
define('zipListsWith', 3, (evaluator, args) => {
  const [a, b] = [at(args, 1), at(args, 2)];
  if (a.type !== 'list' || b.type !== 'list' || !a.complete || !b.complete) return UNKNOWN;
  const length = Math.min(a.items.length, b.items.length);
  return counted(length, (i) =>
    lazy(() => evaluator.call(evaluator.call(at(args, 0), a.items[i]!), b.items[i]!)),
  );
});
