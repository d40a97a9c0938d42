import {
  type AttrSet,
  type Binding,
  type ListNode,
  type NixNode,
  type NixTree,
  staticName,
  textOf,
} from '../../../shared/nix-syntax';

/** Names of the attribute by which an element of a list says what it is of. */
const OWN_NAME = new Set(['name', 'host', 'hostName', 'hostname', 'machine', 'node']);

/** What a string is the host's name in: the binding or the element that goes with the host. */
export interface TableEntry {
  readonly node: NixNode;
  /** Whether the entries beside it are of other hosts. */
  readonly isOfHosts: boolean;
}

/** The entry of a table of hosts that a string belongs to; null where it is in none. */
export function tableEntry(
  tree: NixTree,
  chain: readonly NixNode[],
  hosts: ReadonlySet<string>,
): TableEntry | null {
  return elementEntry(tree, chain, hosts) ?? bindingEntry(tree, chain, hosts);
}

/** The element `{ name = "p620"; … }` of a list. */
function elementEntry(
  tree: NixTree,
  chain: readonly NixNode[],
  hosts: ReadonlySet<string>,
): TableEntry | null {
  const [list, set, binding] = chain.slice(-5, -2);
  if (!isList(list) || !isSet(set) || !isBinding(binding)) return null;
  const name = nameOf(tree, binding);
  if (name === null || !OWN_NAME.has(name)) return null;
  const others = list.items.filter((item) => item !== set);
  const isOfHosts = others.every(
    (item) =>
      isSet(item) &&
      item.bindings.some(
        (one) => one.kind === 'binding' && nameOf(tree, one) === name && isHost(tree, one.value, hosts),
      ),
  );
  return { node: set, isOfHosts: isOfHosts && others.length > 0 };
}

/** The binding `"192.0.2.1" = "p620";` where the values beside it are hosts too. */
function bindingEntry(
  tree: NixTree,
  chain: readonly NixNode[],
  hosts: ReadonlySet<string>,
): TableEntry | null {
  const [set, binding, string] = chain.slice(-4, -1);
  if (!isSet(set) || !isBinding(binding) || binding.value !== string) return null;
  const others = set.bindings.filter((one) => one !== binding);
  const areHosts = others.every((one) => one.kind === 'binding' && isHost(tree, one.value, hosts));
  return others.length > 0 && areHosts ? { node: binding, isOfHosts: true } : null;
}

function nameOf(tree: NixTree, { path }: Binding): string | null {
  const [name, ...more] = path.names;
  return name === undefined || more.length > 0 ? null : (staticName(tree.source, name) ?? null);
}

function isHost(tree: NixTree, node: NixNode, hosts: ReadonlySet<string>): boolean {
  if (node.kind !== 'string' || node.indented) return false;
  return hosts.has(textOf(tree, node).slice(1, -1));
}

const isList = (node: NixNode | undefined): node is ListNode => node?.kind === 'list';
const isSet = (node: NixNode | undefined): node is AttrSet => node?.kind === 'attrSet';
const isBinding = (node: NixNode | undefined): node is Binding => node?.kind === 'binding';
