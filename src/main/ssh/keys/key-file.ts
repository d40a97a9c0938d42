import { createPrivateKey, sign } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { ParsedKey } from 'ssh2';
import { SIGN_RSA_SHA2_256, SIGN_RSA_SHA2_512 } from '../agent/protocol';
import { ssh2Library } from '../ssh2';
import { WireReader, wireString } from '../wire';
import { keyTypeOf, signatureFromHalves } from './signature';

/** A private key without a passphrase; never leaves memory. */
export interface ClearKey {
  /** Public half as it stands on the wire. */
  readonly blob: Uint8Array;
  readonly pem: string;
}

/** What one identity file holds. */
export interface KeyFile {
  readonly path: string;
  /** Public half, from the file or from the one beside it; null where neither tells. */
  readonly blob: Buffer | null;
  readonly comment: string;
  /** Null while it is encrypted, and for a file that holds a public key alone. */
  readonly privateKey: ClearKey | null;
  /** The whole text of an encrypted key, for a {@link DecryptKey}. */
  readonly encrypted: Buffer | null;
  /** Why nothing can be had of a file that is there; null otherwise. */
  readonly problem: string | null;
}

const OPENSSH_MAGIC = 'openssh-key-v1\0';
/** No key is larger; anything else that IdentityFile names is not read. */
const MAX_BYTES = 64 * 1024;

/** Reads a private key and what is known of its public half without a passphrase. Never throws. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const nothing = { path, blob: null, comment: path, privateKey: null, encrypted: null, problem: null };
  const beside = publicHalf(await readSmall(`${path}.pub`).catch(() => null));
  let bytes: Buffer;
  try {
    bytes = await readSmall(path);
  } catch (error) {
    // A key that only an agent holds may be named by its public half alone.
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { ...nothing, ...beside, problem: isAbsent ? null : (error as Error).message };
  }
  const held = readPrivateKey(bytes);
  switch (held.state) {
    case 'open':
      return {
        ...nothing,
        blob: Buffer.from(held.blob),
        comment: held.comment || path,
        privateKey: held.key,
      };
    case 'encrypted':
      return { ...nothing, ...beside, blob: beside?.blob ?? held.blob, encrypted: bytes };
    case 'unreadable':
      return { ...nothing, ...beside, problem: held.problem };
  }
}

/** What the text of a private key gives without a passphrase. */
export type HeldKey =
  | {
      readonly state: 'open';
      readonly blob: Uint8Array;
      readonly comment: string;
      /** Null where the text is a public key alone. */
      readonly key: ClearKey | null;
    }
  /** For a {@link DecryptKey}. The public half is null where it is encrypted too. */
  | { readonly state: 'encrypted'; readonly blob: Buffer | null }
  | { readonly state: 'unreadable'; readonly problem: string };

/** Reads the text of a key in the formats of OpenSSH. Never throws. */
export function readPrivateKey(text: Buffer): HeldKey {
  const key = ssh2Library().utils.parseKey(text);
  if (!(key instanceof Error)) {
    return { state: 'open', blob: key.getPublicSSH(), comment: key.comment, key: clear(key) };
  }
  if (/encrypted|passphrase/i.test(key.message)) return { state: 'encrypted', blob: publicOfOpenSsh(text) };
  return { state: 'unreadable', problem: key.message };
}

async function readSmall(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw new Error('it is too large for a key');
  return readFile(path);
}

function publicHalf(text: Buffer | null): { blob: Buffer; comment: string } | null {
  const key = text && ssh2Library().utils.parseKey(text);
  if (!key || key instanceof Error) return null;
  return { blob: key.getPublicSSH(), comment: key.comment };
}

/** The public key that stands in clear before the encrypted part (OpenSSH's PROTOCOL.key). */
function publicOfOpenSsh(text: Buffer): Buffer | null {
  const base64 = text.toString('latin1').replaceAll(/-----[^\n]*-----/g, '');
  const bytes = Buffer.from(base64, 'base64');
  if (!bytes.subarray(0, OPENSSH_MAGIC.length).equals(Buffer.from(OPENSSH_MAGIC))) return null;
  try {
    const reader = new WireReader(bytes.subarray(OPENSSH_MAGIC.length));
    for (const _ of ['cipher', 'key derivation', 'its options']) reader.string();
    return reader.uint32() === 1 ? Buffer.from(reader.string()) : null;
  } catch {
    return null;
  }
}

const clear = (key: ParsedKey): ClearKey | null =>
  key.isPrivateKey() ? { blob: key.getPublicSSH(), pem: key.getPrivatePEM() } : null;

/** What can be cloned between threads. */
export interface DecryptInput {
  readonly encrypted: Uint8Array;
  readonly passphrase: string;
}

/** Opens an encrypted key in memory; null when the passphrase is wrong. Takes about a second by design (bcrypt). */
export type DecryptKey = (input: DecryptInput) => Promise<ClearKey | null>;

export const decryptKeyInThisThread: DecryptKey = async ({ encrypted, passphrase }) => {
  const key = ssh2Library().utils.parseKey(Buffer.from(encrypted), passphrase);
  return key instanceof Error ? null : clear(key);
};

/** Signs as an agent does: the whole signature blob. RSA signs with SHA-1 only where neither flag asks for better. */
export function signWith(key: ClearKey, data: Buffer, flags: number): Buffer {
  const privateKey = createPrivateKey(key.pem);
  const type = keyTypeOf(Buffer.from(key.blob));
  const plain = (algorithm: string, hash: string | null): Buffer =>
    Buffer.concat([wireString(algorithm), wireString(sign(hash, data, privateKey))]);
  const ecdsa = (hash: string): Buffer =>
    signatureFromHalves(type, sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
  switch (type) {
    case 'ssh-ed25519':
      return plain(type, null);
    case 'ecdsa-sha2-nistp256':
      return ecdsa('sha256');
    case 'ecdsa-sha2-nistp384':
      return ecdsa('sha384');
    case 'ecdsa-sha2-nistp521':
      return ecdsa('sha512');
    case 'ssh-rsa':
      if (flags & SIGN_RSA_SHA2_512) return plain('rsa-sha2-512', 'sha512');
      if (flags & SIGN_RSA_SHA2_256) return plain('rsa-sha2-256', 'sha256');
      return plain('ssh-rsa', 'sha1');
    default:
      throw new Error(`keys of type ${type} cannot sign here`);
  }
}
