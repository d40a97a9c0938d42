import { concat, joined } from '../operators';
import {
  type Attribute,
  type AttrsValue,
  type Thunk,
  type Value,
  UNKNOWN,
  asCall,
  asText,
  lazy,
  list,
  plain,
  ready,
} from '../value';
import { type Definition, type Part, type Standing, definitionsOf, standing, strongest } from './definitions';

/**
 * A place in the tree of a host's options: what modules define there, merged as the module system does. Everything is
 * worked out when it is asked for, since definitions rest on other options.
 */
export class OptionNode {
  private readonly children = new Map<string, OptionNode>();
  private defined: readonly Definition[] | undefined;
  private merged: Thunk | undefined;
  private declarations: readonly Value[] | undefined;

  constructor(
    /** `config.features.desktop`, for what stays unknown. */
    readonly path: string,
    private readonly parts: () => readonly Part[],
    /** What modules declare at this place: options, or sets of them. */
    private readonly findDeclared: () => readonly Value[],
  ) {}

  private declared(): readonly Value[] {
    return (this.declarations ??= this.findDeclared());
  }

  /** Every definition, whatever its condition and priority. */
  definitions(): readonly Definition[] {
    return (this.defined ??= this.parts().flatMap(definitionsOf));
  }

  /** The definitions that decide, or may: the strongest whose conditions are not surely false. */
  deciding(): Standing[] {
    return strongest(standing(this.definitions()));
  }

  /** The node below; it is there for any name. */
  child(name: string): OptionNode {
    const known = this.children.get(name);
    if (known) return known;
    const parts = (): Part[] =>
      this.definitions().flatMap(({ value, ...context }) => {
        const found = value.type === 'attrs' ? value.entries.get(name) : undefined;
        return found ? [{ ...context, thunk: found.thunk, origin: found.origin }] : [];
      });
    const declared = (): Value[] =>
      this.declared().flatMap((value) => {
        const found = value.type === 'attrs' ? value.entries.get(name)?.thunk.force() : undefined;
        return found ? [found] : [];
      });
    const child = new OptionNode(`${this.path}.${name}`, parts, declared);
    this.children.set(name, child);
    return child;
  }

  at(names: readonly string[]): OptionNode {
    return names.reduce<OptionNode>((node, name) => node.child(name), this);
  }

  /** Names that are defined or declared below. */
  names(): ReadonlySet<string> {
    const sets = [...this.definitions().map(({ value }) => value), ...this.declared()];
    return new Set(sets.flatMap((value) => (value.type === 'attrs' ? [...value.entries.keys()] : [])));
  }

  /** What `config` has here. An option nobody sets and whose default is not known is unknown by its path. */
  value(): Value {
    return (this.merged ??= lazy(() => this.merge())).force();
  }

  private merge(): Value {
    const all = this.definitions();
    // Conditions of sets count for what is in them; asking here would ask every module of the host.
    if (all.length > 0 && all.every(({ value }) => value.type === 'attrs')) return this.namespace();
    const definitions = this.deciding();
    const sure = definitions.filter(({ open }) => open.length === 0);
    const values = sure.map(({ value }) => value);
    const isOpen = sure.length < definitions.length;
    if (definitions.length === 0) return this.fallback();
    if (definitions.every(({ value }) => value.type === 'list')) {
      const items = values.reduce<Value>(concat, list([]));
      return isOpen && items.type === 'list' ? { ...items, complete: false } : items;
    }
    if (isOpen) return unknownAt(this.path);
    const [first] = values;
    if (values.length === 1 && first) return first;
    // Only options of lines may have several; that they are equal is asked of all others.
    const texts = values.map(asText);
    if (texts.includes(null) || new Set(texts).size === 1) return values.at(-1) ?? UNKNOWN;
    return joined(values.flatMap((value, index) => (index === 0 ? [value] : [plain('\n'), value])));
  }

  private fallback(): Value {
    const declared = this.declared();
    if (declared.length === 0) return unknownAt(this.path);
    for (const value of declared) {
      const call = asCall(value);
      if (call?.name === 'mkEnableOption') return plain(false);
      if (call?.name !== 'mkOption') continue;
      const given = call.argument.force();
      const fallback = given.type === 'attrs' ? given.entries.get('default')?.thunk.force() : undefined;
      return fallback ?? unknownAt(this.path);
    }
    return declared.some(({ type }) => type === 'attrs') ? this.namespace() : unknownAt(this.path);
  }

  /** A set whose values are worked out when they are asked for. */
  private namespace(): AttrsValue {
    const entries = new Map<string, Attribute>();
    for (const name of this.names()) {
      entries.set(name, { thunk: { force: () => this.child(name).value() }, origin: undefined });
    }
    // A set that is one option's value has no other names; one that holds options may.
    const isOption = this.declared().some((value) => asCall(value)?.name === 'mkOption');
    const complete =
      isOption && this.definitions().every(({ value }) => value.type === 'attrs' && value.complete);
    return { type: 'attrs', entries, complete, path: this.path, written: [] };
  }
}

function unknownAt(path: string): Value {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return { type: 'unknown', name, path };
}

/** Options of which nothing is known but their path. */
export const nothingKnown: Thunk = ready({ type: 'unknown', name: 'config', path: 'config' });
