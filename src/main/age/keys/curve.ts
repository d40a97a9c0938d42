import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/**
 * X25519 (RFC 7748) by Node's own, and the way from Ed25519 keys to it. Keys are 32 bytes, little endian. They go in and out as
 * JWK: OpenSSL takes ten times as long to find out what a DER text is.
 */

const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const JWK = { kty: 'OKP', crv: 'X25519' } as const;

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

function privateKey(scalar: Uint8Array): KeyObject {
  try {
    // The public half is asked for and not looked at; to give it would cost as much as the rest.
    return createPrivateKey({ key: { ...JWK, d: base64url(scalar), x: base64url(NO_POINT) }, format: 'jwk' });
  } catch {
    return createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, scalar]), format: 'der', type: 'pkcs8' });
  }
}

const NO_POINT = Buffer.alloc(32);

const publicKey = (point: Uint8Array): KeyObject =>
  createPublicKey({ key: { ...JWK, x: base64url(point) }, format: 'jwk' });

const bytesOf = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');

/** The public key of a scalar. */
export const publicOf = (scalar: Uint8Array): Buffer => bytesOf(createPublicKey(privateKey(scalar)));

/** The secret that two share; null for a point of low order, with which everybody would share the same. */
export function sharedSecret(scalar: Uint8Array, point: Uint8Array): Buffer | null {
  try {
    return diffieHellman({ privateKey: privateKey(scalar), publicKey: publicKey(point) });
  } catch {
    return null;
  }
}

/**
 * A key for one stanza alone. `shareWith` throws for no point that was read by {@link sharedSecret}'s rules.
 *
 * It is made of random bytes and not by generateKeyPairSync: the garbage collector takes the lock of a pair to be rid of the
 * job that made it, and where an export of the same pair made it run, that export holds the lock. Then the thread waits for
 * itself for ever (seen in Node 20, about once in 20,000 keys).
 */
export function ephemeralKey(): { readonly share: Buffer; shareWith(point: Uint8Array): Buffer } {
  const scalar = randomBytes(32);
  const secret = privateKey(scalar);
  scalar.fill(0);
  return {
    share: bytesOf(createPublicKey(secret)),
    shareWith: (point) => diffieHellman({ privateKey: secret, publicKey: publicKey(point) }),
  };
}

const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The public half of the Ed25519 key that has this seed. */
export function ed25519PublicOf(seed: Uint8Array): Buffer {
  const key = Buffer.concat([ED25519_PREFIX, seed]);
  return bytesOf(createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })));
}

/** The scalar of the Ed25519 key that has this seed (RFC 8032, 5.1.5); X25519 clamps it as Ed25519 does. */
export const scalarOfSeed = (seed: Uint8Array): Buffer =>
  createHash('sha512').update(seed).digest().subarray(0, 32);

const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/** An Ed25519 public key on the curve of X25519: u = (1 + y) / (1 - y). Null where it is no point of its own curve. */
export function montgomeryOf(edwards: Uint8Array): Buffer | null {
  const y = BigInt(`0x${Buffer.from(edwards.toReversed()).toString('hex')}`) & (2n ** 255n - 1n);
  const square = modulo((y * y - 1n) * inverse(D * y * y + 1n));
  // Euler's criterion: x exists where its square is one.
  if (square !== 0n && power(square, (P - 1n) / 2n) !== 1n) return null;
  const u = modulo((1n + y) * inverse(1n - y));
  return Buffer.from(Buffer.from(u.toString(16).padStart(64, '0'), 'hex').toReversed());
}

const modulo = (value: bigint): bigint => ((value % P) + P) % P;

const inverse = (value: bigint): bigint => power(modulo(value), P - 2n);

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [factor, rest] = [modulo(base), exponent]; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}
