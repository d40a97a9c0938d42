import {
  type AttrSet,
  type Binding,
  type ListNode,
  type NixNode,
  type NixTree,
  removal,
  staticName,
  type TextEdit,
  textOf,
} from '../../../shared/nix-syntax';
import type { Reach } from './plan';
import type { Mention, MentioningFile } from './survey';
import { withoutWord } from './word-lists';
import { hostPartOf, occurrences } from './words';

/** Names of the attribute by which an element of a list says what it is of. */
const OWN_NAME = new Set(['name', 'host', 'hostName', 'hostname', 'machine', 'node']);

/**
 * What goes from a file of Nix with a host: bindings, names and elements of lists that are only there for it, with
 * the comment above that names it. `keepsVariables` leaves definitions that something else in the file still reads.
 */
export function nixRemovals(
  { file, tree }: MentioningFile,
  mentions: readonly Mention[],
  { also }: Reach,
  hosts: ReadonlySet<string>,
  keepsVariables: boolean,
): TextEdit[] {
  if (tree === null) return [];
  return mentions.flatMap((mention): TextEdit[] => {
    const doomed = doomedBy(tree, mention, hosts, keepsVariables);
    if (doomed)
      return [withComment(tree, removal(tree, doomed), tree.source.slice(mention.start, mention.end))];
    const isWords = mention.nix?.place.role === 'text' || mention.kind === 'comment';
    const word = isWords ? withoutWord(tree.source, mention, hosts) : null;
    if (word) return [word];
    const line = also.has(`${file}:${mention.line}`) && mention.kind === 'comment' && lineOf(tree, mention);
    return line ? [line] : [];
  });
}

/** The node that goes for a mention; null where the mention has to stay. */
function doomedBy(
  tree: NixTree,
  { nix, start, end }: Mention,
  hosts: ReadonlySet<string>,
  keepsVariables: boolean,
): NixNode | null {
  if (nix === undefined) return null;
  const { place, chain } = nix;
  switch (place.role) {
    case 'attribute':
      if (keepsVariables && place.owner.kind === 'let') return null;
      return place.binding;
    case 'inherit':
      return place.inherit.names.length === 1 ? place.inherit : place.name;
    case 'item':
      return place.item.kind === 'identifier' || hostPartOf(place.text) === tree.source.slice(start, end)
        ? place.item
        : null;
    case 'path':
    case 'value': {
      const element = elementNamed(tree, chain);
      if (element) return element;
      const entry = place.role === 'value' ? entryOfTable(tree, chain, hosts) : null;
      if (entry) return entry;
      const holder = chain.at(-3);
      if (place.role === 'path' && holder?.kind === 'list') return place.node;
      // `imports = [ (import ./hosts/p620 args) ]`
      const index = chain.findLastIndex((node) => node.kind === 'list');
      const between = chain.slice(index + 2, -2);
      const isCall = between.length > 0 && between.every(({ kind }) => kind === 'apply' || kind === 'paren');
      return place.role === 'path' && index >= 0 && isCall ? (chain[index + 1] ?? null) : null;
    }
    case 'select':
    case 'variable':
    case 'text':
    case 'comment':
      return null;
  }
}

/** The element `{ name = "p620"; … }` of a list, for the string in it. */
function elementNamed(tree: NixTree, chain: readonly NixNode[]): NixNode | null {
  const [list, set, binding] = chain.slice(-5, -2);
  if (!isList(list) || !isSet(set) || !isBinding(binding)) return null;
  const [name, ...more] = binding.path.names;
  if (name === undefined || more.length > 0) return null;
  return OWN_NAME.has(staticName(tree.source, name) ?? '') ? set : null;
}

/** The binding `"192.0.2.1" = "p620";` of a table of hosts, for the string in it: the values beside it are hosts too. */
function entryOfTable(tree: NixTree, chain: readonly NixNode[], hosts: ReadonlySet<string>): NixNode | null {
  const [set, binding, string] = chain.slice(-4, -1);
  if (!isSet(set) || !isBinding(binding) || binding.value !== string) return null;
  const others = set.bindings.filter((one) => one !== binding);
  const areHosts = others.every((one) => {
    if (one.kind !== 'binding' || one.value.kind !== 'string') return false;
    return /^"[\w-]+"$/.test(textOf(tree, one.value)) && hosts.has(textOf(tree, one.value).slice(1, -1));
  });
  return others.length > 0 && areHosts ? binding : null;
}

const isList = (node: NixNode | undefined): node is ListNode => node?.kind === 'list';
const isSet = (node: NixNode | undefined): node is AttrSet => node?.kind === 'attrSet';
const isBinding = (node: NixNode | undefined): node is Binding => node?.kind === 'binding';

/** The edit with the lines of comment directly above it, where they name the host. */
function withComment(tree: NixTree, edit: TextEdit, name: string): TextEdit {
  const { source } = tree;
  if (edit.start > 0 && source.charAt(edit.start - 1) !== '\n') return edit;
  let start = edit.start;
  while (start > 0) {
    const above = source.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*#/.test(source.slice(above, start))) break;
    start = above;
  }
  return occurrences(source.slice(start, edit.start), name).length > 0 ? { ...edit, start } : edit;
}

/** The whole line of a comment; null where something else stands on it. */
function lineOf({ source }: NixTree, { start }: Mention): TextEdit | null {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const to = source.indexOf('\n', start);
  if (!/^\s*#/.test(source.slice(from, start))) return null;
  return { start: from, end: to < 0 ? source.length : to + 1, text: '' };
}
