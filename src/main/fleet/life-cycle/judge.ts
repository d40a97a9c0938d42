import { type ListNode, nameText, type NixTree, textOf } from '../../../shared/nix-syntax';
import { isBindings, nameAbove, namesBeside, type NixMention } from './nix-mentions';
import type { OwnPlaces } from './own-places';
import { tableEntry } from './tables';
import { withoutWord } from './word-lists';
import { hostPartOf, hyphenated, isAddressed } from './words';

/** Whether a mention means the host, may mean it, or is another thing of the same name. */
export type Standing = 'host' | 'unclear' | 'other';

export interface Judge {
  readonly name: string;
  /** All hosts, this one among them. */
  readonly hosts: ReadonlySet<string>;
  /** Whether the name means something else in this fleet too: an option, a driver, a feature. */
  readonly isAmbiguous: boolean;
  /** The file that is judged. */
  readonly file: string;
  /** Whether the file is the host's own. */
  readonly isOwn: boolean;
  /** The `file:line` where the flake declares the host. */
  readonly declared: ReadonlySet<string>;
  /** The host's own files and folders. */
  readonly own: OwnPlaces;
}

/** Names under which fleets and deploy tools keep their hosts, one attribute or item a host. */
const OF_HOSTS =
  /^(?:nixosConfigurations|homeConfigurations|colmena(?:Hive)?|nodes|hosts?|hostMappings|hostNames?|hostMap|machines|servers|systems|targets|knownHosts|peers|builders|devices)$/;
/** Names that say of a string that it is a host. */
const IS_HOST =
  /host|server|machine|node|target|peer|master|primary|builder|address|url|endpoint|ours|domain/i;
const RESERVED = new Set(['meta', 'defaults', 'network', 'default', '_module']);

/** What a mention in a Nix file means. */
export function standingOf(tree: NixTree, mention: NixMention, judge: Judge): Standing {
  const { place } = mention;
  const line = tree.lines.place(mention.start).line;
  switch (place.role) {
    case 'comment':
      if (withoutWord(tree.source, mention, judge.hosts)) return 'host';
      return judge.isAmbiguous && !judge.isOwn ? 'unclear' : 'host';
    case 'path':
      return judge.own.leadsIn(place.text, judge.file) ? 'host' : 'other';
    case 'attribute':
      return judge.declared.has(`${judge.file}:${line}`) ? 'host' : attributeStanding(tree, mention, judge);
    case 'inherit':
      return place.owner.bindings.some(
        (binding) => binding.kind === 'inherit' && binding.names.some((one) => isOtherHost(tree, one, judge)),
      )
        ? 'host'
        : doubt(judge);
    case 'select': {
      const at = place.path.names.findIndex(({ start }) => start === mention.start);
      const before = place.path.names[at - 1];
      if (before && OF_HOSTS.test(textOf(tree, before))) return 'host';
      return doubt(judge);
    }
    case 'item':
      return itemStanding(tree, place.list, place.text, mention, judge);
    case 'value':
      return valueStanding(tree, mention, place.text, judge);
    case 'variable':
      return doubt(judge);
    case 'text':
      return inText(tree, mention, judge);
  }
}

function doubt({ isAmbiguous }: Judge): Standing {
  return isAmbiguous ? 'unclear' : 'host';
}

/** Settings whose text is for people. */
const PROSE = /^(?:description|longDescription|title|message|comment|notes?)$/;

/** Whether a name is made of the host and a port that stand beside it: `server p620-80 p620:80`. */
function isNameOfPort(source: string, { start, end }: NixMention): boolean {
  const port = /^-(?<port>\d{2,5})\b/.exec(source.slice(end, end + 8))?.groups?.['port'];
  if (port === undefined) return false;
  const line = source.slice(source.lastIndexOf('\n', start) + 1, (source + '\n').indexOf('\n', end));
  return line.includes(`${source.slice(start, end)}:${port}`);
}

/** Within a longer text a name means the host where it is addressed, or is part of the path of its files. */
function inText(tree: NixTree, mention: NixMention, judge: Judge): Standing {
  const { source } = tree;
  const { own, name } = judge;
  if (own.isNamedAt(source, mention)) return 'host';
  if (withoutWord(source, mention, judge.hosts)) return 'host';
  if (PROSE.test(nameAbove(tree, mention) ?? '')) return doubt(judge);
  if (isNameOfPort(source, mention)) return 'host';
  return hyphenated(source, mention) === name && isAddressed(source, mention) ? 'host' : 'unclear';
}

function attributeStanding(tree: NixTree, mention: NixMention, judge: Judge): Standing {
  const { place } = mention;
  if (place.role !== 'attribute') return 'unclear';
  const above = nameAbove(tree, mention);
  if (above !== null && OF_HOSTS.test(above)) return 'host';
  const beside = namesBeside(tree, place.owner, place.binding, place.index).filter(
    (one) => !RESERVED.has(one),
  );
  const hosts = beside.filter((one) => judge.hosts.has(one));
  if (place.owner.kind === 'let') {
    const value = textOf(tree, place.binding.value);
    if (hosts.length > 0 || value.includes(`@${judge.name}`)) return 'host';
    return judge.isAmbiguous ? 'other' : 'unclear';
  }
  if (beside.length === 0) return doubt(judge);
  if (hosts.length === beside.length) return 'host';
  return hosts.length * 2 > beside.length ? doubt(judge) : 'other';
}

function itemStanding(
  tree: NixTree,
  list: ListNode,
  text: string,
  mention: NixMention,
  judge: Judge,
): Standing {
  if (hostPartOf(text) !== judge.name) return inText(tree, mention, judge);
  if (/[:@]/.test(text)) return 'host';
  const others = wordsOf(tree, list).filter((word) => hostPartOf(word) !== judge.name);
  const known = others.filter((word) => isHostWord(word, judge));
  if (others.length > 0) {
    if (known.length === others.length) return 'host';
    // Beside words that are no hosts the name is one of some other kind, unless most are.
    return known.length * 2 > others.length ? doubt(judge) : 'other';
  }
  if (text !== judge.name) return 'host';
  const above = nameAbove(tree, mention);
  return above !== null && (OF_HOSTS.test(above) || IS_HOST.test(above)) ? 'host' : doubt(judge);
}

function valueStanding(tree: NixTree, mention: NixMention, text: string, judge: Judge): Standing {
  if (hostPartOf(text) !== judge.name) return inText(tree, mention, judge);
  const above = nameAbove(tree, mention);
  if (text !== judge.name || above === 'hostName') return 'host';
  if (tableEntry(tree, mention.chain, judge.hosts)?.isOfHosts || isInOwnBinding(tree, mention, judge))
    return 'host';
  return above !== null && IS_HOST.test(above) ? 'host' : doubt(judge);
}

/** Whether a place lies in what is bound to the host's own name: `p620 = makeSystem "p620";`. */
function isInOwnBinding(tree: NixTree, { chain }: NixMention, judge: Judge): boolean {
  return chain.some((node, at) => {
    const owner = chain[at - 1];
    if (node.kind !== 'binding' || !isBindings(owner)) return false;
    const index = node.path.names.findIndex((name) => nameText(tree, name) === judge.name);
    const name = node.path.names[index];
    if (name === undefined) return false;
    const place = { role: 'attribute', binding: node, owner, index } as const;
    const { start, end } = name;
    return standingOf(tree, { start, end, place, chain: chain.slice(0, at + 1) }, judge) === 'host';
  });
}

/** The elements of a list that are words: strings and variables. */
export function wordsOf(tree: NixTree, list: ListNode): string[] {
  return list.items.flatMap((item) => {
    if (item.kind === 'identifier') return [item.name];
    if (item.kind !== 'string' || item.parts.length !== 1 || item.parts[0]?.kind !== 'text') return [];
    return [textOf(tree, item.parts[0])];
  });
}

function isHostWord(word: string, { hosts }: Judge): boolean {
  const host = hostPartOf(word);
  return host === null
    ? /^[\d.:/]+$/.test(word)
    : host === 'localhost' || hosts.has(host) || /^\d/.test(word);
}

function isOtherHost(
  tree: NixTree,
  node: { readonly start: number; readonly end: number },
  { hosts, name }: Judge,
): boolean {
  const text = textOf(tree, node);
  return text !== name && hosts.has(text);
}
