import { type Trail, joinTrail, withTrail } from './trail';
import type { AttrSet, Expression, Lambda, NixTree, StringNode } from '../../../shared/nix-syntax';

/** A file of the fleet and its tree; `file` is relative to the fleet with `/`. */
export interface SourceFile {
  readonly file: string;
  readonly tree: NixTree;
}

/** The files of a fleet as an evaluator needs them; every path is relative to the fleet. */
export interface SourceTree {
  /** The parsed file, or the default.nix of that folder; null when there is none. */
  load(file: string): SourceFile | null;
  /** An empty set that stands for a module that is not there or cannot be read; null where it can. */
  placeholder?(file: string): SourceFile | null;
  /** What a folder holds, null when it is none. */
  list(folder: string): ReadonlyMap<string, EntryType> | null;
  /** The text of any file, not of Nix alone; null when there is none or it cannot be read. */
  plainText?(file: string): string | null;
}

/** As `builtins.readDir` names them. */
export type EntryType = 'regular' | 'directory' | 'symlink' | 'unknown';

/** Where something stands in the source. */
export interface Origin {
  readonly source: SourceFile;
  readonly start: number;
}

/** Names in scope. A `with` of an unknown set makes every unknown name possible, which evaluates to unknown anyway. */
export interface Scope {
  lookup(name: string): Thunk | undefined;
}

/** A value not computed yet. */
export interface Thunk {
  force(): Value;
}

/** One attribute with the place of its name. */
export interface Attribute {
  readonly thunk: Thunk;
  readonly origin: Origin | undefined;
}

/**
 * What source alone says a value is. `unknown` is an honest answer: it needs Nix, an input, or a host.
 * `name` of an unknown is the last attribute that led to it (`lib.genAttrs` → `genAttrs`), enough to know
 * the library functions that shape fleets.
 */
export type Value =
  | PlainValue
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'list'; readonly items: readonly Thunk[]; readonly complete: boolean }
  | AttrsValue
  | { readonly type: 'lambda'; readonly node: Lambda; readonly scope: Scope; readonly source: SourceFile }
  | { readonly type: 'function'; readonly name: string; readonly taken: readonly Thunk[] }
  | CallValue
  | UnknownValue;

export interface PlainValue {
  readonly type: 'plain';
  readonly value: string | number | boolean | null;
  /** Of a number: written with a point, so that Nix counts with fractions. */
  readonly isFloat?: true;
  readonly written?: Writing;
}

/** How the source writes a value that passes from hand to hand: what an edit would have to change. */
export type Writing =
  | { readonly kind: 'literal'; readonly node: Expression; readonly source: SourceFile }
  /** A string with interpolations, and what those are. */
  | {
      readonly kind: 'text';
      readonly node: StringNode;
      readonly source: SourceFile;
      readonly holes: readonly Value[];
    }
  /** Texts put one behind the other. */
  | { readonly kind: 'joined'; readonly parts: readonly Value[] }
  /** What a file holds. */
  | { readonly kind: 'file'; readonly file: string };

export interface UnknownValue {
  readonly type: 'unknown';
  readonly name: string;
  /** Of a text that is known in part. */
  readonly written?: Writing;
  /** The whole path below an argument that only Nix knows, where it leads there: `config.features.ai.enable`. */
  readonly path?: string;
}

/** The result of a function nobody knows: what it was called, and with what. */
export interface CallValue {
  readonly type: 'call';
  readonly name: string;
  readonly argument: Thunk;
  /** Arguments after the first. */
  readonly more?: readonly Thunk[];
}

export interface AttrsValue {
  readonly type: 'attrs';
  readonly entries: ReadonlyMap<string, Attribute>;
  /** False when some names could not be known. */
  readonly complete: boolean;
  /** Values under names that only Nix can compute, such as `users.${name}`. */
  readonly unnamed?: readonly Thunk[];
  /** The whole path of an incomplete set, as {@link UnknownValue.path}: what it lacks stands below. */
  readonly path?: string;
  /** Sets that a condition keeps out, or may keep out: of `optionalAttrs condition { … }`. */
  readonly held?: readonly HeldSet[];
  /** The call whose result was updated to this set: `mkEnableOption "x" // { … }`. */
  readonly made?: CallValue;
  /** The written sets that this value was put together from. */
  readonly written: readonly WrittenSet[];
}

export interface HeldSet {
  readonly condition: Value;
  readonly set: Thunk;
}

export interface WrittenSet {
  readonly node: AttrSet;
  readonly source: SourceFile;
}

export const UNKNOWN: Value = { type: 'unknown', name: '' };

export function unknown(name: string): Value {
  return { type: 'unknown', name };
}

/** What `name` of a value is that only Nix knows. */
export function unknownBelow(value: Value, name: string): Value {
  const isPathKnown = (value.type === 'unknown' || value.type === 'attrs') && value.path !== undefined;
  return isPathKnown ? { type: 'unknown', name, path: `${value.path}.${name}` } : unknown(name);
}

export function plain(value: string | number | boolean | null): Value {
  return { type: 'plain', value };
}

/** A value that is computed at most once; one that needs itself is unknown. */
export abstract class Suspended implements Thunk {
  private value: Value | undefined = undefined;
  private trail: Trail | null = null;

  force(): Value {
    if (this.value !== undefined) {
      if (this.trail !== null) joinTrail(this.trail);
      return this.value;
    }
    this.value = UNKNOWN;
    const { value, trail } = withTrail(() => this.compute());
    this.value = value;
    this.trail = trail;
    return value;
  }

  protected abstract compute(): Value;
}

class Lazy extends Suspended {
  constructor(protected readonly compute: () => Value) {
    super();
  }
}

/** A thunk of what a function computes. */
export function lazy(compute: () => Value): Thunk {
  return new Lazy(compute);
}

class Ready implements Thunk {
  constructor(private readonly value: Value) {}

  force(): Value {
    return this.value;
  }
}

export function ready(value: Value): Thunk {
  return new Ready(value);
}

export const UNKNOWN_THUNK = ready(UNKNOWN);

export function attrs(entries: Iterable<readonly [string, Thunk]>): AttrsValue {
  const map = new Map<string, Attribute>();
  for (const [name, thunk] of entries) map.set(name, { thunk, origin: undefined });
  return { type: 'attrs', entries: map, complete: true, written: [] };
}

export function list(items: readonly Thunk[]): Value {
  return { type: 'list', items, complete: true };
}

/** The call that made a value, also where its result was updated; else null. */
export function asCall(value: Value): CallValue | null {
  if (value.type === 'call') return value;
  return value.type === 'attrs' ? (value.made ?? null) : null;
}

/** The text of a plain string or path, else null. */
export function asText(value: Value): string | null {
  if (value.type === 'plain' && typeof value.value === 'string') return value.value;
  if (value.type === 'path') return value.path;
  return null;
}

export function textOf(source: SourceFile, node: Expression): string {
  return source.tree.source.slice(node.start, node.end);
}
