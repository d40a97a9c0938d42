import type { CredentialStore } from './types';

/** How a store stands. `detail` is what the system itself said. */
export interface Standing {
  readonly state:
    | 'ready'
    | 'locked'
    /** There is a keychain, and no keyring in it yet. */
    | 'missing'
    /** Nobody there who keeps secrets; for the vault: no file. */
    | 'no-service'
    | 'no-bus'
    | 'no-library'
    | 'timeout'
    | 'damaged';
  /** The program that keeps the secrets, where that is another than ours. */
  readonly provider: string | null;
  readonly detail: string;
}

/** A place that keeps secrets under accounts. Except `standing`, calls throw AppErrors of the keychain. */
export interface SecretStore {
  readonly kind: CredentialStore;
  /** Never throws and never raises a prompt. */
  standing(): Promise<Standing>;
  read(account: string): Promise<string | null>;
  write(account: string, value: string): Promise<void>;
  /** False when there was none. */
  remove(account: string): Promise<boolean>;
}
