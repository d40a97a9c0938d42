import {
  AppError,
  type ChangeResult,
  type HostRecipient,
  type RuleWish,
  type SecretsChanged,
  type TrustedHostKey,
} from '../../../shared/contract';
import { bareKey, type RuleKey, type SecretRules } from '../rules/model';
import { ruleFor, type WorkHow } from '../work';
import { chooseKey } from './choose-key';

export interface AddHostWish {
  readonly host: string;
  /** Secrets, and names of lists of keys. */
  readonly to: readonly string[];
  readonly dryRun: boolean;
  /** The key that a person has looked at; any that is verified without it. */
  readonly fingerprint?: string | undefined;
}

export type AddedHost = SecretsChanged & { recipient: HostRecipient };

export interface AddHostParts {
  readonly rules: () => Promise<SecretRules>;
  /** Keys of a host whose verdict is `known`. */
  readonly known: (host: string) => Promise<readonly TrustedHostKey[]>;
  /** What wishes would write. */
  readonly preview: (wishes: readonly RuleWish[]) => Promise<ChangeResult & { rekey: string[] }>;
  /** Changes rules and files, both or neither. */
  readonly change: (wishes: readonly RuleWish[], how: WorkHow) => Promise<SecretsChanged>;
}

/**
 * Makes the verified SSH key of a host a recipient: binds it to the name of the host, and lets it read what `to` names, in
 * rules and files. Where the rules have all of it already, nothing changes. Throws what {@link chooseKey} does, `conflict`
 * where the name stands for another key, `secret-unknown`, and what changing rules does.
 */
export async function addHost(parts: AddHostParts, wish: AddHostWish, how: WorkHow): Promise<AddedHost> {
  const { host, to, dryRun, fingerprint } = wish;
  const rules = await parts.rules();
  const key = chooseKey(host, await parts.known(host), fingerprint);
  const there = boundAs(rules, host, key.publicKey);
  const name = there?.name ?? host;
  // A name that stands in a comment alone may be another key's as well.
  const recipient = there && !rules.keys.some((one) => one.name === name) ? key.publicKey : name;
  const wishes: RuleWish[] = [
    ...(there ? [] : [{ kind: 'add-key' as const, name, key: key.publicKey }]),
    ...[...new Set(to)].flatMap((given) => toWish(rules, given, { name, key: key.publicKey }, recipient)),
  ];
  const { keyType, publicKey, fingerprint: print, from, file, line } = key;
  const shown = { host, name, keyType, publicKey, fingerprint: print, from, file, line };
  const said = there ? [`${host} is a recipient already${name === host ? '' : `, as ${name}`}.`] : [];
  const plan = wishes.length === 0 ? null : await parts.preview(wishes);
  const told = { ...shown, isThere: there !== null, diff: plan?.diff ?? '', rekey: plan?.rekey ?? [] };
  if (plan === null || plan.files.length === 0)
    return {
      changed: [],
      verified: [],
      notes: said.length > 0 ? said : ['The rules are so already.'],
      recipient: told,
    };
  const readsNothing =
    !there && to.length === 0 ? [`${host} can read nothing yet: nothing was named that it shall read.`] : [];
  if (dryRun) return { changed: [], verified: [], notes: [...said, ...readsNothing], recipient: told };
  const changed = await parts.change(wishes, how);
  return { ...changed, notes: [...said, ...changed.notes, ...readsNothing], recipient: told };
}

/** The name that rules have for a key; null where they do not have it. Throws `conflict` for a name of another key. */
function boundAs(rules: SecretRules, host: string, publicKey: string): RuleKey | null {
  const all: readonly RuleKey[] = [...rules.keys, ...rules.secrets.flatMap(({ wanted }) => wanted)];
  const same = all.find(({ key }) => bareKey(key) === bareKey(publicKey));
  if (same) return same;
  const other = rules.keys.find(({ name }) => name === host);
  const list = rules.groups.find(({ name }) => name === host);
  const place = other?.place ?? list?.place;
  if (!place) return null;
  throw new AppError(
    'conflict',
    `The rules have another ${other ? 'key' : 'list of keys'} under the name ${host}.`,
    {
      hint: `Nothing was written. Where ${host} was installed anew, change it at ${place.file}:${place.line}, then: snowfleet rekey`,
      detail: { file: place.file, line: place.line },
    },
  );
}

/** A list of that name before a secret of that name. None where it holds already. */
function toWish(rules: SecretRules, given: string, { name, key }: RuleKey, recipient: string): RuleWish[] {
  const group = rules.groups.find((one) => one.name === given);
  if (group) {
    return group.members.includes(name) ? [] : [{ kind: 'add-to-group', group: given, recipient }];
  }
  const rule = ruleFor(rules, given);
  const reads = rule.wanted.some((one) => bareKey(one.key) === bareKey(key));
  return reads ? [] : [{ kind: 'add-recipient', file: rule.file, recipient }];
}
