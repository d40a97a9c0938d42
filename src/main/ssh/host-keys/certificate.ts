import { isSignedBy, keyTypeOf } from '../keys/signature';
import { WireError, WireReader, wireString } from '../wire';

/** An OpenSSH certificate (OpenSSH's PROTOCOL.certkeys), as far as one of a host is judged. */
export interface Certificate {
  /** The certified key as it stands on the wire without its certificate. */
  readonly key: Buffer;
  /** 1 for a user, 2 for a host. */
  readonly kind: number;
  readonly serial: bigint;
  readonly keyId: string;
  readonly principals: readonly string[];
  /** Seconds since 1970. */
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  /** Names of the critical options; a host certificate has none. */
  readonly criticalOptions: readonly string[];
  readonly authority: Buffer;
  /** Whether the authority's signature holds. */
  readonly isSigned: boolean;
}

const SUFFIX = '-cert-v01@openssh.com';
const HOST = 2;
const MAX_LIST = 256;

/** How many strings the public half of a key has behind its type. */
const PARTS: Readonly<Record<string, number>> = {
  'ssh-ed25519': 1,
  'ssh-rsa': 2,
  'ecdsa-sha2-nistp256': 2,
  'ecdsa-sha2-nistp384': 2,
  'ecdsa-sha2-nistp521': 2,
};

function strings(list: Buffer): Buffer[] {
  const reader = new WireReader(list);
  const found: Buffer[] = [];
  while (reader.left > 0 && found.length < MAX_LIST) found.push(reader.string());
  if (reader.left > 0) throw new WireError('a list is too long');
  return found;
}

/** Reads a certificate; null for what is none of a kind we can verify. */
export function parseCertificate(blob: Buffer): Certificate | null {
  const type = keyTypeOf(blob);
  const plain = type.endsWith(SUFFIX) ? type.slice(0, -SUFFIX.length) : '';
  const parts = PARTS[plain];
  if (parts === undefined) return null;
  try {
    const reader = new WireReader(blob);
    reader.string();
    reader.string(); // nonce
    const key = Buffer.concat([
      wireString(plain),
      ...Array.from({ length: parts }, () => wireString(reader.string())),
    ]);
    const serial = reader.uint64();
    const kind = reader.uint32();
    const keyId = reader.text();
    const principals = strings(reader.string()).map((name) => name.toString('utf8'));
    const validAfter = reader.uint64();
    const validBefore = reader.uint64();
    const options = strings(reader.string());
    reader.string(); // extensions
    reader.string(); // reserved
    const authority = reader.string();
    const signed = blob.subarray(0, reader.position);
    const isSigned = isSignedBy(authority, signed, reader.string()) && reader.left === 0;
    return {
      key,
      kind,
      serial,
      keyId,
      principals,
      validAfter,
      validBefore,
      // Names and values take turns.
      criticalOptions: options.filter((_, at) => at % 2 === 0).map((name) => name.toString('utf8')),
      authority,
      isSigned,
    };
  } catch {
    return null;
  }
}

/**
 * Why a certificate does not prove that the host of this name (without port) has the key; null when it does. Who
 * the authority may speak for is not asked here. A certificate without principals speaks for nobody.
 */
export function faultOf(certificate: Certificate, name: string, now: Date): string | null {
  const seconds = BigInt(Math.floor(now.getTime() / 1000));
  if (!certificate.isSigned) return 'its signature does not hold';
  if (certificate.kind !== HOST) return 'it is not a certificate of a host';
  if (seconds < certificate.validAfter) return 'it is not valid yet';
  if (seconds >= certificate.validBefore) return `it ran out on ${day(certificate.validBefore)}`;
  if (certificate.criticalOptions.length > 0) {
    return `it has a critical option that is not understood (${certificate.criticalOptions.join(', ')})`;
  }
  if (certificate.principals.length === 0) return 'it names no host (principals)';
  // ssh takes no patterns here, so neither do we.
  if (!certificate.principals.includes(name)) {
    return `it is for ${certificate.principals.join(', ')}`;
  }
  return null;
}

function day(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? 'an unknown day' : date.toISOString().slice(0, 10);
}
