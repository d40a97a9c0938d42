import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';

const NAME = 'chacha20-poly1305';
export const TAG_BYTES = 16;
export const NONCE_BYTES = 12;

/** What was sealed, in its two parts: a long text is not copied to join them. */
export interface Sealed {
  readonly text: Uint8Array;
  readonly tag: Uint8Array;
}

/** As it stands in a file. */
export const joined = ({ text, tag }: Sealed): Buffer => Buffer.concat([text, tag]);

/** ChaCha20-Poly1305 (RFC 8439) without associated data. The tag stands at the end of what is sealed. */
export interface Cipher {
  seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Sealed;
  /** Null where it was not sealed with this key and nonce, or was changed since. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
}

const native: Cipher = {
  seal(key, nonce, plain) {
    const cipher = createCipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
    const text = cipher.update(plain);
    cipher.final();
    return { text, tag: cipher.getAuthTag() };
  },
  open(key, nonce, sealed) {
    if (sealed.length < TAG_BYTES) return null;
    const decipher = createDecipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const plain = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    try {
      decipher.final();
      return plain;
    } catch {
      return null;
    }
  },
};

/** Electron's Node is built on BoringSSL, which offers this cipher to nobody by name. */
async function inScript(): Promise<Cipher> {
  const { chacha20poly1305 } = await import('@noble/ciphers/chacha.js');
  return {
    seal(key, nonce, plain) {
      const sealed = chacha20poly1305(key, nonce).encrypt(plain);
      return { text: sealed.subarray(0, plain.length), tag: sealed.subarray(plain.length) };
    },
    open(key, nonce, sealed) {
      if (sealed.length < TAG_BYTES) return null;
      try {
        return chacha20poly1305(key, nonce).decrypt(sealed);
      } catch {
        return null;
      }
    },
  };
}

let chosen: Promise<Cipher> | undefined;

/** The cipher of this runtime, or the one that runs everywhere and is a few times slower. */
export const loadCipher = (): Promise<Cipher> =>
  (chosen ??= getCiphers().includes(NAME) ? Promise.resolve(native) : inScript());

/** For proofs that both give the same. */
export const bothCiphers = async (): Promise<readonly [native: Cipher, inScript: Cipher]> => [
  native,
  await inScript(),
];
