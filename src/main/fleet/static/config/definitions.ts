import { type Origin, type Thunk, type Value, ready } from '../value';

/** One way a value may come to an option: through conditions, priorities and orders of the module system. */
export interface Definition {
  readonly value: Value;
  /** What gave the value, without its properties. */
  readonly thunk: Thunk;
  /** As the module system counts it, lower wins; null where none is given, which is 100. */
  readonly priority: number | null;
  /** Place among definitions of a list: 1000 where none is given. */
  readonly order: number;
  /** All of them have to be true. */
  readonly conditions: readonly Thunk[];
  /** Where the attribute's name stands. */
  readonly origin: Origin | undefined;
}

/** A definition before it is known what it holds. */
export type Part = Omit<Definition, 'value'>;

/** A part that nothing restricts. */
export function wholePart(thunk: Thunk, origin?: Origin): Part {
  return { thunk, priority: null, order: ORDER, conditions: [], origin };
}

const ORDER = 1000;
/** Nested deeper than this are no properties of a person. */
const MAX_DEPTH = 40;

const PRIORITIES: Readonly<Record<string, number>> = {
  mkForce: 50,
  mkDefault: 1000,
  mkOptionDefault: 1500,
  mkImageMediaOverride: 60,
  mkVMOverride: 10,
};

/** Every definition a part stands for. Conditions are not asked: they may rest on what is defined here. */
export function definitionsOf(part: Part): Definition[] {
  const found: Definition[] = [];
  collect(part, found, 0);
  return found;
}

function collect(part: Part, found: Definition[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  const value = part.thunk.force();
  if (value.type === 'attrs') {
    found.push({ ...part, value });
    for (const { condition, set } of value.held ?? []) {
      const conditions = [...part.conditions, ready(condition)];
      collect({ ...part, thunk: set, conditions }, found, depth + 1);
    }
    return;
  }
  const inner = value.type === 'call' ? withoutProperty(part, value) : null;
  if (inner === null) found.push({ ...part, value });
  else for (const each of inner) collect(each, found, depth + 1);
}

/** What is left of a part once one property is taken off; null where the call is none. */
function withoutProperty(part: Part, call: Extract<Value, { type: 'call' }>): Part[] | null {
  const [first, second, third] = [call.argument, ...(call.more ?? [])];
  const priority = PRIORITIES[call.name];
  if (priority !== undefined) return second ? null : [withPriority(part, priority, first)];
  switch (call.name) {
    case 'mkIf':
      return second && !third ? [{ ...part, thunk: second, conditions: [...part.conditions, first] }] : null;
    case 'mkMerge': {
      const items = second ? null : first.force();
      return items?.type === 'list' ? items.items.map((thunk) => ({ ...part, thunk })) : null;
    }
    case 'mkOverride': {
      const level = numberIn(first);
      return second && level !== null ? [withPriority(part, level, second)] : null;
    }
    case 'mkOrder': {
      const order = numberIn(first);
      return second && order !== null ? [{ ...part, thunk: second, order }] : null;
    }
    case 'mkBefore':
      return second ? null : [{ ...part, thunk: first, order: 500 }];
    case 'mkAfter':
      return second ? null : [{ ...part, thunk: first, order: 1500 }];
    default:
      return null;
  }
}

/** The outermost priority counts. */
function withPriority(part: Part, priority: number, thunk: Thunk): Part {
  return { ...part, thunk, priority: part.priority ?? priority };
}

function numberIn(thunk: Thunk): number | null {
  const value = thunk.force();
  return value.type === 'plain' && typeof value.value === 'number' ? value.value : null;
}

/** A definition that counts, or may count: `open` are conditions that source does not decide. */
export interface Standing extends Definition {
  readonly open: readonly Thunk[];
}

/** The definitions whose conditions are not surely false. */
export function standing(definitions: readonly Definition[]): Standing[] {
  return definitions.flatMap((definition) => {
    const open: Thunk[] = [];
    for (const condition of definition.conditions) {
      const value = condition.force();
      if (value.type !== 'plain') open.push(condition);
      else if (value.value !== true) return [];
    }
    return [{ ...definition, open }];
  });
}

/** Those of the strongest priority, in their order; ones that only may count outdo nothing. */
export function strongest(definitions: readonly Standing[]): Standing[] {
  const level = ({ priority }: Standing): number => priority ?? 100;
  const best = Math.min(...definitions.filter(({ open }) => open.length === 0).map(level));
  return definitions.filter((definition) => level(definition) <= best).toSorted((a, b) => a.order - b.order);
}
