import type {
  Credential,
  CredentialKind,
  CredentialRef,
  CredentialStore,
  KeychainStatus,
} from '../../shared/contract';

export type { Credential, CredentialKind, CredentialRef, CredentialStore, KeychainStatus };

/**
 * What the user chose to store, in the keychain of the desktop (Secret Service) or, where the user made one, in the
 * vault: a file that age encrypts under a passphrase. Calls throw AppErrors `keychain-absent`, `keychain-locked`,
 * `keychain-changed`, `keychain-timeout`, `vault-locked`, `vault-damaged`; a keychain of the desktop is never waited
 * for longer than 10 s. Whoever asks for a value on behalf of a host has judged the host's key first.
 */
export interface Keychain {
  /** How it stands, proven by a round trip, within 3 s. Never throws and never raises a prompt. */
  status(): Promise<KeychainStatus>;
  /**
   * Null when nothing is stored for it. Records when it was used. Raises no prompt of its own. `unattended`: no person
   * waits for it, so it does not keep the vault open for longer.
   */
  get(ref: CredentialRef, options?: { readonly unattended?: boolean }): Promise<string | null>;
  /** Stores or replaces. Throws `wrong-type` for a subject that does not fit its kind, or a value that cannot be kept. */
  set(ref: CredentialRef, value: string): Promise<Credential>;
  /**
   * False when there is no such entry. With `abandon` it goes from the list also where its keychain cannot be reached
   * now, and the value may then stay there.
   */
  delete(id: string, options?: { readonly abandon?: boolean }): Promise<boolean>;
  /** From our own index, so it tells also what lies in a keychain that is locked or gone. */
  list(): Promise<Credential[]>;
  /** Makes the vault and opens it; from then on `set` stores there. Throws `usage` where there is one. */
  createVault(passphrase: string): Promise<void>;
  /**
   * With a passphrase opens the vault for this process: throws `wrong-passphrase`. Without one has the desktop ask
   * for the keyring's own: throws `prompt-dismissed`, or after 10 s `keychain-timeout`, and then the prompt stays
   * open and its answer still counts.
   */
  unlock(passphrase?: string): Promise<void>;
  /** Closes the vault, in every process of this home. Throws `usage` where there is none. */
  lock(): Promise<void>;
  /**
   * Seals the vault under another passphrase and opens it here; elsewhere it locks itself. Throws `wrong-passphrase`,
   * `wrong-type` for a new one that is too short or the present one, `keychain-absent`, `vault-damaged`.
   */
  changePassphrase(present: string, next: string): Promise<void>;
  /** Called when entries or the state may have changed. Returns the leave function. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
