import type { ConfiguredHost, ToldOptions, ToldValue } from '../../fleet';
import type { HostSettings } from '../../nix';

/**
 * What Nix told of a host, in the form that source is told in, so that one reader serves both. Nothing of it has a place, for
 * evaluation forgets places; so nothing of it can be written back.
 */
export function configuredFrom(evaluated: HostSettings, source: ConfiguredHost): ConfiguredHost {
  return {
    ...source,
    told: {
      nixos: toldOptions(evaluated.nixos),
      homes: Object.entries(evaluated.homes).map(([user, options]) => ({
        user,
        options: toldOptions(options),
        names: {},
      })),
      texts: source.told.texts,
      complete: true,
    },
  };
}

function toldOptions(values: Readonly<Record<string, unknown>>): ToldOptions {
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => [path, value === null ? null : toldValue(value)]),
  );
}

/** A value as resources/introspect.nix makes data of it. */
function toldValue(value: unknown): ToldValue {
  const at = null;
  switch (typeof value) {
    case 'string':
      return {
        kind: 'text',
        pieces: [{ kind: 'text', text: value, file: null, runs: [] }],
        literal: null,
        at,
      };
    case 'number':
      return { kind: 'plain', value, isFloat: !Number.isInteger(value), literal: null, at };
    case 'boolean':
      return { kind: 'plain', value, isFloat: false, literal: null, at };
    case 'object':
      break;
    default:
      return { kind: 'plain', value: null, isFloat: false, literal: null, at };
  }
  if (value === null) return { kind: 'plain', value: null, isFloat: false, literal: null, at };
  if (Array.isArray(value))
    return { kind: 'list', items: value.map(toldValue), complete: true, literal: null, at };
  const entries = Object.entries(value);
  const [first] = entries;
  // What is no data is described by one attribute.
  if (entries.length === 1 && first?.[0] === '_path' && typeof first[1] === 'string')
    return toldValue(first[1]);
  if (entries.length === 1 && first && DESCRIBED.has(first[0]))
    return { kind: 'computed', text: first[0].slice(1), option: null, at };
  return {
    kind: 'set',
    entries: entries.map(([name, inner]) => [name, toldValue(inner)]),
    complete: true,
    at,
  };
}

const DESCRIBED: ReadonlySet<string> = new Set([
  '_error',
  '_function',
  '_derivation',
  '_truncated',
  '_literal',
  '_md',
]);
