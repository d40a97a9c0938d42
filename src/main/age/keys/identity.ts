import { createPrivateKey, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/contract';
import { type DecryptKey, decryptKeyInThisThread, readPrivateKey } from '../../ssh';
import { decodeBech32, encodeBech32 } from '../format/bech32';
import { publicOf } from './curve';
import { parseRecipient, type Recipient, sshRecipientOf } from './recipient';

export type IdentityKind = 'x25519' | 'post-quantum' | 'ssh-ed25519' | 'ssh-rsa';

/** A private key that opens files. Plain data, which can be cloned between threads; it never leaves memory. */
export interface Identity {
  readonly kind: IdentityKind;
  /** What files are encrypted to, so that this opens them. */
  readonly recipient: Recipient;
  /** The scalar, the seed, or for RSA the key as PKCS #8. */
  readonly secret: Uint8Array;
}

const X25519_PREFIX = 'AGE-SECRET-KEY-';
const POST_QUANTUM_PREFIX = 'AGE-SECRET-KEY-PQ-';
const SECRET_BYTES = 32;

export interface IdentityOptions {
  /** Where the text is encrypted: an age file under a passphrase, or an SSH key. */
  readonly passphrase?: string;
  /** Opens an SSH key that is encrypted; it takes a second by design, so a door with a window has a thread do it. */
  readonly decryptKey?: DecryptKey;
}

/**
 * The identities in a text without encryption of its own: lines of an age identity file, or one SSH private key. Throws
 * `bad-identity`, `passphrase-needed` for an SSH key that has one, `wrong-passphrase`.
 */
export async function identitiesOfText(text: string, options: IdentityOptions): Promise<Identity[]> {
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text.trimStart())) return [await sshIdentity(text, options)];
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const keys = lines.flatMap((line, at) =>
    line === '' || line.startsWith('#') ? [] : [{ line, at: at + 1 }],
  );
  if (keys.length === 0) throw badIdentity('there is no key in it');
  return Promise.all(keys.map(({ line, at }) => nativeIdentity(line, at)));
}

async function nativeIdentity(line: string, at: number): Promise<Identity> {
  if (/^age1/i.test(line) || /^(ssh|ecdsa|sk)-/.test(line)) {
    throw badIdentity(`line ${at} is a recipient, which is public, and not the identity that goes with it`);
  }
  if (/^AGE-PLUGIN-/i.test(line)) {
    throw badIdentity(`line ${at} is an identity of a plugin, with which only the age program opens files`);
  }
  const key = decodeBech32(line);
  if (key === null || key.bytes.length !== SECRET_BYTES) {
    throw badIdentity(`line ${at} is mistyped, cut off or no age identity`);
  }
  switch (key.prefix.toUpperCase()) {
    case X25519_PREFIX:
      return x25519Identity(key.bytes);
    case POST_QUANTUM_PREFIX:
      return postQuantumIdentity(key.bytes);
    default:
      throw badIdentity(`line ${at} is of no kind that is known`);
  }
}

function x25519Identity(secret: Uint8Array): Identity {
  const recipient = parseRecipient(encodeBech32('age', publicOf(secret)));
  return { kind: 'x25519', recipient, secret };
}

async function postQuantumIdentity(secret: Uint8Array): Promise<Identity> {
  const { identityToRecipient } = await import('age-encryption');
  const text = encodeBech32(POST_QUANTUM_PREFIX, secret);
  return { kind: 'post-quantum', recipient: parseRecipient(await identityToRecipient(text)), secret };
}

async function sshIdentity(text: string, options: IdentityOptions): Promise<Identity> {
  const bytes = Buffer.from(text);
  const held = readPrivateKey(bytes);
  switch (held.state) {
    case 'unreadable':
      throw badIdentity(`it is no SSH private key that can be read (${held.problem})`);
    case 'open':
      if (held.key === null) throw badIdentity('it is a public key');
      return identityOfPem(held.key.pem, held.blob, held.comment);
    case 'encrypted': {
      if (held.blob !== null) sshRecipientOf(held.blob);
      if (options.passphrase === undefined) throw passphraseNeeded('The SSH key has a passphrase.');
      const decrypt = options.decryptKey ?? decryptKeyInThisThread;
      const key = await decrypt({ encrypted: bytes, passphrase: options.passphrase });
      if (key === null) throw wrongPassphrase('The passphrase does not open the SSH key.');
      return identityOfPem(key.pem, key.blob, '');
    }
  }
}

function identityOfPem(pem: string, blob: Uint8Array, comment: string): Identity {
  const recipient = { ...sshRecipientOf(Buffer.from(blob)), comment };
  const key = createPrivateKey(pem);
  if (recipient.kind === 'ssh-rsa') {
    return { kind: 'ssh-rsa', recipient, secret: key.export({ format: 'der', type: 'pkcs8' }) };
  }
  return {
    kind: 'ssh-ed25519',
    recipient,
    secret: Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'),
  };
}

/** The line of an identity that is no SSH key, as `age-keygen` writes it. */
export const nativeIdentityText = ({ kind, secret }: Identity): string =>
  encodeBech32(kind === 'post-quantum' ? POST_QUANTUM_PREFIX : X25519_PREFIX, secret);

/** A new identity of age's own kinds. */
export const newNativeIdentity = async (kind: 'x25519' | 'post-quantum'): Promise<Identity> =>
  kind === 'x25519'
    ? x25519Identity(randomBytes(SECRET_BYTES))
    : postQuantumIdentity(randomBytes(SECRET_BYTES));

export const passphraseNeeded = (what: string): AppError =>
  new AppError('passphrase-needed', what, { hint: 'Give its passphrase.' });

export const wrongPassphrase = (what: string): AppError =>
  new AppError('wrong-passphrase', what, { hint: 'Try again; mind the keyboard layout.' });

/** That a text is none, or of no kind that is used here. */
export const badIdentity = (why: string): AppError =>
  new AppError('bad-identity', `This is no identity that can be used: ${why}.`, {
    hint: 'Identities are AGE-SECRET-KEY-… lines and SSH private keys of type ed25519 or rsa.',
  });
