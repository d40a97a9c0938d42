import { type KnownFunction, type Library, shapingLibrary } from '../builtins';
import type { Evaluator } from '../evaluate';
import { OUTSIDE, joined, update } from '../operators';
import { type Thunk, type Value, UNKNOWN, asText, attrs, lazy, list, plain, ready, unknown } from '../value';

const FUNCTIONS = new Map<string, KnownFunction>(shapingLibrary);

/**
 * The functions that shape a flake, and those that modules work their settings out with: for questions about the values
 * of one host, where more has to be understood than for the list of all.
 */
export const settingsLibrary: Library = FUNCTIONS;

type Apply = KnownFunction['apply'];

function define(name: string, arity: number, apply: Apply): void {
  FUNCTIONS.set(name, { arity, apply });
}

const at = (args: readonly Thunk[], index: number): Value => args[index]?.force() ?? UNKNOWN;
const thunkAt = (args: readonly Thunk[], index: number): Thunk => args[index] ?? ready(UNKNOWN);

/** Whether a value surely is of a kind or surely is not; null where that is not known. */
function isKind(value: Value, test: (value: Value) => boolean): Value {
  if (value.type === 'unknown' && value.written === undefined) return UNKNOWN;
  return value.type === 'call' ? UNKNOWN : plain(test(value));
}

function kind(name: string, test: (value: Value) => boolean): void {
  define(name, 1, (_evaluator, args) => isKind(at(args, 0), test));
}

const isText = (value: Value): boolean =>
  (value.type === 'plain' && typeof value.value === 'string') || value.type === 'unknown';
kind('isFunction', ({ type }) => type === 'lambda' || type === 'function');
kind('isAttrs', ({ type }) => type === 'attrs');
kind('isList', ({ type }) => type === 'list');
kind('isString', isText);
kind('isBool', (value) => value.type === 'plain' && typeof value.value === 'boolean');
kind('isPath', ({ type }) => type === 'path');
kind('isNull', (value) => value.type === 'plain' && value.value === null);
kind('isInt', (value) => value.type === 'plain' && typeof value.value === 'number' && !value.isFloat);
kind('isFloat', (value) => value.type === 'plain' && value.isFloat === true);

/** Texts of a list, `separator` between them; unknown where the list is. */
function joinList(items: Value, separator: Value): Value {
  if (items.type !== 'list' || !items.complete) return UNKNOWN;
  return joined(items.items.flatMap((item, index) => (index === 0 ? [] : [separator]).concat(item.force())));
}
define('concatStrings', 1, (_evaluator, args) => joinList(at(args, 0), plain('')));
define('concatStringsSep', 2, (_evaluator, args) => joinList(at(args, 1), at(args, 0)));
define('concatLines', 1, (_evaluator, args) => joined([joinList(at(args, 0), plain('\n')), plain('\n')]));
define('concatMapStringsSep', 3, (evaluator, args) =>
  joinList(mapped(evaluator, thunkAt(args, 1), at(args, 2)), at(args, 0)),
);
define('concatMapStrings', 2, (evaluator, args) =>
  joinList(mapped(evaluator, thunkAt(args, 0), at(args, 1)), plain('')),
);
define('optionalString', 2, (_evaluator, args) => {
  const condition = at(args, 0);
  if (condition.type !== 'plain') return UNKNOWN;
  return condition.value === true ? at(args, 1) : plain('');
});
define('splitString', 2, (_evaluator, args) => {
  const [separator, text] = [asText(at(args, 0)), asText(at(args, 1))];
  if (separator === null || text === null) return UNKNOWN;
  return list(text.split(separator).map((part) => ready(plain(part))));
});
define('stringLength', 1, (_evaluator, args) => {
  const text = asText(at(args, 0));
  return text === null ? UNKNOWN : plain(Buffer.byteLength(text));
});
define('substring', 3, (_evaluator, args) => {
  const [start, length] = [at(args, 0), at(args, 1)];
  const text = asText(at(args, 2));
  if (start.type !== 'plain' || length.type !== 'plain' || text === null) return UNKNOWN;
  const [from, count] = [Number(start.value), Number(length.value)];
  if (!Number.isInteger(from) || from < 0 || !Number.isInteger(count)) return UNKNOWN;
  // Nix counts bytes; a negative length means all that follows.
  const bytes = Buffer.from(text);
  return plain(bytes.subarray(from, count < 0 ? undefined : from + count).toString());
});
define('removePrefix', 2, (_evaluator, args) => {
  const [prefix, text] = [asText(at(args, 0)), asText(at(args, 1))];
  if (prefix === null || text === null) return UNKNOWN;
  return plain(text.startsWith(prefix) ? text.slice(prefix.length) : text);
});
define('replaceStrings', 3, (_evaluator, args) => {
  const [from, to] = [textsOf(at(args, 0)), textsOf(at(args, 1))];
  const text = asText(at(args, 2));
  return from === null || to === null || text === null ? UNKNOWN : plain(replaced(text, from, to));
});
define('match', 2, (_evaluator, args) => {
  const [pattern, text] = [asText(at(args, 0)), asText(at(args, 1))];
  const expression = pattern === null ? null : expressionOf(pattern);
  if (expression === null || text === null || text.length > MAX_MATCHED) return UNKNOWN;
  const found = expression.exec(text);
  return found === null ? plain(null) : list(found.slice(1).map((part) => ready(plain(part ?? null))));
});

/** Characters; a text that a fleet takes apart is a path or a version. */
const MAX_MATCHED = 1000;

/** A regular expression of POSIX as one of ours; null for what means something else here, or could take for ever. */
function expressionOf(pattern: string): RegExp | null {
  if (/\[[:.=]|\(\?|[+*}?]\)*[+*{]|\\[a-zA-Z0-9]/.test(pattern)) return null;
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return null;
  }
}
for (const [name, change] of [
  ['toUpper', (text: string) => text.toUpperCase()],
  ['toLower', (text: string) => text.toLowerCase()],
] as const)
  define(name, 1, (_evaluator, args) => {
    const text = asText(at(args, 0));
    return text === null ? UNKNOWN : plain(change(text));
  });
const pathExists = shapingLibrary.get('pathExists');
// A flake sees nothing outside of itself.
define('pathExists', 1, (evaluator, args) =>
  at(args, 0) === OUTSIDE ? plain(false) : (pathExists?.apply(evaluator, args) ?? UNKNOWN),
);
define('readFile', 1, (evaluator, args) => {
  const target = at(args, 0);
  const text = target.type === 'path' ? evaluator.readText(target.path) : null;
  if (target.type !== 'path' || text === null) return UNKNOWN;
  return { type: 'plain', value: text, written: { kind: 'file', file: target.path } };
});

function textsOf(value: Value): string[] | null {
  if (value.type !== 'list' || !value.complete) return null;
  const texts = value.items.map((item) => asText(item.force()));
  return texts.includes(null) ? null : texts.filter((text) => text !== null);
}

/** At each place the first of `from` that fits, as Nix does; an empty one would fit everywhere and is left out. */
function replaced(text: string, from: readonly string[], to: readonly string[]): string {
  let out = '';
  for (let i = 0; i < text.length;) {
    const index = from.findIndex((part) => part !== '' && text.startsWith(part, i));
    out += index < 0 ? text.charAt(i) : (to[index] ?? '');
    i += index < 0 ? 1 : from[index]!.length;
  }
  return out;
}

function mapped(evaluator: Evaluator, fn: Thunk, items: Value): Value {
  if (items.type !== 'list') return UNKNOWN;
  return { ...items, items: items.items.map((item) => lazy(() => evaluator.call(fn.force(), item))) };
}

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

function numberOf(value: Value): number | null {
  return value.type === 'plain' && typeof value.value === 'number' ? value.value : null;
}

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
define('id', 1, (_evaluator, args) => at(args, 0));
define('const', 2, (_evaluator, args) => at(args, 0));
define('trace', 2, (_evaluator, args) => at(args, 1));
define('warn', 2, (_evaluator, args) => at(args, 1));
define('min', 2, (_evaluator, args) => chosen(args, Math.min));
define('max', 2, (_evaluator, args) => chosen(args, Math.max));

function chosen(args: readonly Thunk[], choose: (a: number, b: number) => number): Value {
  const [a, b] = [numberOf(at(args, 0)), numberOf(at(args, 1))];
  return a === null || b === null ? UNKNOWN : plain(choose(a, b));
}

define('toString', 1, (_evaluator, args) => {
  const value = at(args, 0);
  if (value.type === 'path' || (value.type === 'unknown' && value.written)) return value;
  if (value.type !== 'plain') return UNKNOWN;
  if (typeof value.value === 'string') return value;
  if (typeof value.value === 'boolean') return plain(value.value ? '1' : '');
  if (value.value === null) return plain('');
  return plain(value.isFloat ? value.value.toFixed(6) : String(value.value));
});
define('boolToString', 1, (_evaluator, args) => {
  const value = at(args, 0);
  return value.type === 'plain' && typeof value.value === 'boolean' ? plain(String(value.value)) : UNKNOWN;
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
define('pipe', 2, (evaluator, args) => {
  const steps = at(args, 1);
  if (steps.type !== 'list' || !steps.complete) return UNKNOWN;
  return steps.items.reduce((value, step) => evaluator.call(step.force(), ready(value)), at(args, 0));
});
define('seq', 2, (_evaluator, args) => at(args, 1));
define('deepSeq', 2, (_evaluator, args) => at(args, 1));
define('throw', 1, () => unknown('throw'));
