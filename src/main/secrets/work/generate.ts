import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import type { GenerateWish } from '../../../shared/contract';
import { uint32, wireString } from '../../ssh';

/** A new value, and what of it is public. */
export interface Generated {
  readonly content: Buffer;
  /** The public half of a pair, in one line; null where there is none. */
  readonly public: string | null;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new random value from the system's own generator. Values of one line end without a line end, as agenix users write them. */
export function generate(wish: GenerateWish): Generated {
  switch (wish.kind) {
    case 'password':
      return { content: Buffer.from(password(wish.length)), public: null };
    case 'hex':
      return { content: Buffer.from(randomBytes(wish.bytes).toString('hex')), public: null };
    case 'ssh-key':
      return sshKey(wish.comment);
    case 'wireguard':
      return wireguardKey();
  }
}

/** Letters and digits alone: every program and shell takes them. 32 of them are 190 bits. */
const password = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

const RAW_ED25519_BYTES = 32;
const BLOCK_BYTES = 8;

/** An Ed25519 pair; the private half as ssh-keygen writes it without a passphrase (OpenSSH's PROTOCOL.key). */
function sshKey(comment: string): Generated {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-RAW_ED25519_BYTES);
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-RAW_ED25519_BYTES);
  const blob = Buffer.concat([wireString('ssh-ed25519'), wireString(point)]);
  const check = randomBytes(4);
  const inner = Buffer.concat([
    check,
    check,
    blob,
    wireString(Buffer.concat([seed, point])),
    wireString(comment),
  ]);
  const missing = (BLOCK_BYTES - (inner.length % BLOCK_BYTES)) % BLOCK_BYTES;
  const padding = Buffer.from(Array.from({ length: missing }, (_, at) => at + 1));
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    wireString('none'),
    wireString('none'),
    wireString(''),
    uint32(1),
    wireString(blob),
    wireString(Buffer.concat([inner, padding])),
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  const text = ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''];
  return {
    content: Buffer.from(text.join('\n')),
    public: `ssh-ed25519 ${blob.toString('base64')} ${comment}`.trim(),
  };
}

const X25519_DER = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** A private key as `wg genkey` makes it: a clamped scalar in base 64. */
function wireguardKey(): Generated {
  const scalar = randomBytes(32);
  scalar[0] = (scalar[0] ?? 0) & 248;
  scalar[31] = ((scalar[31] ?? 0) & 127) | 64;
  const key = createPrivateKey({ key: Buffer.concat([X25519_DER, scalar]), format: 'der', type: 'pkcs8' });
  const point = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { content: Buffer.from(scalar.toString('base64')), public: point.toString('base64') };
}
