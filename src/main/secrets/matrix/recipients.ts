import type { SecretRecipient } from '../../../shared/contract';
import { isAppError } from '../../../shared/contract';
import { type Recipient, parseRecipient, sshTag } from '../../age';
import { type SecretRules, bareKey, keyComment, shortKey } from '../rules/model';

/** A key that a host of the fleet is known to have: verified when somebody logged in, or declared by the fleet. */
export interface HostKey {
  readonly host: string;
  /** `ssh-ed25519 AAAA…` */
  readonly key: string;
}

/** A recipient with the key as age understands it; null where age refuses it. */
export interface KnownRecipient {
  readonly shown: Omit<SecretRecipient, 'secrets'>;
  readonly key: Recipient | null;
}

/** All keys that anybody here can name, each once. */
export class Recipients {
  readonly all: readonly KnownRecipient[];
  private readonly byKey = new Map<string, KnownRecipient>();
  private readonly byTag = new Map<string, KnownRecipient[]>();

  constructor(rules: SecretRules, hosts: readonly string[], hostKeys: readonly HostKey[]) {
    const found = new Map<string, Found>();
    const add = (name: string, key: string, place: Found['place']): void => {
      const bare = bareKey(key);
      const known = found.get(bare);
      // A comment tells more than none.
      if (!known) found.set(bare, { name, key: key.trim(), place });
      else if (keyComment(known.key) === '' && keyComment(key) !== '')
        found.set(bare, { ...known, key: key.trim() });
    };
    for (const { name, key, place } of rules.keys) add(name, key, { file: place.file, line: place.line });
    for (const { wanted } of rules.secrets) for (const { name, key } of wanted) add(name, key, null);
    for (const { host, key } of hostKeys) add(host, key, null);
    const hostOfKey = new Map(hostKeys.map(({ host, key }) => [bareKey(key), host]));
    const taken = new Set<string>();
    this.all = [...found].map(([bare, { name, key, place }]) => {
      const unique = taken.has(name) ? `${name} (${shortKey(key)})` : name;
      taken.add(unique);
      const groups = rules.groups.filter((group) => group.members.includes(name)).map((group) => group.name);
      const belongs = ownerOf({ name, comment: keyComment(key), groups, hosts, known: hostOfKey.get(bare) });
      const parsed = parsedKey(key);
      const shown = { name: unique, ...belongs, key, groups, place, type: parsed.type, words: parsed.words };
      const recipient = { shown, key: parsed.key };
      this.byKey.set(bare, recipient);
      if (parsed.key?.fingerprint) {
        const tag = `${parsed.key.kind} ${sshTag(parsed.key.bytes)}`;
        this.byTag.set(tag, [...(this.byTag.get(tag) ?? []), recipient]);
      }
      return recipient;
    });
  }

  /** The recipient that has a key. */
  of(key: string): KnownRecipient | undefined {
    return this.byKey.get(bareKey(key));
  }

  /** Those whose SSH key a stanza names; mostly one, since four bytes of a hash seldom are the same. */
  tagged(type: string, tag: string): readonly KnownRecipient[] {
    return this.byTag.get(`${type} ${tag}`) ?? [];
  }

  /** Those whose key shows in a file, though not by an SSH key. */
  readonly otherwiseTagged = (): readonly KnownRecipient[] =>
    this.all.filter(({ key }) => key?.kind === 'tag' || key?.kind === 'tag-post-quantum');
}

interface Found {
  readonly name: string;
  readonly key: string;
  readonly place: SecretRecipient['place'];
}

function parsedKey(key: string): Pick<KnownRecipient, 'key'> & { type: string; words: string } {
  try {
    const parsed = parseRecipient(key);
    return { key: parsed, type: parsed.kind, words: '' };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { key: null, type: 'refused', words: error.message };
  }
}

/** Words of a name that only say what kind of key it is. */
const KIND_WORDS = /^(?:host|system|machine)[-_]|[-_](?:rsa|ed25519|key|host|ssh|system|age|pub)$/g;
const USER_GROUP = /user|people|person|admin|owner|team|human/i;
const HOST_GROUP = /host|server|machine|system|workstation|laptop|desktop|device|node/i;

/** Whose a key is: by its name, its comment, the lists it is in, or because the host showed it. */
function ownerOf({
  name,
  comment,
  groups,
  hosts,
  known,
}: {
  name: string;
  comment: string;
  groups: readonly string[];
  hosts: readonly string[];
  known: string | undefined;
}): { kind: SecretRecipient['kind']; host: string | null } {
  const at = /^(?<user>[^@\s]+)@(?<host>[\w.-]+)$/.exec(comment)?.groups;
  const isUsers = groups.some((group) => USER_GROUP.test(group));
  const candidates = [
    known,
    name,
    name.replaceAll(KIND_WORDS, ''),
    at?.['user'] === 'root' ? at['host'] : undefined,
  ];
  const host = isUsers ? undefined : candidates.find((one) => one !== undefined && hosts.includes(one));
  if (host !== undefined) return { kind: 'host', host };
  if (isUsers) return { kind: 'user', host: null };
  if (at?.['user'] === 'root' || groups.some((group) => HOST_GROUP.test(group)))
    return { kind: 'host', host: null };
  return { kind: at === undefined ? 'other' : 'user', host: null };
}
