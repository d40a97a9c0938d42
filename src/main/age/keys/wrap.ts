import { constants, createPublicKey, type KeyObject, publicEncrypt, randomBytes, scrypt } from 'node:crypto';
import { AppError } from '../../../shared/contract';
import { WireReader } from '../../ssh';
import { toBase64 } from '../format/base64';
import { joined, loadCipher, NONCE_BYTES } from '../format/cipher';
import { deriveKey, parseHeader, type Stanza } from '../format/header';
import { ephemeralKey, sharedSecret } from './curve';
import { wrapByPlugin } from '../plugins/wrap';
import { isPostQuantum, type Recipient, sshTag } from './recipient';

/** A passphrase, which opens the files that were encrypted to it alone. */
export interface Passphrase {
  readonly kind: 'passphrase';
  readonly passphrase: string;
  /** For encrypting: base-2 logarithm of scrypt's cost; age's own 18 where absent, which takes a second and 256 MB. */
  readonly workFactor?: number;
}

export interface Wrapped {
  readonly fileKey: Uint8Array;
  readonly stanzas: readonly Stanza[];
}

export const FILE_KEY_BYTES = 16;
export const X25519_INFO = 'age-encryption.org/v1/X25519';
export const ED25519_INFO = 'age-encryption.org/v1/ssh-ed25519';
export const RSA_OPTIONS = {
  oaepHash: 'sha256',
  oaepLabel: Buffer.from('age-encryption.org/v1/ssh-rsa'),
  padding: constants.RSA_PKCS1_OAEP_PADDING,
} as const;
export const SCRYPT_SALT_BYTES = 16;
const SCRYPT_INFO = 'age-encryption.org/v1/scrypt';
const DEFAULT_WORK_FACTOR = 18;
/** The nonce where a key is used once. */
export const NO_NONCE = Buffer.alloc(NONCE_BYTES);

/**
 * A new file key, and a stanza for each recipient; those of plugins come last. Throws `bad-recipient` for one that nothing
 * can be encrypted to, `mixed-recipients` where a plugin does not let its own be mixed with the others.
 */
export async function wrapForAll(recipients: readonly Recipient[]): Promise<Wrapped> {
  const byPlugin = new Map<string, Recipient[]>();
  const others: Recipient[] = [];
  for (const recipient of recipients) {
    if (recipient.plugin === undefined) others.push(recipient);
    else byPlugin.set(recipient.plugin, [...(byPlugin.get(recipient.plugin) ?? []), recipient]);
  }
  const { fileKey, stanzas } = await wrapWithoutPlugins(others);
  const wrapped = [...stanzas];
  let labels = others.length === 0 ? null : others.every(isPostQuantum) ? POST_QUANTUM_LABELS : '';
  for (const [plugin, own] of byPlugin) {
    const { stanzas: more, labels: its } = await wrapByPlugin(fileKey, own);
    if (labels !== null && its.join(' ') !== labels) throw notMixed(plugin);
    labels = its.join(' ');
    wrapped.push(...more);
  }
  return { fileKey, stanzas: wrapped };
}

/** What a plugin says of stanzas that stay closed to a quantum computer. */
const POST_QUANTUM_LABELS = 'postquantum';

const notMixed = (plugin: string): AppError =>
  new AppError(
    'mixed-recipients',
    `age-plugin-${plugin} does not let its recipients be mixed with the others of this file.`,
    {
      hint: 'Take recipients of one kind.',
      detail: { plugin },
    },
  );

async function wrapWithoutPlugins(recipients: readonly Recipient[]): Promise<Wrapped> {
  if (recipients.some(isForLibrary)) return wrapByLibrary(recipients);
  const fileKey = randomBytes(FILE_KEY_BYTES);
  const stanzas: Stanza[] = [];
  for (const recipient of recipients) stanzas.push(await wrap(fileKey, recipient));
  return { fileKey, stanzas };
}

const isForLibrary = ({ kind }: Recipient): boolean =>
  kind === 'post-quantum' || kind === 'tag' || kind === 'tag-post-quantum';

/**
 * The library knows more kinds than we wrap ourselves, and makes the file key: so it has the whole header to do, with our
 * kinds among its own, and we take key and stanzas from there.
 */
async function wrapByLibrary(recipients: readonly Recipient[]): Promise<Wrapped> {
  const { Encrypter, Stanza: LibraryStanza } = await import('age-encryption');
  const encrypter = new Encrypter();
  let fileKey: Uint8Array = new Uint8Array(0);
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = Uint8Array.from(key);
      return [];
    },
  });
  for (const recipient of recipients) {
    if (isForLibrary(recipient)) encrypter.addRecipient(recipient.text);
    else
      encrypter.addRecipient({
        async wrapFileKey(key) {
          const { type, args, body } = await wrap(key, recipient);
          return [new LibraryStanza([type, ...args], body)];
        },
      });
  }
  const header = parseHeader(await encrypter.encrypt(new Uint8Array(0)), true);
  return { fileKey, stanzas: header?.stanzas ?? [] };
}

async function wrap(fileKey: Uint8Array, recipient: Recipient): Promise<Stanza> {
  switch (recipient.kind) {
    case 'x25519':
      return wrapX25519(fileKey, recipient);
    case 'ssh-ed25519':
      return wrapEd25519(fileKey, recipient);
    case 'ssh-rsa':
      return {
        type: 'ssh-rsa',
        args: [sshTag(recipient.bytes)],
        body: publicEncrypt({ key: rsaKeyOf(recipient), ...RSA_OPTIONS }, fileKey),
      };
    case 'post-quantum':
    case 'tag':
    case 'tag-post-quantum':
    case 'plugin':
      throw new Error(`not wrapped here: ${recipient.kind}`);
  }
}

async function wrapX25519(fileKey: Uint8Array, { bytes }: Recipient): Promise<Stanza> {
  const { share, secret } = shareWith(bytes);
  const key = deriveKey(secret, Buffer.concat([share, bytes]), X25519_INFO);
  return { type: 'X25519', args: [toBase64(share)], body: await seal(key, fileKey) };
}

/** As agessh of the age program does it: the tweak binds the shared secret to the key as SSH writes it. */
async function wrapEd25519(fileKey: Uint8Array, recipient: Recipient): Promise<Stanza> {
  const { bytes, montgomery = bytes } = recipient;
  const { share, secret } = shareWith(montgomery);
  const tweaked = sharedSecret(tweakOf(bytes), secret);
  if (tweaked === null) throw lowOrder();
  const key = deriveKey(tweaked, Buffer.concat([share, montgomery]), ED25519_INFO);
  return { type: 'ssh-ed25519', args: [sshTag(bytes), toBase64(share)], body: await seal(key, fileKey) };
}

export const tweakOf = (blob: Uint8Array): Buffer => deriveKey(new Uint8Array(0), blob, ED25519_INFO);

function shareWith(point: Uint8Array): { share: Buffer; secret: Buffer } {
  const ephemeral = ephemeralKey();
  try {
    return { share: ephemeral.share, secret: ephemeral.shareWith(point) };
  } catch {
    throw lowOrder();
  }
}

const lowOrder = (): AppError =>
  new AppError(
    'bad-recipient',
    'A recipient cannot be used: whatever is encrypted to it could be read by everybody.',
    {
      hint: 'It is no key that a program makes. Find out where it came from.',
    },
  );

const seal = async (key: Uint8Array, fileKey: Uint8Array): Promise<Uint8Array> =>
  joined((await loadCipher()).seal(key, NO_NONCE, fileKey));

const rsaKeys = new WeakMap<Recipient, KeyObject>();

function rsaKeyOf(recipient: Recipient): KeyObject {
  const known = rsaKeys.get(recipient);
  if (known) return known;
  const wire = new WireReader(Buffer.from(recipient.bytes));
  wire.string();
  const [e, n] = [wire.string(), wire.string()].map((half) => half.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'RSA', e, n }, format: 'jwk' });
  rsaKeys.set(recipient, key);
  return key;
}

/** The only stanza of a file under a passphrase. */
export async function wrapPassphrase(to: Passphrase): Promise<Wrapped> {
  const fileKey = randomBytes(FILE_KEY_BYTES);
  const salt = randomBytes(SCRYPT_SALT_BYTES);
  const workFactor = to.workFactor ?? DEFAULT_WORK_FACTOR;
  const key = await stretch(to.passphrase, salt, workFactor);
  const stanza = {
    type: 'scrypt',
    args: [toBase64(salt), String(workFactor)],
    body: await seal(key, fileKey),
  };
  return { fileKey, stanzas: [stanza] };
}

const BLOCK_SIZE = 8;

/** The key that scrypt makes of a passphrase, away from this thread. Takes 1 kB times 2 to the work factor of memory. */
export function stretch(passphrase: string, salt: Uint8Array, workFactor: number): Promise<Buffer> {
  const N = 2 ** workFactor;
  const options = { N, r: BLOCK_SIZE, p: 1, maxmem: 128 * BLOCK_SIZE * (N + 64) };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.concat([Buffer.from(SCRYPT_INFO), salt]), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
