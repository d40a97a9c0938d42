import type { CommitProposal, Draft } from '../../../shared/contract';
import { meaningLine } from '../../../shared/features';

/** `feat(scope)!: words`, as conventionalcommits.org has it. */
const CONVENTIONAL = /^([a-z]+)(\(([^)]+)\))?!?: \S/;
/** Characters of a subject that every tool shows whole. */
const SUBJECT = 72;
/** Characters a type and a scope may take of it. */
const ROOM = 16;

/** How a repository's subjects are written, by what most of its last commits do. */
interface Style {
  readonly kind: CommitProposal['style'];
  readonly hasScope: boolean;
  /** The type for a change of hosts. */
  readonly type: string;
  readonly isCapital: boolean;
  readonly hasStop: boolean;
}

type Meant = Pick<Draft, 'gestures' | 'meaning'>;

/** A message for the draft in the style of `subjects`, the repository's last. It lists what changes on each host. */
export function proposedMessage(
  draft: Meant,
  subjects: readonly string[],
): Pick<CommitProposal, 'message' | 'style'> {
  const style = styleOf(subjects);
  const hosts = hostsOf(draft);
  const said = draft.gestures.filter(({ resolves }) => resolves !== true);
  const words = sentence(
    said.map(({ title }) => title),
    hosts,
  );
  const body = draft.meaning.length === 0 ? [] : ['', ...draft.meaning.map(meaningLine)];
  return { style: style.kind, message: [subject(words, hosts, style), ...body].join('\n') };
}

function styleOf(subjects: readonly string[]): Style {
  const matches = subjects.flatMap((line) => CONVENTIONAL.exec(line) ?? []);
  const most = (count: number, of: number): boolean => of > 0 && count * 2 > of;
  const conventional = subjects.filter((line) => CONVENTIONAL.test(line));
  const kind = most(conventional.length, subjects.length) ? 'conventional' : 'sentence';
  const words =
    kind === 'conventional' ? conventional.map((line) => line.slice(line.indexOf(': ') + 2)) : subjects;
  const types = conventional.map((line) => CONVENTIONAL.exec(line)?.[1] ?? '');
  return {
    kind,
    hasScope: most(
      conventional.filter((line) => CONVENTIONAL.exec(line)?.[3] !== undefined).length,
      conventional.length,
    ),
    type: types.includes('feat') || matches.length === 0 ? 'feat' : (mostFrequent(types) ?? 'feat'),
    // Most of git's own documentation begins with a capital; so do repositories without a commit.
    isCapital:
      kind === 'sentence' &&
      (words.length === 0 || most(words.filter((line) => /^\p{Lu}/u.test(line)).length, words.length)),
    hasStop: most(words.filter((line) => line.endsWith('.')).length, words.length),
  };
}

function subject(words: string, hosts: readonly string[], style: Style): string {
  const scope = style.hasScope && hosts.length === 1 ? `(${hosts[0]})` : '';
  // The scope says where already.
  const what = scope === '' ? words : withoutEnd(words, ` on ${hosts[0]}`);
  const said = style.kind === 'conventional' ? `${style.type}${scope}: ${what}` : words;
  const line = style.isCapital ? said.charAt(0).toUpperCase() + said.slice(1) : said;
  const fits = line.length <= SUBJECT ? line : `${line.slice(0, SUBJECT - 1)}…`;
  return style.hasStop ? `${fits}.` : fits;
}

function withoutEnd(words: string, end: string): string {
  return words.endsWith(end) ? words.slice(0, -end.length) : words;
}

/** What the gestures did, as an order: `enable podman on p510`. */
function sentence(titles: readonly string[], hosts: readonly string[]): string {
  const orders = [...new Map(titles.map((title) => [title, orderOf(title)])).values()];
  const verbs = [...new Set(orders.map(({ verb }) => verb))];
  const [only] = verbs;
  if (verbs.length === 1 && only !== undefined) {
    return orders[0]?.host === undefined ? only : `${only} on ${listed(hosts)}`;
  }
  if (orders.length === 2 && orders.every(({ host }) => host !== undefined)) {
    const words =
      hosts.length === 1
        ? `${verbs.join(' and ')} on ${listed(hosts)}`
        : orders.map(({ verb, host }) => `${verb} on ${host}`).join(', ');
    if (words.length <= SUBJECT - ROOM) return words;
  }
  return `change ${listed(hosts)}`;
}

const ORDERS: readonly (readonly [RegExp, string])[] = [
  [/^(?<what>\S+) on for (?<host>\S+)$/, 'enable'],
  [/^(?<what>\S+) off for (?<host>\S+)$/, 'disable'],
  [/^(?<what>\S+) unset for (?<host>\S+)$/, 'unset'],
  [/^(?<what>\S+) = (?<value>[^]+) for (?<host>\S+)$/, 'set'],
];

/** A title as an order, and the host it is for where it names one. */
function orderOf(title: string): { verb: string; host?: string } {
  for (const [pattern, verb] of ORDERS) {
    const { what, value, host } = pattern.exec(title)?.groups ?? {};
    if (what === undefined || host === undefined) continue;
    return { verb: value === undefined ? `${verb} ${what}` : `${verb} ${what} to ${value}`, host };
  }
  return { verb: title };
}

function hostsOf(draft: Meant): string[] {
  const meant = draft.meaning.map(({ host }) => host);
  return meant.length > 0 ? meant : [...new Set(draft.gestures.flatMap(({ hosts }) => hosts))];
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'the fleet';
  if (names.length > 3) return `${names.length} hosts`;
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function mostFrequent(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
