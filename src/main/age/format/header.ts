import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { damaged, unsupported } from '../failures';
import { fromBase64, toBase64 } from './base64';

/** One way to the file key: who may unwrap it is told by the type and its arguments, if at all. */
export interface Stanza {
  /** The first argument: `X25519`, `ssh-ed25519`, `piv-p256`, `xyz-grease` … */
  readonly type: string;
  /** The others. */
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

/** What the header of an age file says; no key is needed to read it, and nothing in it is proven. */
export interface Header {
  /** In the order of the file, also those of types that nobody here knows. At least one. */
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
  /** The header as it stands in the file without armor, with its last line end. */
  readonly headerBytes: Uint8Array;
  /** Where the payload begins in the file without armor; the length of the header. */
  readonly payloadOffset: number;
}

/**
 * The specification sets no limit. A stanza of the largest kind, post-quantum, takes 1.7 kB: so this is a secret for
 * 600 of those or 9,000 SSH keys, and the time for reading one that is made to be long stays under a tenth of a second.
 */
export const MAX_HEADER_BYTES = 1024 * 1024;
/** A fleet has fewer keys than this. */
export const MAX_STANZAS = 4096;

const VERSION = 'age-encryption.org/';
const VERSION_LINE = `${VERSION}v1`;
const COLUMNS = 64;
const LINE_FEED = 0x0a;
const MAC_MARK = '---';

/**
 * The header at the beginning of `bytes`, by the grammar of C2SP's age, to the letter. Null where `bytes` are not the
 * whole file and more are needed. Throws `age-damaged`, `age-unsupported`.
 */
export function parseHeader(bytes: Uint8Array, isWhole: boolean): Header | null {
  const lines = new Lines(bytes);
  try {
    return readAll(lines);
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
    if (bytes.length >= MAX_HEADER_BYTES) throw tooLong();
    lines.refuseOther();
    if (!isWhole) return null;
    throw bytes.length === 0
      ? damaged('header', 'it is empty', 0)
      : damaged('header', 'it ends in the middle of its header', bytes.length);
  }
}

function readAll(lines: Lines): Header {
  const version = lines.next();
  if (version !== VERSION_LINE) throw otherVersion(version);
  const stanzas: Stanza[] = [];
  for (;;) {
    const at = lines.at;
    const line = lines.next();
    if (line.startsWith(MAC_MARK)) {
      const mac = line.startsWith(`${MAC_MARK} `) ? fromBase64(line.slice(MAC_MARK.length + 1)) : null;
      if (mac?.length !== 32)
        throw damaged('header', 'the last line of its header is not as it should be', at);
      if (stanzas.length === 0) throw damaged('header', 'its header names no recipient', at);
      return { stanzas, mac, headerBytes: lines.bytes.subarray(0, lines.at), payloadOffset: lines.at };
    }
    if (stanzas.length === MAX_STANZAS) {
      throw unsupported(`it has more than ${MAX_STANZAS.toLocaleString('en')} recipients`, {
        limit: MAX_STANZAS,
      });
    }
    stanzas.push(stanzaAfter(line, at, lines));
  }
}

function stanzaAfter(line: string, at: number, lines: Lines): Stanza {
  const [arrow, type, ...args] = line.split(' ');
  if (arrow !== '->' || type === undefined || ![type, ...args].every((arg) => /^[\x21-\x7e]+$/.test(arg))) {
    throw damaged('header', 'a line of its header is not as it should be', at);
  }
  let text = '';
  for (;;) {
    const from = lines.at;
    const next = lines.next();
    if (next.length > COLUMNS) throw damaged('header', 'a line of its header is too long', from);
    text += next;
    if (next.length < COLUMNS) break;
  }
  const body = fromBase64(text);
  if (body === null) throw damaged('header', 'a recipient in its header is garbled', at);
  return { type, args, body };
}

const otherVersion = (line: string): Error =>
  new RegExp(`^${VERSION}[\\x21-\\x7e]+$`).test(line)
    ? unsupported(
        `it says it is of version ${line.slice(VERSION.length, VERSION.length + 40)}, and only v1 is known`,
      )
    : damaged('header', 'it does not begin as an age file', 0);

const tooLong = (): Error =>
  unsupported(`its header is longer than ${MAX_HEADER_BYTES / 1024} kB`, { limit: MAX_HEADER_BYTES });

class EndOfBytes extends Error {}

class Lines {
  at = 0;
  private readonly buffer: Buffer;

  constructor(readonly bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  next(): string {
    const end = this.buffer.indexOf(LINE_FEED, this.at);
    if (end >= MAX_HEADER_BYTES) throw tooLong();
    if (end < 0) throw new EndOfBytes();
    const line = this.buffer.toString('latin1', this.at, end);
    this.at = end + 1;
    return line;
  }

  /** What cannot become a header whatever follows is refused before more is read. */
  refuseOther(): void {
    const begin = this.buffer.toString('latin1', 0, VERSION.length);
    if (!VERSION.startsWith(begin)) throw damaged('header', 'it does not begin as an age file', 0);
  }
}

/** The header for these stanzas, with its MAC under the file key. */
export function writeHeader(stanzas: readonly Stanza[], fileKey: Uint8Array): Buffer {
  const text = [`${VERSION_LINE}\n`, ...stanzas.map(stanzaText), MAC_MARK].join('');
  const covered = Buffer.from(text, 'latin1');
  return Buffer.concat([covered, Buffer.from(` ${toBase64(macOf(covered, fileKey))}\n`, 'latin1')]);
}

/** A stanza as it stands in a header, and as plugins are spoken to. */
export function stanzaText({ type, args, body }: Stanza): string {
  const text = toBase64(body);
  const lines = ['-> ', [type, ...args].join(' '), '\n'];
  // Also where the text fills its last line: a stanza ends with a line that is shorter, if need be empty.
  for (let at = 0; at <= text.length; at += COLUMNS) lines.push(text.slice(at, at + COLUMNS), '\n');
  return lines.join('');
}

/** Throws `age-damaged` where the header is not the one that was written with this file key. */
export function checkMac({ headerBytes, mac }: Header, fileKey: Uint8Array): void {
  const covered = headerBytes.subarray(0, headerBytes.lastIndexOf('-'.charCodeAt(0)) + 1);
  if (!timingSafeEqual(macOf(covered, fileKey), mac)) {
    throw damaged('mac', 'its header was changed after it was written');
  }
}

const macOf = (covered: Uint8Array, fileKey: Uint8Array): Buffer =>
  createHmac('sha256', deriveKey(fileKey, new Uint8Array(0), 'header'))
    .update(covered)
    .digest();

/** HKDF-SHA-256 to 32 bytes, by which age makes every key of another. */
export const deriveKey = (secret: Uint8Array, salt: Uint8Array, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
