import type { Value } from './value';

/** The value as JSON where source says all of it, else undefined. Paths become their text. */
export function toJson(value: Value, depth = 8): unknown {
  if (depth === 0) return undefined;
  switch (value.type) {
    case 'plain':
      return value.value;
    case 'path':
      return value.path;
    case 'list': {
      if (!value.complete) return undefined;
      const items = value.items.map((item) => toJson(item.force(), depth - 1));
      return items.includes(undefined) ? undefined : items;
    }
    case 'attrs': {
      if (!value.complete) return undefined;
      const out: Record<string, unknown> = {};
      for (const [name, { thunk }] of value.entries) {
        const json = toJson(thunk.force(), depth - 1);
        if (json === undefined) return undefined;
        out[name] = json;
      }
      return out;
    }
    case 'lambda':
    case 'function':
    case 'call':
    case 'unknown':
      return undefined;
  }
}
