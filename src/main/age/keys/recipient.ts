import { createHash, createHmac } from 'node:crypto';
import { AppError } from '../../../shared/contract';
import { fingerprint, WireError, WireReader } from '../../ssh';
import { fromBase64, toBase64 } from '../format/base64';
import { decodeBech32 } from '../format/bech32';
import type { Stanza } from '../format/header';
import { montgomeryOf } from './curve';

/** What a key is, by how a file key is wrapped for it. */
export type RecipientKind =
  | 'x25519'
  /** ML-KEM 768 with X25519. */
  | 'post-quantum'
  | 'ssh-ed25519'
  | 'ssh-rsa'
  /** A hardware key on the curve P-256. */
  | 'tag'
  /** The same with ML-KEM 768. */
  | 'tag-post-quantum'
  /** Known to a program `age-plugin-NAME` alone. */
  | 'plugin';

/** A public key that a file can be encrypted to. Plain data: it can be cloned between threads. */
export interface Recipient {
  readonly kind: RecipientKind;
  /** The key as age takes it, without a comment; equal for equal keys. */
  readonly text: string;
  /** What stood behind an SSH key, often who it belongs to; else empty. */
  readonly comment: string;
  /** `SHA256:…` as OpenSSH shows it; null for keys that are not SSH's. */
  readonly fingerprint: string | null;
  /** The key itself: 32 bytes on the curve of X25519, an SSH key on the wire, or what Bech32 carries. */
  readonly bytes: Uint8Array;
  /** For `ssh-ed25519`: the key on the curve of X25519. */
  readonly montgomery?: Uint8Array;
  /** For `plugin`: NAME of `age-plugin-NAME`. */
  readonly plugin?: string;
}

/** Whether a stanza is for a recipient, as far as it shows. */
export type Match =
  /** Four bytes of a hash are the same: one other key in four thousand million would match too. */
  | 'matches'
  | 'no'
  /** Its kind fits, and who it is for does not show. */
  | 'anonymous';

const RSA_LEAST_BITS = 2048;
/** More only makes the work long. OpenSSH takes no more either. */
const RSA_MOST_BITS = 16_384;
const X25519_BYTES = 32;

/**
 * Reads one recipient as `secrets.nix` or a recipients file has it: `age1…`, or an SSH public key, which may have a
 * comment. Throws `bad-recipient` with the reason.
 */
export function parseRecipient(text: string): Recipient {
  const line = text.trim();
  const [first = '', ...rest] = line.split(/[ \t]+/);
  if (/^age1/i.test(first)) return nativeRecipient(first, rest);
  if (/^(ssh|ecdsa|sk)-/.test(first)) return sshRecipient(first, rest);
  if (/^AGE-(SECRET-KEY|PLUGIN)-/i.test(first)) {
    throw bad('', 'this is an identity, which is secret, and not the recipient that goes with it');
  }
  throw bad(line, line === '' ? 'there is nothing' : 'it begins neither as an age key nor as an SSH key');
}

/** Whether a stanza of a header is for this recipient. */
export function stanzaMatches(stanza: Stanza, recipient: Recipient): Match {
  switch (recipient.kind) {
    case 'x25519':
      return stanza.type === 'X25519' ? 'anonymous' : 'no';
    case 'post-quantum':
      return stanza.type === 'mlkem768x25519' ? 'anonymous' : 'no';
    case 'ssh-ed25519':
    case 'ssh-rsa':
      return stanza.type === recipient.kind && stanza.args[0] === sshTag(recipient.bytes) ? 'matches' : 'no';
    case 'tag':
      return tagMatches(stanza, 'p256tag', recipient.bytes);
    case 'tag-post-quantum':
      return tagMatches(stanza, 'mlkem768p256tag', recipient.bytes.subarray(ML_KEM_BYTES));
    case 'plugin':
      return KNOWN_TYPES.has(stanza.type) || isGrease(stanza) ? 'no' : 'anonymous';
  }
}

/** Whether a stanza was put there by a program to keep others from relying on what they know: it is for nobody. */
export const isGrease = ({ type }: Stanza): boolean => type.endsWith('-grease');

const KNOWN_TYPES: ReadonlySet<string> = new Set([
  'X25519',
  'mlkem768x25519',
  'ssh-ed25519',
  'ssh-rsa',
  'scrypt',
  'p256tag',
  'mlkem768p256tag',
]);

/** Whether the type is one that age itself knows, rather than a plugin. */
export const isKnownType = ({ type }: Stanza): boolean => KNOWN_TYPES.has(type);

/** Whether files for it stay closed to a quantum computer; those are for such recipients alone. */
export const isPostQuantum = ({ kind }: Recipient): boolean =>
  kind === 'post-quantum' || kind === 'tag-post-quantum';

/** How a stanza names an SSH key: the first four bytes of its hash. */
export const sshTag = (blob: Uint8Array): string =>
  toBase64(createHash('sha256').update(blob).digest().subarray(0, TAG_BYTES));

const TAG_BYTES = 4;
const ML_KEM_BYTES = 1184;

function tagMatches({ type, args }: Stanza, wanted: string, point: Uint8Array): Match {
  const share = type === wanted ? fromBase64(args[1] ?? '') : null;
  if (share === null) return 'no';
  const name = createHash('sha256').update(point).digest().subarray(0, TAG_BYTES);
  // HKDF-Extract is an HMAC under the salt.
  const tag = createHmac('sha256', `age-encryption.org/${wanted}`).update(share).update(name).digest();
  return toBase64(tag.subarray(0, TAG_BYTES)) === args[0] ? 'matches' : 'no';
}

function nativeRecipient(word: string, rest: readonly string[]): Recipient {
  if (rest.length > 0) throw bad(word, 'words follow it, and age takes none there');
  const key = decodeBech32(word);
  if (key === null) throw bad(word, 'it is mistyped or cut off (its checksum does not fit)');
  const text = word.toLowerCase();
  const common = { text, comment: '', fingerprint: null, bytes: key.bytes };
  const sized = (kind: RecipientKind, length: number): Recipient => {
    if (key.bytes.length !== length) throw bad(word, 'it has not the length of such a key');
    return { ...common, kind };
  };
  switch (key.prefix.toLowerCase()) {
    case 'age':
      return sized('x25519', X25519_BYTES);
    case 'age1pq':
      return sized('post-quantum', 1216);
    case 'age1tag':
      return sized('tag', 33);
    case 'age1tagpq':
      return sized('tag-post-quantum', 1249);
    default: {
      const plugin = /^age1([a-z0-9+\-._]+)$/.exec(key.prefix.toLowerCase())?.[1];
      if (plugin === undefined) throw bad(word, 'no kind of age key begins like this');
      return { ...common, kind: 'plugin', plugin };
    }
  }
}

function sshRecipient(type: string, [base64 = '', ...comment]: readonly string[]): Recipient {
  const name = `${type} ${base64.slice(0, 24)}…`;
  if (type !== 'ssh-ed25519' && type !== 'ssh-rsa') throw bad(name, whyNot(type));
  const blob = fromBase64(base64.replace(/={1,2}$/, ''));
  if (blob === null || blob.length === 0) throw bad(name, 'the key is mistyped or cut off');
  const recipient = sshRecipientOf(blob, name);
  if (recipient.kind !== type) throw bad(name, `the key itself says it is ${recipient.kind}`);
  return { ...recipient, comment: comment.join(' ') };
}

/** The recipient for an SSH public key as it stands on the wire. Throws `bad-recipient`. */
export function sshRecipientOf(blob: Buffer, name = 'this SSH key'): Recipient {
  let type: string;
  let key: Pick<Recipient, 'montgomery'>;
  try {
    const wire = new WireReader(blob);
    type = wire.text();
    if (type !== 'ssh-ed25519' && type !== 'ssh-rsa') throw bad(name, whyNot(type));
    key = type === 'ssh-ed25519' ? ed25519Key(wire, name) : rsaKey(wire, name);
    if (wire.left > 0) throw bad(name, 'the key has more to it than it should');
  } catch (error) {
    throw error instanceof WireError ? bad(name, 'the key is cut off') : error;
  }
  return {
    kind: type,
    text: `${type} ${blob.toString('base64')}`,
    comment: '',
    fingerprint: fingerprint(blob),
    bytes: blob,
    ...key,
  };
}

function ed25519Key(wire: WireReader, name: string): { montgomery: Uint8Array } {
  const point = wire.string();
  const montgomery = point.length === X25519_BYTES ? montgomeryOf(point) : null;
  if (montgomery === null) throw bad(name, 'it is no point of the curve Ed25519');
  return { montgomery };
}

function rsaKey(wire: WireReader, name: string): Record<string, never> {
  wire.string();
  const modulus = wire.string();
  const bits = BigInt(`0x0${modulus.toString('hex')}`).toString(2).length;
  if (bits < RSA_LEAST_BITS)
    throw bad(name, `an RSA key of ${bits} bits is too weak for age, which asks for 2048`);
  if (bits > RSA_MOST_BITS) throw bad(name, `no RSA key of ${bits} bits is used`);
  return {};
}

function whyNot(type: string): string {
  if (type.startsWith('sk-'))
    return 'a key on a security token (sk-…) only signs, so age cannot encrypt to it';
  if (type.startsWith('ecdsa-'))
    return 'age does not encrypt to ECDSA keys; use an ssh-ed25519 key of the same host';
  if (type === 'ssh-dss') return 'age does not encrypt to DSA keys';
  if (type.includes('-cert-')) return 'this is a certificate; take the key it is for';
  return `age does not encrypt to keys of type ${type.slice(0, 40)}`;
}

function bad(name: string, why: string): AppError {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return new AppError(
    'bad-recipient',
    `${shown === '' ? 'A recipient' : `“${shown}”`} cannot be used: ${why}.`,
    {
      hint: 'Recipients are age1… keys and SSH public keys of type ssh-ed25519 or ssh-rsa.',
      detail: shown === '' ? {} : { recipient: shown },
    },
  );
}
