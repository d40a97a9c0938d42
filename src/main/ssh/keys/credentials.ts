/**
 * What sessions need of the keychain. The keychain itself fits; without one nothing is stored and nothing found.
 * Values are asked for only after the host key has been judged.
 */
export interface SessionCredentials {
  /** `unattended`: no person waits for it. */
  get(ref: CredentialName, options?: { readonly unattended?: boolean }): Promise<string | null>;
  set(ref: CredentialName, value: string): Promise<unknown>;
  /** What is stored, without values. */
  list(): Promise<readonly (Omit<CredentialName, 'kind'> & { readonly kind: string })[]>;
}

/** `subject` is a host for a password, the absolute path of a key file for a passphrase. */
export interface CredentialName {
  readonly kind: 'ssh-password' | 'key-passphrase';
  readonly subject: string;
}

export const noCredentials: SessionCredentials = {
  get: async () => null,
  set: async () => undefined,
  list: async () => [],
};
