export { createKeychain, type KeychainOptions } from './keychain';
export type {
  Credential,
  CredentialKind,
  CredentialRef,
  CredentialStore,
  Keychain,
  KeychainStatus,
} from './types';
export {
  cryptoInThisThread,
  type SealInput,
  type UnsealInput,
  type VaultContent,
  type VaultCrypto,
} from './vault/seal';
