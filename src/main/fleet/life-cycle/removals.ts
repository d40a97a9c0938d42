import { type NixNode, type NixTree, removal, type TextEdit } from '../../../shared/nix-syntax';
import type { Reach } from './plan';
import type { Mention, MentioningFile } from './survey';
import { tableEntry } from './tables';
import { withoutWord } from './word-lists';
import { hostPartOf, occurrences } from './words';

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
      const entry = place.role === 'value' ? tableEntry(tree, chain, hosts) : null;
      if (entry) return entry.node;
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
