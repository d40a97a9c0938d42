import path from 'node:path';
import {
  type Attribute,
  type AttrsValue,
  type Origin,
  type Thunk,
  type Value,
  UNKNOWN,
  asCall,
  asText,
  attrs,
  lazy,
  plain,
  ready,
} from './value';

/** A path that leads out of the fleet. */
export const OUTSIDE: Value = { type: 'unknown', name: '' };

/** A path inside the fleet; what leads out of it is unknown, and {@link OUTSIDE}. */
export function fleetPath(text: string): Value {
  const normal = path.posix.normalize(text).replace(/^\.?\/?$|\/$/, '');
  return normal.startsWith('..') ? OUTSIDE : { type: 'path', path: normal };
}

/** `value` below a path of names, as `a.b = value` writes it. */
export function nest(names: readonly (string | null)[], value: Thunk, origin: Origin): Thunk {
  let thunk = value;
  for (const name of names.toReversed()) {
    const inner = thunk;
    thunk = ready(
      name === null
        ? { type: 'attrs', entries: new Map(), complete: false, unnamed: [inner], written: [] }
        : {
            type: 'attrs',
            entries: new Map([[name, { thunk: inner, origin }]]),
            complete: true,
            written: [],
          },
    );
  }
  return thunk;
}

/** Whether two values are the same; null where source does not tell, as for lists that both hold something. */
export function areEqual(left: Value, right: Value): boolean | null {
  if (left.type === 'plain' && right.type === 'plain') return left.value === right.value;
  // A function equals nothing, not even itself.
  if (isFunction(left) || isFunction(right)) return isFunction(left) && isFunction(right) ? null : false;
  if (left.type === 'attrs' && right.type === 'attrs') return areBothEmpty(left, right);
  if (left.type !== 'list' || right.type !== 'list' || !left.complete || !right.complete) return null;
  return left.items.length === 0 || right.items.length === 0
    ? left.items.length === right.items.length
    : null;
}

const isFunction = ({ type }: Value): boolean => type === 'lambda' || type === 'function';

function areBothEmpty(left: AttrsValue, right: AttrsValue): boolean | null {
  const [a, b] = [left.entries.size, right.entries.size];
  if (a > 0 && b > 0) return null;
  if (a === 0 && b === 0) return left.complete && right.complete ? true : null;
  return (a === 0 ? left : right).complete ? false : null;
}

/**
 * Several definitions of one name in a set: Nix joins nested sets. All at once, since a generated file may have
 * a hundred thousand of them.
 */
export function joinDefinitions(values: readonly Value[]): Value {
  const sets: AttrsValue[] = [];
  let last: Value = UNKNOWN;
  for (const value of values) {
    last = value;
    if (value.type === 'attrs') sets.push(value);
    else sets.length = 0;
  }
  if (last.type !== 'attrs' || sets.length < 2) return last;
  const parts = new Map<string, Attribute[]>();
  for (const set of sets) {
    for (const [name, attribute] of set.entries) {
      const known = parts.get(name);
      if (known) known.push(attribute);
      else parts.set(name, [attribute]);
    }
  }
  const entries = new Map<string, Attribute>();
  for (const [name, attributes] of parts) {
    const latest = attributes.at(-1)!;
    const thunk =
      attributes.length === 1
        ? latest.thunk
        : lazy(() => joinDefinitions(attributes.map((attribute) => attribute.thunk.force())));
    entries.set(name, { thunk, origin: latest.origin });
  }
  return {
    type: 'attrs',
    entries,
    complete: sets.every((set) => set.complete),
    unnamed: sets.flatMap((set) => set.unnamed ?? []),
    ...heldIn(sets),
    written: sets.flatMap((set) => set.written),
  };
}

/** `left // right`. With one side unknown, what is known of the other stays, marked incomplete. */
export function update(left: Value, right: Value): Value {
  if (left.type !== 'attrs' && right.type !== 'attrs') return UNKNOWN;
  const made = asCall(left);
  const a = left.type === 'attrs' ? left : { ...attrs([]), complete: false };
  const b = right.type === 'attrs' ? right : { ...attrs([]), complete: false };
  return {
    type: 'attrs',
    // An unknown right side may replace anything, so only its absence lets the left side's values stand.
    entries: right.type === 'attrs' ? new Map([...a.entries, ...b.entries]) : a.entries,
    complete: a.complete && b.complete,
    unnamed: [...(a.unnamed ?? []), ...(b.unnamed ?? [])],
    ...heldIn([a, b]),
    written: [...a.written, ...b.written],
    ...(made === null ? {} : { made }),
  };
}

function heldIn(sets: readonly AttrsValue[]): Pick<AttrsValue, 'held'> {
  const held = sets.flatMap((set) => set.held ?? []);
  return held.length === 0 ? {} : { held };
}

/** `left ++ right`; an unknown side leaves the known one, marked incomplete. */
export function concat(left: Value, right: Value): Value {
  const known = [left, right].filter((side) => side.type === 'list');
  if (known.length === 0) return UNKNOWN;
  return {
    type: 'list',
    items: known.flatMap((side) => side.items),
    complete: known.length === 2 && known.every((side) => side.complete),
  };
}

/** `left + right` of strings, paths and numbers; a text that is known in part stays so. */
export function add(left: Value, right: Value): Value {
  const a = asText(left);
  const b = asText(right);
  if (a !== null && b !== null && left.type === 'path') return fleetPath(`./${a}${b}`);
  if (a !== null || b !== null || hasText(left) || hasText(right)) return joined([left, right]);
  return calculate('+', left, right);
}

const hasText = (value: Value): boolean => value.type === 'unknown' && value.written !== undefined;

/** Texts one behind the other. */
export function joined(parts: readonly Value[]): Value {
  const texts = parts.map(asText);
  const written = { kind: 'joined', parts } as const;
  return texts.includes(null)
    ? { type: 'unknown', name: '', written }
    : { type: 'plain', value: texts.join(''), written };
}

/** What arithmetic and comparisons give; unknown for anything but two numbers. */
export function calculate(operator: string, left: Value, right: Value): Value {
  if (left.type !== 'plain' || right.type !== 'plain') return UNKNOWN;
  const [a, b] = [left.value, right.value];
  if (typeof a !== 'number' || typeof b !== 'number') return UNKNOWN;
  const isFloat = left.isFloat === true || right.isFloat === true;
  const number = (value: number): Value => ({ type: 'plain', value, ...(isFloat ? { isFloat } : {}) });
  switch (operator) {
    case '+':
      return number(a + b);
    case '-':
      return number(a - b);
    case '*':
      return number(a * b);
    case '/':
      if (b === 0) return UNKNOWN;
      return number(isFloat ? a / b : Math.trunc(a / b));
    case '<':
      return plain(a < b);
    case '<=':
      return plain(a <= b);
    case '>':
      return plain(a > b);
    case '>=':
      return plain(a >= b);
    default:
      return UNKNOWN;
  }
}
