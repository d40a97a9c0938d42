import { type Credential, isAppError } from '../../../shared/contract';

/** Stored keys that sign store paths; the keychain fits. */
export interface StoredKeys {
  /** Asks no keychain. */
  list(): Promise<readonly Pick<Credential, 'kind' | 'subject' | 'storedAt'>[]>;
  get(
    ref: { readonly kind: 'cache-signing-key'; readonly subject: string },
    options?: { readonly unattended?: boolean },
  ): Promise<string | null>;
}

/** A stored key by its public half, `NAME:BASE64` as in `trusted-public-keys`. */
export interface SigningKey {
  readonly subject: string;
  readonly publicKey: string;
}

const SECRET = /^([^:\s]+):([A-Za-z0-9+/]{86}==)$/;

/**
 * The public half of a key as `nix key generate-secret` makes it: the last 32 of its 64 bytes (libsodium's form of an
 * Ed25519 key). Null for what is none.
 */
export function publicHalf(secret: string): string | null {
  const [, name, text = ''] = SECRET.exec(secret.trim()) ?? [];
  if (name === undefined) return null;
  return `${name}:${Buffer.from(text, 'base64').subarray(32).toString('base64')}`;
}

/** The keys that are stored. Public halves are remembered, so that a keychain is asked once for each. */
export class SigningKeys {
  readonly #stored: StoredKeys;
  readonly #known = new Map<string, SigningKey | null>();

  constructor(stored: StoredKeys) {
    this.#stored = stored;
  }

  /** Those whose keychain gives them now. Never throws for one that is locked. */
  async all(unattended: boolean): Promise<SigningKey[]> {
    const listed = await this.#stored.list();
    const found: SigningKey[] = [];
    for (const { kind, subject, storedAt } of listed) {
      if (kind !== 'cache-signing-key') continue;
      const id = `${storedAt} ${subject}`;
      if (!this.#known.has(id)) {
        const secret = await this.secret(subject, unattended).catch((error: unknown) => {
          if (!isAppError(error) || error.code === 'internal') throw error;
          return undefined;
        });
        if (secret === undefined) continue;
        const publicKey = secret === null ? null : publicHalf(secret);
        this.#known.set(id, publicKey === null ? null : { subject, publicKey });
      }
      const key = this.#known.get(id);
      if (key) found.push(key);
    }
    return found;
  }

  /** Throws what the keychain throws. */
  secret(subject: string, unattended = false): Promise<string | null> {
    return this.#stored.get({ kind: 'cache-signing-key', subject }, { unattended });
  }
}
