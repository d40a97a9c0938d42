import { createPrivateKey, type KeyObject, privateDecrypt } from 'node:crypto';
import { damaged, unsupported } from '../failures';
import { fromBase64 } from '../format/base64';
import { loadCipher, TAG_BYTES } from '../format/cipher';
import { deriveKey, type Header, type Stanza } from '../format/header';
import { publicOf, scalarOfSeed, sharedSecret } from './curve';
import { type Identity, nativeIdentityText } from './identity';
import { sshTag } from './recipient';
import {
  ED25519_INFO,
  FILE_KEY_BYTES,
  NO_NONCE,
  type Passphrase,
  RSA_OPTIONS,
  SCRYPT_SALT_BYTES,
  stretch,
  tweakOf,
  X25519_INFO,
} from './wrap';

const BODY_BYTES = FILE_KEY_BYTES + TAG_BYTES;
const SHARE_BYTES = 32;
const POST_QUANTUM_SHARE_BYTES = 1120;
/** 1 GB and four seconds. What asks for more is no file that a person made to be opened. */
export const MAX_WORK_FACTOR = 20;

/**
 * The file key, where the identity opens one of the stanzas; else null. Throws `age-damaged` where a stanza of its kind is
 * none, before anything is decrypted, so that a file cannot be made to tell something of the key.
 */
export async function unwrap(header: Header, identity: Identity): Promise<Uint8Array | null> {
  switch (identity.kind) {
    case 'x25519':
      return unwrapX25519(header.stanzas, identity);
    case 'ssh-ed25519':
      return unwrapEd25519(header.stanzas, identity);
    case 'ssh-rsa':
      return unwrapRsa(header.stanzas, identity);
    case 'post-quantum':
      return unwrapByLibrary(header, identity);
  }
}

async function unwrapX25519(
  stanzas: readonly Stanza[],
  { secret, recipient }: Identity,
): Promise<Uint8Array | null> {
  for (const { share, body } of sharesOf(stanzas, 'X25519', 0)) {
    const shared = sharedSecret(secret, share);
    if (shared === null) throw garbled('X25519');
    const key = deriveKey(shared, Buffer.concat([share, recipient.bytes]), X25519_INFO);
    const fileKey = await open(key, body);
    if (fileKey !== null) return fileKey;
  }
  return null;
}

async function unwrapEd25519(
  stanzas: readonly Stanza[],
  { secret, recipient }: Identity,
): Promise<Uint8Array | null> {
  const scalar = scalarOfSeed(secret);
  const own = sshTag(recipient.bytes);
  for (const { tag, share, body } of sharesOf(stanzas, 'ssh-ed25519', 1)) {
    if (tag !== own) continue;
    const shared = sharedSecret(scalar, share);
    const tweaked = shared && sharedSecret(tweakOf(recipient.bytes), shared);
    if (tweaked === null) throw garbled('ssh-ed25519');
    const fileKey = await open(
      deriveKey(tweaked, Buffer.concat([share, publicOf(scalar)]), ED25519_INFO),
      body,
    );
    if (fileKey !== null) return fileKey;
  }
  return null;
}

interface Shared {
  readonly tag: string | undefined;
  readonly share: Buffer;
  readonly body: Uint8Array;
}

/** The stanzas of a type whose argument at `at`, the last, is a share on the curve. */
function sharesOf(stanzas: readonly Stanza[], wanted: string, at: number): Shared[] {
  return stanzas
    .filter(({ type }) => type === wanted)
    .map(({ args, body }) => {
      const share = fromBase64(args[at] ?? '');
      if (args.length !== at + 1 || share?.length !== SHARE_BYTES || body.length !== BODY_BYTES) {
        throw garbled(wanted);
      }
      return { tag: args[0], share, body };
    });
}

const rsaKeys = new WeakMap<Identity, KeyObject>();

function unwrapRsa(stanzas: readonly Stanza[], identity: Identity): Uint8Array | null {
  const own = sshTag(identity.recipient.bytes);
  for (const { args, body } of stanzas.filter(({ type }) => type === 'ssh-rsa')) {
    if (args.length !== 1) throw garbled('ssh-rsa');
    if (args[0] !== own) continue;
    const key =
      rsaKeys.get(identity) ??
      createPrivateKey({ key: Buffer.from(identity.secret), format: 'der', type: 'pkcs8' });
    rsaKeys.set(identity, key);
    try {
      const fileKey = privateDecrypt({ key, ...RSA_OPTIONS }, body);
      if (fileKey.length === FILE_KEY_BYTES) return fileKey;
    } catch {
      continue;
    }
  }
  return null;
}

/** The library checks the MAC with it; whoever else it lets in comes after the identity has found nothing. */
async function unwrapByLibrary(header: Header, identity: Identity): Promise<Uint8Array | null> {
  const own = header.stanzas.filter(({ type }) => type === 'mlkem768x25519');
  if (own.length === 0) return null;
  for (const { args, body } of own) {
    const length = fromBase64(args[0] ?? '')?.length;
    if (args.length !== 1 || length !== POST_QUANTUM_SHARE_BYTES || body.length !== BODY_BYTES) {
      throw garbled('mlkem768x25519');
    }
  }
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  let foundNothing = false;
  decrypter.addIdentity(nativeIdentityText(identity));
  decrypter.addIdentity({
    unwrapFileKey() {
      foundNothing = true;
      return null;
    },
  });
  try {
    return await decrypter.decryptHeader(header.headerBytes);
  } catch (error) {
    if (foundNothing) return null;
    if (!(error as Error).message.includes('HMAC')) throw garbled('mlkem768x25519');
    throw damaged('mac', 'its header was changed after it was written');
  }
}

/**
 * The file key of a file under a passphrase; null where it is another one, or the file is under none. Throws `age-damaged`,
 * and `age-unsupported`, at once, where trying would take more than {@link MAX_WORK_FACTOR}.
 */
export async function unwrapPassphrase(
  { stanzas }: Header,
  { passphrase }: Passphrase,
): Promise<Uint8Array | null> {
  const stanza = scryptStanza(stanzas);
  if (stanza === null) return null;
  const { salt, workFactor, body } = stanza;
  return open(await stretch(passphrase, salt, workFactor), body);
}

interface ScryptStanza {
  readonly salt: Buffer;
  readonly workFactor: number;
  readonly body: Uint8Array;
}

/** The stanza of a file under a passphrase, which stands alone; null where the file is under none. */
export function scryptStanza(stanzas: readonly Stanza[]): ScryptStanza | null {
  const stanza = stanzas.find(({ type }) => type === 'scrypt');
  if (stanza === undefined) return null;
  if (stanzas.length > 1)
    throw damaged('header', 'it is under a passphrase and for recipients too, which age never is');
  const [salt, factor, ...more] = stanza.args;
  const bytes = fromBase64(salt ?? '');
  const isNumber = /^[1-9][0-9]*$/.test(factor ?? '');
  if (
    bytes?.length !== SCRYPT_SALT_BYTES ||
    !isNumber ||
    more.length > 0 ||
    stanza.body.length !== BODY_BYTES
  ) {
    throw garbled('scrypt');
  }
  const workFactor = Number(factor);
  if (workFactor > MAX_WORK_FACTOR) {
    throw unsupported(
      `trying a passphrase would take 2 to the ${factor?.slice(0, 20)} steps, and 2 to the ${MAX_WORK_FACTOR} are the most that is tried`,
      { limit: MAX_WORK_FACTOR },
    );
  }
  return { salt: bytes, workFactor, body: stanza.body };
}

const open = async (key: Uint8Array, body: Uint8Array): Promise<Uint8Array | null> =>
  (await loadCipher()).open(key, NO_NONCE, body);

const garbled = (type: string): Error =>
  damaged('header', `a recipient of type ${type} in its header is garbled`);
