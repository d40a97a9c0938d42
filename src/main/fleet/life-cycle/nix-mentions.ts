import {
  type AttrPath,
  type AttrSet,
  type Binding,
  type Inherit,
  type LegacyLet,
  type Let,
  type ListNode,
  type NixNode,
  type NixTree,
  childrenOf,
  nameText,
  textOf,
} from '../../../shared/nix-syntax';
import { type Occurrence, occurrences } from './words';

/** A set, or the definitions of a `let`: where names are bound. */
export type Bindings = AttrSet | Let | LegacyLet;

/** What a name is in a Nix file, by the place where it stands. */
export type NixPlace =
  /** In the path of a binding: `p620 = …`, `deploy.nodes.p620 = …`; `index` is its number in the path. */
  | {
      readonly role: 'attribute';
      readonly binding: Binding;
      readonly owner: Bindings;
      readonly index: number;
    }
  | { readonly role: 'inherit'; readonly inherit: Inherit; readonly owner: Bindings; readonly name: NixNode }
  /** Behind a dot: `self.nixosConfigurations.p620`. */
  | { readonly role: 'select'; readonly path: AttrPath }
  /** A variable that is read; in a list it is an item. */
  | { readonly role: 'variable' }
  /** In a string or path that is a whole element of a list. */
  | { readonly role: 'item'; readonly list: ListNode; readonly item: NixNode; readonly text: string }
  /** A whole string with nothing but an address or the name, which is no element of a list. */
  | { readonly role: 'value'; readonly text: string }
  | { readonly role: 'path'; readonly text: string; readonly node: NixNode }
  /** Within a longer text or name. */
  | { readonly role: 'text' }
  | { readonly role: 'comment' };

export interface NixMention extends Occurrence {
  readonly place: NixPlace;
  /** The nodes around it, the outermost first. */
  readonly chain: readonly NixNode[];
}

/** Every place of a Nix file that names `name`, in source order. */
export function nixMentions(tree: NixTree, name: string): NixMention[] {
  return occurrences(tree.source, name).map((occurrence) => {
    const chain = chainAt(tree, occurrence);
    return { ...occurrence, chain, place: placeOf(tree, chain, name) };
  });
}

function chainAt(tree: NixTree, { start, end }: Occurrence): NixNode[] {
  const chain: NixNode[] = [];
  let node: NixNode | undefined = tree.root;
  while (node !== undefined) {
    chain.push(node);
    node = childrenOf(node).find((child) => child.start <= start && end <= child.end);
  }
  return chain;
}

function placeOf(tree: NixTree, chain: readonly NixNode[], name: string): NixPlace {
  const leaf = chain.at(-1);
  switch (leaf?.kind) {
    case 'identifier':
      return leaf.name === name ? namePlace(tree, chain, chain.length - 1) : { role: 'text' };
    case 'text':
      return textPlace(tree, chain, name);
    case 'uri':
      return { role: 'value', text: textOf(tree, leaf) };
    case 'searchPath':
      return { role: 'text' };
    default:
      // What the name stands in is no node: only trivia is left.
      return { role: 'comment' };
  }
}

/** A name as identifier or as quoted attribute; `at` is its index in the chain. */
function namePlace(tree: NixTree, chain: readonly NixNode[], at: number): NixPlace {
  const node = chain[at];
  const parent = chain[at - 1];
  if (node === undefined || parent === undefined) return { role: 'variable' };
  if (parent.kind === 'attrPath') {
    const holder = chain[at - 2];
    const owner = chain[at - 3];
    if (holder?.kind !== 'binding' || !isBindings(owner)) return { role: 'select', path: parent };
    return {
      role: 'attribute',
      binding: holder,
      owner,
      index: parent.names.findIndex(({ start }) => start === node.start),
    };
  }
  const owner = chain[at - 2];
  if (parent.kind === 'inherit' && node !== parent.from && isBindings(owner)) {
    return { role: 'inherit', inherit: parent, owner, name: node };
  }
  if (parent.kind === 'list') return { role: 'item', list: parent, item: node, text: textOf(tree, node) };
  return { role: 'variable' };
}

function textPlace(tree: NixTree, chain: readonly NixNode[], name: string): NixPlace {
  const string = chain.at(-2);
  const holder = chain.at(-3);
  if (string?.kind === 'path') {
    return { role: 'path', text: textOf(tree, string), node: string };
  }
  if (string?.kind !== 'string') return { role: 'text' };
  const leaf = chain.at(-1);
  const text = leaf === undefined ? '' : textOf(tree, leaf);
  if (string.parts.length > 1 || text.includes('\n')) return { role: 'text' };
  if (holder?.kind === 'attrPath') {
    return text === name ? namePlace(tree, chain, chain.length - 2) : { role: 'text' };
  }
  if (holder?.kind === 'list') return { role: 'item', list: holder, item: string, text };
  return { role: 'value', text };
}

/** Whether names are bound by a node. */
export function isBindings(node: NixNode | undefined): node is Bindings {
  return node?.kind === 'attrSet' || node?.kind === 'let' || node?.kind === 'legacyLet';
}

/** Names bound beside a binding under the same beginning of its path, its own left out. */
export function namesBeside(tree: NixTree, owner: Bindings, binding: Binding, index: number): string[] {
  const nameAt = (of: Binding, at: number): string | undefined => {
    const node = of.path.names[at];
    return node && nameText(tree, node);
  };
  const own = nameAt(binding, index);
  const names = owner.bindings.flatMap((other) => {
    if (other.kind === 'inherit') return index === 0 ? other.names.map((one) => nameText(tree, one)) : [];
    for (let i = 0; i < index; i += 1) if (nameAt(other, i) !== nameAt(binding, i)) return [];
    return nameAt(other, index) ?? [];
  });
  return [...new Set(names)].filter((name) => name !== own);
}

/** The name directly above a place: the one before it in its path, else the binding around its set. */
export function nameAbove(tree: NixTree, { chain, place }: NixMention): string | null {
  if (place.role === 'attribute' && place.index > 0) {
    const node = place.binding.path.names[place.index - 1];
    return node ? nameText(tree, node) : null;
  }
  const own = place.role === 'attribute' ? place.binding : null;
  const around = chain.findLast((node): node is Binding => node.kind === 'binding' && node !== own);
  const last = around?.path.names.at(-1);
  return last ? nameText(tree, last) : null;
}
