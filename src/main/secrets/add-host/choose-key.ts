import { AppError, type TrustedHostKey } from '../../../shared/contract';
import { parseRecipient } from '../../age';

/** Kinds of SSH keys that age encrypts to, the better one first. */
const KINDS = ['ssh-ed25519', 'ssh-rsa'] as const;

/**
 * The key of a host that secrets may be encrypted to: one that Snowfleet's own list or the fleet has for it, ed25519 before
 * RSA. `fingerprint` is the key that a person has looked at. Throws `host-key-unknown` where no such list knows one,
 * `conflict` where they know two, `host-key-changed` where it is not the one that was looked at, `bad-recipient` for a key
 * that age does not take.
 */
export function chooseKey(
  host: string,
  known: readonly TrustedHostKey[],
  fingerprint: string | undefined,
): TrustedHostKey {
  const ours = known.filter(({ from }) => from !== 'user');
  for (const kind of KINDS) {
    const [key, ...more] = ours.filter(({ keyType }) => keyType === kind);
    if (!key) continue;
    const other = more.find(({ publicKey }) => publicKey !== key.publicKey);
    if (other) throw ambiguous(host, key, other);
    parseRecipient(key.publicKey);
    if (fingerprint !== undefined && key.fingerprint !== fingerprint) throw changed(host, key);
    return key;
  }
  throw none(host, known, ours);
}

const ambiguous = (host: string, one: TrustedHostKey, other: TrustedHostKey): AppError =>
  new AppError(
    'conflict',
    `Two ${one.keyType} keys of ${host} are known: ${placed(one)} and ${placed(other)}.`,
    {
      hint: `Nothing was written. Take the older one out; one that Snowfleet recorded goes with snowfleet known-hosts forget ${host}.`,
      detail: { host },
    },
  );

const changed = (host: string, key: TrustedHostKey): AppError =>
  new AppError(
    'host-key-changed',
    `The key of ${host} is now ${placed(key)}, and not the one that was shown.`,
    {
      hint: 'Nothing was written. Look at it again.',
      detail: { host },
    },
  );

function none(host: string, known: readonly TrustedHostKey[], ours: readonly TrustedHostKey[]): AppError {
  if (ours.length > 0) {
    const types = [...new Set(ours.map(({ keyType }) => keyType))].join(', ');
    return new AppError(
      'bad-recipient',
      `The only key of ${host} that is known is ${types}: age encrypts to none of that kind.`,
      {
        hint: `Let ${host} have an ed25519 host key, and accept it with snowfleet known-hosts accept ${host}.`,
        detail: { host },
      },
    );
  }
  const users = known.find(({ keyType }) => KINDS.some((kind) => kind === keyType));
  const command = `snowfleet known-hosts accept ${host}`;
  return new AppError('host-key-unknown', `No verified key of ${host} is known.`, {
    hint: users
      ? `Your own ssh knows one (${users.file}:${users.line}). If that is its key: ${command} --fingerprint ${users.fingerprint}`
      : `Compare and accept it with ${command}, or declare it in programs.ssh.knownHosts.`,
    detail: { host },
  });
}

const placed = ({ fingerprint, file, line }: TrustedHostKey): string => `${fingerprint} (${file}:${line})`;
