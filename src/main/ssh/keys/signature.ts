import { type KeyObject, createPublicKey, verify } from 'node:crypto';
import { ssh2Library } from '../ssh2';
import { WireError, WireReader, wireString } from '../wire';

/** Hash and, for ECDSA, bytes of each half, by the name of a signature's algorithm. SHA-1 (`ssh-rsa`) is left out. */
const ALGORITHMS: Readonly<Record<string, { hash: string | null; keyType: string; half?: number }>> = {
  'ssh-ed25519': { hash: null, keyType: 'ssh-ed25519' },
  'rsa-sha2-256': { hash: 'sha256', keyType: 'ssh-rsa' },
  'rsa-sha2-512': { hash: 'sha512', keyType: 'ssh-rsa' },
  'ecdsa-sha2-nistp256': { hash: 'sha256', keyType: 'ecdsa-sha2-nistp256', half: 32 },
  'ecdsa-sha2-nistp384': { hash: 'sha384', keyType: 'ecdsa-sha2-nistp384', half: 48 },
  'ecdsa-sha2-nistp521': { hash: 'sha512', keyType: 'ecdsa-sha2-nistp521', half: 66 },
};

/** The algorithm name that leads a key blob or a signature (RFC 4253, 6.6); empty for what has none. */
export function keyTypeOf(blob: Buffer): string {
  try {
    return new WireReader(blob).string().toString('latin1');
  } catch {
    return '';
  }
}

function publicKey(blob: Buffer): KeyObject | null {
  const key = ssh2Library().utils.parseKey(`${keyTypeOf(blob)} ${blob.toString('base64')}`);
  return key instanceof Error ? null : createPublicKey(key.getPublicPEM());
}

/**
 * Whether `signature` (`string algorithm, string bytes`) of `data` was made by the key of this blob. False for
 * anything that cannot be read, and for algorithms that are not trusted any more or not known.
 */
export function isSignedBy(keyBlob: Buffer, data: Buffer, signature: Buffer): boolean {
  try {
    const reader = new WireReader(signature);
    const how = ALGORITHMS[reader.string().toString('latin1')];
    const bytes = reader.string();
    if (how === undefined || reader.left > 0 || how.keyType !== keyTypeOf(keyBlob)) return false;
    const key = publicKey(keyBlob);
    if (key === null) return false;
    if (how.half === undefined) return verify(how.hash, data, key, bytes);
    return verify(how.hash, data, { key, dsaEncoding: 'ieee-p1363' }, fixedHalves(bytes, how.half));
  } catch {
    return false;
  }
}

/** The two `mpint`s of an ECDSA signature (RFC 5656, 3.1.2) as halves of equal length. */
function fixedHalves(bytes: Buffer, half: number): Buffer {
  const reader = new WireReader(bytes);
  return Buffer.concat([reader.string(), reader.string()].map((number) => fixed(number, half)));
}

function fixed(number: Buffer, length: number): Buffer {
  const start = number.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Buffer.alloc(0) : number.subarray(start);
  if (digits.length > length) throw new WireError('a number of a signature is too long');
  return Buffer.concat([Buffer.alloc(length - digits.length), digits]);
}

/** A signature as OpenSSL makes it for ECDSA (a sequence of two numbers, DER), in the form of {@link isSignedBy}. */
export function signatureFromHalves(algorithm: string, halves: Buffer): Buffer {
  const half = halves.length / 2;
  const numbers = [halves.subarray(0, half), halves.subarray(half)].map((digits) =>
    wireString(mpint(digits)),
  );
  return Buffer.concat([wireString(algorithm), wireString(Buffer.concat(numbers))]);
}

function mpint(digits: Buffer): Buffer {
  const start = digits.findIndex((byte) => byte !== 0);
  if (start < 0) return Buffer.alloc(0);
  const trimmed = digits.subarray(start);
  return (trimmed[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed;
}
