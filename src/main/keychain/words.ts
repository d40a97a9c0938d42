import { AppError, type ErrorCode, type KeychainStatus } from '../../shared/contract';
import { countIn, type Index } from './index-file';
import type { Standing } from './store';
import type { CredentialStore } from './types';

interface Words {
  readonly state: KeychainStatus['state'];
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

const PROVIDE =
  'Start a keyring such as gnome-keyring, KWallet or KeePassXC (on NixOS: services.gnome.gnome-keyring.enable = true), or make a vault: snowfleet credentials vault create.';

/** What to say of a store that cannot be used as it stands. */
export function wordsOf(kind: CredentialStore, standing: Standing): Words {
  return kind === 'vault' ? vaultWords(standing) : keyringWords(standing);
}

/** The same as an error for whoever wanted something of it. */
export function failureOf(kind: CredentialStore, standing: Standing): AppError {
  const { code, message, hint } = wordsOf(kind, standing);
  return new AppError(code, message, {
    hint,
    detail: { backend: kind, ...(standing.detail === '' ? {} : { said: standing.detail }) },
  });
}

function keyringWords({ state, provider, detail }: Standing): Words {
  const name = provider ?? 'the keyring';
  switch (state) {
    case 'locked':
      return {
        state: 'locked',
        code: 'keychain-locked',
        message: provider === null ? 'The keyring is locked.' : `The keyring is locked (${name}).`,
        hint: 'Unlock it: snowfleet credentials unlock, or the button on the page Credentials.',
      };
    case 'missing':
      return {
        state: 'locked',
        code: 'keychain-locked',
        message: `There is no keyring to store into yet${provider === null ? '' : ` (${name})`}.`,
        hint: 'Make one: snowfleet credentials unlock asks for its password.',
      };
    case 'no-bus':
      return {
        state: 'absent',
        code: 'keychain-absent',
        message:
          detail === ''
            ? 'There is no keychain: this session has no D-Bus.'
            : `There is no keychain: this session has no D-Bus (${detail}).`,
        hint: 'Start Snowfleet from your desktop session, or make a vault: snowfleet credentials vault create.',
      };
    case 'no-library':
      return {
        state: 'absent',
        code: 'keychain-absent',
        message: 'There is no keychain: the library libsecret could not be loaded.',
        hint: 'Install libsecret (on Debian: apt install libsecret-1-0), or make a vault: snowfleet credentials vault create.',
      };
    case 'timeout':
      return {
        state: 'timeout',
        code: 'keychain-timeout',
        message: `The keychain did not answer in time${provider === null ? '' : ` (${name})`}.`,
        hint: 'Look for a prompt of it that waits for an answer. If there is none, log in again to restart it.',
      };
    case 'ready':
    case 'no-service':
    case 'damaged':
      return {
        state: 'absent',
        code: 'keychain-absent',
        message:
          detail === ''
            ? 'There is no keychain: no program of this session keeps secrets (Secret Service).'
            : `The keychain failed: ${detail}`,
        hint: PROVIDE,
      };
  }
}

function vaultWords({ state, detail }: Standing): Words {
  switch (state) {
    case 'damaged':
      return { state: 'damaged', code: 'vault-damaged', message: 'The vault is damaged.', hint: detail };
    case 'no-service':
      return {
        state: 'absent',
        code: 'keychain-absent',
        message: 'There is no vault.',
        hint: 'Make one: snowfleet credentials vault create.',
      };
    default:
      return {
        state: 'locked',
        code: 'vault-locked',
        message: detail === '' ? 'The vault is locked.' : detail,
        hint: 'Open it by its passphrase: on the page Credentials, or for one command with --passphrase-fd N.',
      };
  }
}

/** That the vault, which has entries on the list, is no longer where it was. */
export function vaultGone(known: Index): AppError {
  const many = countIn(known, 'vault');
  return new AppError(
    'keychain-changed',
    `The vault is gone, and with it ${many === 1 ? 'the credential' : `the ${many} credentials`} on the list.`,
    {
      hint: 'Put vault.age back into the data folder, or forget what is lost: snowfleet credentials forget --all.',
      detail: { backend: 'vault', stored: many },
    },
  );
}
