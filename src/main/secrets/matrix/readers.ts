import type { Secret } from '../../../shared/contract';
import { isGrease, stanzaMatches } from '../../age';
import type { SecretRule } from '../rules/model';
import type { SecretFile } from './headers';
import type { KnownRecipient, Recipients } from './recipients';

/** Who can read a file, as far as its header shows, beside who shall. */
export type Readers = Pick<
  Secret,
  'wanted' | 'matched' | 'unsure' | 'missing' | 'leftover' | 'unknown' | 'unknownKeys' | 'anonymous'
> & {
  /** Sentences on what does not fit; none where all does. */
  readonly words: readonly string[];
};

/** Compares the ways into a file with its rule; `rule` is null for a file that has none. */
export function readersOf(
  file: Pick<SecretFile, 'stanzas'>,
  rule: Pick<SecretRule, 'wanted'> | null,
  recipients: Recipients,
): Readers {
  const wanted = (rule?.wanted ?? []).flatMap(({ key }) => recipients.of(key) ?? []);
  const matched = new Set<string>();
  const unknownKeys: Secret['unknownKeys'] = [];
  const anonymous = new Map<string, number>();
  const tagged = recipients.otherwiseTagged();
  for (const { type, args } of file.stanzas) {
    const stanza = { type, args, body: NOTHING };
    if (isGrease(stanza)) continue;
    if (type === 'ssh-ed25519' || type === 'ssh-rsa') {
      const names = recipients.tagged(type, args[0] ?? '');
      for (const { shown } of names) matched.add(shown.name);
      if (names.length === 0) unknownKeys.push({ type, tag: args[0] ?? null });
      continue;
    }
    const named = tagged.filter(({ key }) => key !== null && stanzaMatches(stanza, key) === 'matches');
    for (const { shown } of named) matched.add(shown.name);
    if (named.length === 0) anonymous.set(type, (anonymous.get(type) ?? 0) + 1);
  }
  const count = anonymousCount(wanted, anonymous);
  const isWanted = new Set(wanted.map(({ shown }) => shown.name));
  const missing = wanted
    .filter(({ key, shown }) =>
      kindType(key) === null ? !matched.has(shown.name) : count.missing.has(shown.name),
    )
    .map(({ shown }) => shown.name);
  const leftover = rule === null ? [] : [...matched].filter((name) => !isWanted.has(name));
  const unsure = wanted.map(({ shown }) => shown.name).filter((name) => count.unsure.has(name));
  return {
    wanted: wanted.map(({ shown }) => shown.name),
    matched: [...matched],
    unsure,
    missing,
    leftover,
    unknown: unknownKeys.length,
    unknownKeys,
    anonymous: [...anonymous.values()].reduce((sum, one) => sum + one, 0),
    words: [
      ...missingWords(missing),
      ...leftoverWords(leftover),
      ...unknownWords(unknownKeys),
      ...(rule === null ? [] : count.words),
      ...(anonymous.has('scrypt') ? ['It opens with a passphrase, which a host cannot type'] : []),
    ],
  };
}

/** Who shall read a file and cannot, in a sentence; none where nobody. */
export const missingWords = (names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${list(names)} shall read it and cannot`];

/** Who can read a file and shall not. */
export const leftoverWords = (names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${list(names)} can read it and shall not`];

/** What can read a file and is named by nobody. */
export const unknownWords = (found: Secret['unknownKeys']): string[] =>
  found.length === 0
    ? []
    : [`${keys(found.length)} that no rule names can read it: ${list(found.map(tagWords))}`];

const NOTHING = new Uint8Array();

/** The stanza of a kind whose key does not show; null for kinds whose key does. */
function kindType(key: KnownRecipient['key']): string | null {
  switch (key?.kind) {
    case 'x25519':
      return 'X25519';
    case 'post-quantum':
      return 'mlkem768x25519';
    case 'plugin':
      return `plugin ${key.plugin ?? ''}`;
    case 'ssh-ed25519':
    case 'ssh-rsa':
    case 'tag':
    case 'tag-post-quantum':
    case undefined:
      return null;
  }
}

/** Kinds whose key does not show can only be counted: none is missing for sure while there are as many as are wanted. */
function anonymousCount(
  wanted: readonly KnownRecipient[],
  found: ReadonlyMap<string, number>,
): { unsure: ReadonlySet<string>; missing: ReadonlySet<string>; words: readonly string[] } {
  const byType = new Map<string, string[]>();
  for (const { key, shown } of wanted) {
    const type = kindType(key);
    if (type !== null) byType.set(type, [...(byType.get(type) ?? []), shown.name]);
  }
  const unsure = new Set<string>();
  const missing = new Set<string>();
  const words: string[] = [];
  // What a plugin writes is its own affair: any type that age does not know may be its.
  const isPlugins = (type: string): boolean => !['X25519', 'mlkem768x25519', 'scrypt'].includes(type);
  const pluginCount = [...found].reduce((sum, [type, count]) => sum + (isPlugins(type) ? count : 0), 0);
  let pluginsWanted = 0;
  for (const [type, names] of byType) {
    const isPlugin = type.startsWith('plugin ');
    if (isPlugin) pluginsWanted += names.length;
    const have = isPlugin ? pluginCount : (found.get(type) ?? 0);
    for (const name of names) (have === 0 ? missing : unsure).add(name);
    if (have > 0 && have < names.length)
      words.push(`Of ${list(names)} only ${have} can read it; which does not show`);
  }
  for (const [type, have] of found) {
    if (type === 'scrypt') continue;
    const want = isPlugins(type) ? pluginsWanted : (byType.get(type)?.length ?? 0);
    const more = (isPlugins(type) ? pluginCount : have) - want;
    if (more > 0)
      words.push(
        `${keys(more)} of a kind that does not show (${type}) can read it besides those of its rule`,
      );
    if (more > 0 && isPlugins(type)) break;
  }
  return { unsure, missing, words };
}

const keys = (count: number): string => (count === 1 ? 'One key' : `${count} keys`);

const tagWords = ({ type, tag }: Secret['unknownKeys'][number]): string =>
  tag === null ? type : `${type} ${tag}`;

/** `a, b and c`, cut where there are many. */
export function list(names: readonly string[]): string {
  const shown = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
