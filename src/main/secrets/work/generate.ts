import { createPrivateKey, createPublicKey, randomBytes, randomInt } from 'node:crypto';
import type { GenerateWish } from '../../../shared/contract';
import { newIdentity, openSshText } from '../../age';

/** A new value, and what of it is public. */
export interface Generated {
  readonly content: Buffer;
  /** The public half of a pair, in one line; null where there is none. */
  readonly public: string | null;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new random value from the system's own generator. Values of one line end without a line end, as agenix users write them. */
export async function generate(wish: GenerateWish): Promise<Generated> {
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

/** An Ed25519 pair; the private half as ssh-keygen writes it without a passphrase. */
async function sshKey(comment: string): Promise<Generated> {
  const made = await newIdentity('ssh-ed25519');
  const identity = { ...made, recipient: { ...made.recipient, comment } };
  return {
    content: Buffer.from(openSshText(identity)),
    public: `${identity.recipient.text} ${comment}`.trim(),
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
