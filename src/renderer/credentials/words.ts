import type { Credential, CredentialKind, CredentialStore, KeychainStatus } from '../../shared/contract';
import type { IconName } from '../ui';

export const KIND_WORDS: Readonly<Record<CredentialKind, string>> = {
  'ssh-password': 'SSH password',
  'key-passphrase': 'Key passphrase',
  'sudo-password': 'sudo password',
  'cache-signing-key': 'Cache signing key',
  token: 'Token',
  'age-identity': 'age identity',
};

/** What the subject of a kind is, as the field for it is named. */
export function subjectWords(kind: CredentialKind): string {
  switch (kind) {
    case 'ssh-password':
    case 'sudo-password':
      return 'Host';
    case 'key-passphrase':
      return 'Path of the key file';
    case 'cache-signing-key':
    case 'token':
    case 'age-identity':
      return 'Name';
  }
}

export const placeWords = (backend: CredentialStore): string => (backend === 'vault' ? 'Vault' : 'Keyring');

/** How a state looks: shape, then word, then colour. */
export function statusLook({ backend, state }: KeychainStatus): {
  readonly icon: IconName;
  readonly tone: string;
  readonly words: string;
} {
  const place = backend === 'vault' ? 'vault' : 'keyring';
  switch (state) {
    case 'ready':
      return { icon: 'ok', tone: 'ok', words: `Open ${place}` };
    case 'locked':
      return { icon: 'forced', tone: 'warn', words: `Locked ${place}` };
    case 'absent':
      return { icon: 'inert', tone: 'mut', words: 'No keychain' };
    case 'timeout':
      return { icon: 'clock', tone: 'warn', words: 'No answer' };
    case 'changed':
      return { icon: 'drift', tone: 'warn', words: `Another ${place}` };
    case 'damaged':
      return { icon: 'fail', tone: 'bad', words: 'Damaged' };
  }
}

/** `SSH password for p510`. */
export const credentialWords = ({ kind, subject }: Pick<Credential, 'kind' | 'subject'>): string =>
  `${KIND_WORDS[kind]} for ${subject}`;

/** The line beside the title. */
export function countWords(credentials: readonly Credential[]): string {
  if (credentials.length === 0) return 'nothing is stored';
  const hosts = new Set(credentials.flatMap(({ host }) => host ?? [])).size;
  const stored = credentials.length === 1 ? '1 stored' : `${credentials.length} stored`;
  return hosts === 0 ? stored : `${stored}, for ${hosts === 1 ? '1 host' : `${hosts} hosts`}`;
}

/** How long an open vault stays open. */
export const lockWords = (minutes: number): string =>
  minutes === 0
    ? 'It stays open until you lock it or Snowfleet ends.'
    : `It stays open until nobody has used it for ${minutes === 1 ? '1 minute' : `${minutes} minutes`}, you lock it, or Snowfleet ends.`;
