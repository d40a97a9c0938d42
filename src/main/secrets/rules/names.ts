import {
  type Binding,
  type Expression,
  type NixTree,
  attrPathOf,
  decodeString,
  staticName,
  walk,
  withoutParens,
} from '../../../shared/nix-syntax';
import type { SourceFile } from '../../fleet';
import {
  type KeyGroup,
  type NamedKey,
  type RuleKey,
  type RulePlace,
  bareKey,
  keyComment,
  looksLikeKey,
  shortKey,
} from './model';

/** The place of an offset. */
export function placeIn(source: SourceFile, offset: number): RulePlace {
  const { line, column } = source.tree.lines.place(offset);
  return { file: source.file, line, column };
}

/** Bindings with a fixed name anywhere in a file, each with its whole path as far as it is written there. */
function bindingsOf(tree: NixTree): { readonly name: string; readonly binding: Binding }[] {
  const found: { name: string; binding: Binding }[] = [];
  for (const node of walk(tree.root)) {
    if (node.kind !== 'binding') continue;
    const last = node.path.names.at(-1);
    const name = last && staticName(tree.source, last);
    if (name !== undefined) found.push({ name, binding: node });
  }
  return found;
}

/** The text of a string without interpolations; undefined for all else. */
export function textOfString(tree: NixTree, value: Expression): string | undefined {
  const node = withoutParens(value);
  return node.kind === 'string' ? decodeString(tree.source, node) : undefined;
}

/** Every key that a file binds to a name by itself. */
export function namedKeysIn(source: SourceFile): NamedKey[] {
  return bindingsOf(source.tree).flatMap(({ name, binding }) => {
    const text = textOfString(source.tree, binding.value);
    if (text === undefined || !looksLikeKey(text)) return [];
    const [first] = attrPathOf(source.tree, binding);
    return [{ name, key: text.trim(), place: placeIn(source, first?.start ?? binding.start) }];
  });
}

/**
 * Lists of a file that are bound to a name and made of keys and of other such lists, by what is written there alone:
 * `[ ada p620 ]`, `people ++ hosts`.
 */
export function groupsIn(source: SourceFile, nameOf: (key: string) => string): KeyGroup[] {
  const { tree } = source;
  const bound = new Map<string, Expression>();
  for (const { name, binding } of bindingsOf(tree))
    if (binding.path.names.length === 1 && !bound.has(name)) bound.set(name, binding.value);
  const membersOf = (value: Expression, seen: ReadonlySet<string>): string[] | null => {
    const node = withoutParens(value);
    if (node.kind === 'identifier') {
      const target = bound.get(node.name);
      if (target === undefined || seen.has(node.name)) return null;
      return membersOf(target, new Set([...seen, node.name]));
    }
    if (node.kind === 'binary' && node.operator === '++') {
      const [left, right] = [membersOf(node.left, seen), membersOf(node.right, seen)];
      return left && right && [...left, ...right];
    }
    if (node.kind !== 'list') return null;
    const members = node.items.map((item) => keyOf(item, bound, tree));
    return members.includes(null) ? null : members.filter((key) => key !== null).map(nameOf);
  };
  return bindingsOf(tree).flatMap(({ name, binding }) => {
    if (binding.path.names.length !== 1 || name === 'publicKeys') return [];
    const node = withoutParens(binding.value);
    if (node.kind !== 'list' && node.kind !== 'binary') return [];
    const members = membersOf(binding.value, new Set([name]));
    if (members === null || members.length === 0) return [];
    return [{ name, members: [...new Set(members)], place: placeIn(source, binding.start) }];
  });
}

/** The key that an element of a list is: written there, or by the name it is bound to. */
function keyOf(item: Expression, bound: ReadonlyMap<string, Expression>, tree: NixTree): string | null {
  const node = withoutParens(item);
  const target = node.kind === 'identifier' ? bound.get(node.name) : node;
  const text = target && textOfString(tree, target);
  return text !== undefined && looksLikeKey(text) ? text.trim() : null;
}

/** Gives every key a name: its binding's, else what its comment says, else the key in short. */
export class KeyNames {
  private readonly byKey = new Map<string, string>();

  constructor(named: readonly NamedKey[]) {
    for (const { key, name } of named) {
      const bare = bareKey(key);
      if (!this.byKey.has(bare)) this.byKey.set(bare, name);
    }
  }

  readonly of = (key: string): string => {
    const known = this.byKey.get(bareKey(key));
    if (known !== undefined) return known;
    const comment = keyComment(key);
    const host = /^[\w.-]+@(?<host>[\w.-]+)$/.exec(comment)?.groups?.['host'];
    return host ?? (comment === '' ? shortKey(key) : comment);
  };

  named(key: string): RuleKey {
    return { name: this.of(key), key: key.trim() };
  }
}
