import type { NixTree } from '../../../shared/nix-syntax';
import { type Trail, joinTrail, withTrail } from './trail';
import { type Attribute, type AttrsValue, type Origin, type Value, asText } from './value';

/** What must hold for a declaration to count on a host, as far as source shows. */
export type SecretCondition =
  /** An option of the host is true. */
  | { readonly kind: 'option'; readonly path: string }
  /** The host has one of these names. */
  | { readonly kind: 'host'; readonly names: readonly string[] }
  /** It does not hold: mostly because the file is not there, which many fleets ask before they declare. */
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' };

/** A secret as a module declares it: `age.secrets.NAME.file = …`. */
export interface DeclaredSecret {
  /** Null where the name is computed from what only Nix knows. */
  readonly name: string | null;
  /** The encrypted file, relative to the fleet; null where source does not tell. */
  readonly file: string | null;
  readonly place: { readonly file: string; readonly line: number };
  /** All of them have to hold. */
  readonly conditions: readonly SecretCondition[];
}

/** Functions that give their last argument another priority or place in the order, by how many they take. */
const WRAPPERS: Readonly<Record<string, number>> = {
  mkDefault: 1,
  mkForce: 1,
  mkOptionDefault: 1,
  mkBefore: 1,
  mkAfter: 1,
  mkOverride: 2,
  mkOrder: 2,
};
/** Sets nested deeper than this are no module of a person. */
const MAX_DEPTH = 24;

interface Known {
  readonly secrets: readonly DeclaredSecret[];
  readonly trail: Trail | null;
}

const secretsBySet = new WeakMap<AttrsValue, Known>();
const wordByTree = new WeakMap<NixTree, boolean>();

/** Whether a text may declare secrets at all; spares most modules the search. */
function mayDeclare(tree: NixTree): boolean {
  const known = wordByTree.get(tree);
  if (known !== undefined) return known;
  const found = /\bage\b[^;]{0,400}?\bsecrets\b/.test(tree.source);
  wordByTree.set(tree, found);
  return found;
}

/** The secrets a module declares, through its own functions and under which conditions; of what it imports none. */
export function secretsOf(set: AttrsValue): readonly DeclaredSecret[] {
  const known = secretsBySet.get(set);
  if (known) {
    if (known.trail !== null) joinTrail(known.trail);
    return known.secrets;
  }
  if (!set.written.some(({ source }) => mayDeclare(source.tree))) return [];
  const { value: secrets, trail } = withTrail(() => {
    const search = new Search(originOf(set));
    const explicit = set.entries.get('config');
    if (explicit) search.below(explicit.thunk.force(), ['age', 'secrets'], [], 0);
    else search.below(set, ['age', 'secrets'], [], 0);
    return search.found;
  });
  secretsBySet.set(set, { secrets, trail });
  return secrets;
}

function originOf({ written }: AttrsValue): Origin | null {
  const [first] = written;
  return first ? { source: first.source, start: first.node.start } : null;
}

type Conditions = readonly SecretCondition[];

class Search {
  readonly found: DeclaredSecret[] = [];

  constructor(private readonly around: Origin | null) {}

  /** Looks below a value for what stands at a path, through conditions, priorities and merges. */
  below(value: Value, path: readonly string[], conditions: Conditions, depth: number): void {
    if (depth > MAX_DEPTH) return;
    this.through(value, conditions, depth, (set, under) => {
      const [name, ...rest] = path;
      if (name === undefined) this.secrets(set, under, depth);
      else {
        const inner = set.entries.get(name);
        if (inner) this.below(inner.thunk.force(), rest, under, depth + 1);
      }
    });
  }

  /** Every set that a value may be, with the conditions for it. */
  private through(
    value: Value,
    conditions: Conditions,
    depth: number,
    take: (set: AttrsValue, conditions: Conditions) => void,
  ): void {
    if (depth > MAX_DEPTH) return;
    if (value.type === 'attrs') {
      take(value, conditions);
      for (const { condition, set } of value.held ?? [])
        this.through(set.force(), [...conditions, ...conditionsOf(condition)], depth + 1, take);
      return;
    }
    if (value.type !== 'call') return;
    const args = [value.argument, ...(value.more ?? [])];
    if (value.name === 'mkMerge') {
      const parts = args[0]?.force();
      if (parts?.type === 'list')
        for (const part of parts.items) this.through(part.force(), conditions, depth + 1, take);
      return;
    }
    if (value.name === 'mkIf' && args[0] && args[1]) {
      const under = [...conditions, ...conditionsOf(args[0].force())];
      this.through(args[1].force(), under, depth + 1, take);
      return;
    }
    const wrapped = args[(WRAPPERS[value.name] ?? 0) - 1];
    if (wrapped) this.through(wrapped.force(), conditions, depth + 1, take);
  }

  private secrets(set: AttrsValue, conditions: Conditions, depth: number): void {
    for (const [name, attribute] of set.entries) this.secret(name, attribute, conditions, depth);
    for (const thunk of set.unnamed ?? []) this.secret(null, { thunk, origin: undefined }, conditions, depth);
  }

  private secret(name: string | null, attribute: Attribute, conditions: Conditions, depth: number): void {
    this.through(attribute.thunk.force(), conditions, depth + 1, (secret, under) => {
      const origin = placeOf(attribute, secret) ?? this.around;
      if (origin === null) return;
      this.found.push({
        name,
        file: fileOf(secret.entries.get('file')?.thunk.force()),
        place: { file: origin.source.file, line: origin.source.tree.lines.place(origin.start).line },
        conditions: under,
      });
    });
  }
}

/** Where a secret is written: at its name, or, where a helper computes that, at what the helper was given. */
function placeOf({ origin }: Attribute, secret: AttrsValue): Origin | null {
  const isComputed = origin?.source.tree.source.startsWith('${', origin.start) !== false;
  return (isComputed ? secret.entries.get('file')?.origin : null) ?? origin ?? originOf(secret);
}

/** The file of the fleet that a value names, also with a priority. */
function fileOf(value: Value | undefined): string | null {
  if (value === undefined) return null;
  if (value.type === 'path') return value.path;
  if (value.type !== 'call') return null;
  const args = [value.argument, ...(value.more ?? [])];
  return fileOf(args[(WRAPPERS[value.name] ?? 0) - 1]?.force());
}

/** None where it surely holds. */
function conditionsOf(value: Value): Conditions {
  if (value.type === 'plain') return value.value === true ? [] : [{ kind: 'never' }];
  if (value.type === 'unknown' && value.path?.startsWith('config.') === true)
    return [{ kind: 'option', path: value.path.slice('config.'.length) }];
  if (value.type === 'call' && value.name === 'elem') {
    const [item, list] = [value.argument.force(), value.more?.[0]?.force()];
    const isHost = item.type === 'unknown' && item.path === 'config.networking.hostName';
    if (isHost && list?.type === 'list' && list.complete) {
      const names = list.items.map((thunk) => asText(thunk.force()));
      if (!names.includes(null)) return [{ kind: 'host', names: names.filter((name) => name !== null) }];
    }
  }
  return [{ kind: 'unknown' }];
}
