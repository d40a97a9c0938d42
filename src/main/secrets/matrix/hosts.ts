import type { HostSecrets, Secret, SecretRecipient } from '../../../shared/contract';
import { list } from './readers';
import type { HostUse } from './uses';

interface HostInput {
  readonly host: string;
  /** Those of the host. */
  readonly uses: readonly HostUse[];
  readonly secrets: readonly Secret[];
  readonly usesByFile: ReadonlyMap<string, readonly HostUse[]>;
  readonly recipients: readonly SecretRecipient[];
}

type Need = HostSecrets['needs'][number];

/**
 * Whether a host will decrypt what it declares when it is next deployed, by the headers of the files and the keys that are
 * known for it. A match of four bytes is no proof.
 */
export function hostSecrets({ host, uses, secrets, usesByFile, recipients }: HostInput): HostSecrets {
  const own = recipients.filter((one) => one.kind === 'host' && one.host === host);
  const keys = own.map(({ name }) => name);
  const needs = secrets.flatMap((secret): Need[] => {
    const mine = (usesByFile.get(secret.file) ?? []).filter((use) => use.host === host);
    const use =
      mine.find(({ state }) => state === 'certain') ?? mine.find(({ state }) => state === 'possible');
    if (!use || (use.state !== 'certain' && use.state !== 'possible')) return [];
    const judged = use.isSystem ? judge(secret, keys) : judgeForPerson(secret);
    return [{ file: secret.file, name: use.name, state: use.state, ...judged }];
  });
  const computed = uses.filter(
    ({ name, secret, state }) =>
      name === null && secret === null && (state === 'certain' || state === 'possible'),
  ).length;
  return { host, keys, needs, ...verdictOf(host, needs, keys, computed) };
}

type Judged = Pick<Need, 'verdict' | 'why' | 'words'>;

function judge(secret: Secret, keys: readonly string[]): Judged {
  const whole = judgeFile(secret);
  if (whole) return whole;
  if (keys.some((key) => secret.matched.includes(key))) return { verdict: 'yes', why: null, words: '' };
  if (keys.length === 0) return { verdict: 'unknown', why: 'no-key', words: 'No key of this host is known' };
  const unsure = keys.filter((key) => secret.unsure.includes(key));
  if (unsure.length > 0)
    return { verdict: 'unknown', why: 'hidden', words: `Whether ${list(unsure)} can read it does not show` };
  return keys.some((key) => secret.wanted.includes(key))
    ? {
        verdict: 'no',
        why: 'not-rekeyed',
        words: 'Its rule asks for this host, and the file was not rekeyed',
      }
    : { verdict: 'no', why: 'not-wanted', words: 'This host is not among its recipients' };
}

/** A secret of a person's home is decrypted with a key of that person, which nobody here can tell from another's. */
function judgeForPerson(secret: Secret): Judged {
  return (
    judgeFile(secret) ?? {
      verdict: 'unknown',
      why: 'person',
      words: 'It is decrypted with a key of the person whose home it is',
    }
  );
}

function judgeFile({ state, words }: Secret): Judged | null {
  switch (state) {
    case 'absent':
      return { verdict: 'no', why: 'absent', words: 'There is no such file' };
    case 'empty':
    case 'damaged':
      return { verdict: 'no', why: state, words: words[0] ?? 'It is no whole age file' };
    case 'ok':
    case 'drift':
    case 'undeclared':
      return null;
  }
}

function verdictOf(
  host: string,
  needs: readonly Need[],
  keys: readonly string[],
  computed: number,
): Pick<HostSecrets, 'verdict' | 'words'> {
  const filesOf = (of: readonly Need[]): string => list(of.map(({ file }) => file));
  const failing = needs.filter(({ verdict }) => verdict === 'no');
  const surely = failing.filter(({ state }) => state === 'certain');
  if (surely.length > 0) return { verdict: 'no', words: `${host} will not decrypt ${filesOf(surely)}` };
  if (failing.length > 0)
    return {
      verdict: 'unknown',
      words: `${host} will not decrypt ${filesOf(failing)} if its configuration declares it`,
    };
  if (needs.length === 0 && computed === 0) return { verdict: 'none', words: `${host} declares no secret` };
  if (keys.length === 0)
    return { verdict: 'unknown', words: `No key of ${host} is known, so nobody can tell what it decrypts` };
  const open = needs.filter(({ verdict }) => verdict === 'unknown');
  if (open.length > 0)
    return { verdict: 'unknown', words: `Whether ${host} can decrypt ${filesOf(open)} does not show` };
  if (computed > 0)
    return { verdict: 'unknown', words: `${host} declares secrets under names that only Nix can tell` };
  const count = needs.length === 1 ? 'the secret' : `all ${needs.length} secrets`;
  return {
    verdict: 'yes',
    words: `${count[0]?.toUpperCase()}${count.slice(1)} of ${host} ${needs.length === 1 ? 'matches' : 'match'} a key of its own`,
  };
}
