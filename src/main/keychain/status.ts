import { type AppError, isAppError, type KeychainStatus } from '../../shared/contract';
import { changed, isSameStore, roundTrip } from './canary';
import { countIn, type Index } from './index-file';
import type { SecretStore } from './store';
import type { Vault } from './vault/vault';
import { vaultGone, wordsOf } from './words';

const STATE_OF: Readonly<Record<string, KeychainStatus['state']>> = {
  'keychain-absent': 'absent',
  'keychain-locked': 'locked',
  'keychain-timeout': 'timeout',
  'keychain-changed': 'changed',
  'vault-locked': 'locked',
  'vault-damaged': 'damaged',
};

/**
 * How the store stands that is used now, proven: our mark is read back, or, where nothing is stored yet, something is
 * written, read and removed. `damage` is what became of a list that could not be understood.
 */
export async function statusOf(
  index: Index,
  store: SecretStore | Vault,
  damage: AppError | null,
): Promise<KeychainStatus> {
  if (damage !== null) {
    return { backend: store.kind, state: 'damaged', message: damage.message, hint: damage.hint };
  }
  const standing = await store.standing();
  const many = countIn(index, store.kind);
  if (standing.state === 'no-service' && store.kind === 'vault') return asStatus(store, vaultGone(index));
  if (standing.state !== 'ready') {
    const { state, message, hint } = wordsOf(store.kind, standing);
    const lying =
      many === 0
        ? ''
        : many === 1
          ? ' 1 credential is stored in it.'
          : ` ${many} credentials are stored in it.`;
    return {
      backend: state === 'absent' ? 'none' : store.kind,
      state,
      message: `${message}${lying}`,
      hint,
    };
  }
  try {
    if (!(await isSameStore(index, store))) {
      return asStatus(store, changed(index, store.kind, standing.provider));
    }
    if (store.kind === 'secret-service' && many === 0) await roundTrip(index, store);
  } catch (error) {
    if (isAppError(error)) return asStatus(store, error);
    throw error;
  }
  return {
    backend: store.kind,
    state: 'ready',
    message: store.kind === 'vault' ? 'The vault is open.' : `The keyring is open${by(standing.provider)}.`,
    hint: '',
  };
}

const by = (provider: string | null): string => (provider === null ? '' : ` (${provider})`);

function asStatus(store: SecretStore, error: AppError): KeychainStatus {
  const state = STATE_OF[error.code] ?? 'absent';
  return {
    backend: state === 'absent' ? 'none' : store.kind,
    state,
    message: error.message,
    hint: error.hint,
  };
}
