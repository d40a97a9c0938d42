import { damaged } from '../failures';
import { deriveKey } from './header';
import { type Cipher, joined, loadCipher, NONCE_BYTES, TAG_BYTES } from './cipher';

/** Plain bytes of a chunk; all but the last are full. */
const CHUNK_BYTES = 64 * 1024;
/** What a file's own random bytes before its chunks are called too: they make the payload's key. */
export const SALT_BYTES = 16;
const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;
/** So much is worked on before others may have the thread: under a millisecond. */
const SLICE_BYTES = 4 * CHUNK_BYTES;

/**
 * How many bytes a payload of this length holds, or null where age writes none of that length: it was cut off, or
 * something was added.
 */
export function plainLength(payloadBytes: number): number | null {
  const sealed = payloadBytes - SALT_BYTES;
  const last = sealed % SEALED_BYTES;
  const chunks = Math.ceil(sealed / SEALED_BYTES);
  if (sealed < TAG_BYTES || (last > 0 && last < TAG_BYTES) || (last === TAG_BYTES && chunks > 1)) return null;
  return sealed - chunks * TAG_BYTES;
}

/** Seals what `source` gives, a chunk at a time. `salt` is new for each file. */
export async function* sealPayload(
  fileKey: Uint8Array,
  salt: Uint8Array,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const chunks = new Chunks(await loadCipher(), deriveKey(fileKey, salt, 'payload'));
  yield salt;
  for await (const { parts, isLast } of inTurns(source, CHUNK_BYTES)) {
    if (isLast) yield chunks.sealLast(whole(parts));
    else yield* chunks.sealAll(parts);
  }
}

/** Opens a payload. What it gives is proven, and that nothing is missing only once it has ended. Throws `age-damaged`. */
export async function* openPayload(
  fileKey: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  payloadOffset: number,
): AsyncGenerator<Uint8Array> {
  let chunks: Chunks | null = null;
  const cipher = await loadCipher();
  for await (const { parts, isLast } of inTurns(source, SEALED_BYTES, SALT_BYTES)) {
    if (chunks === null) {
      const salt = whole(parts);
      if (salt.length < SALT_BYTES) throw damaged('header', 'it ends after its header', payloadOffset);
      chunks = new Chunks(cipher, deriveKey(fileKey, salt, 'payload'));
      if (isLast) throw damaged('payload', 'its content is missing', payloadOffset + SALT_BYTES);
      continue;
    }
    yield* isLast ? chunks.openLast(whole(parts)) : chunks.openAll(parts);
  }
}

class Chunks {
  /** Chunks that are done. */
  private count = 0;

  constructor(
    private readonly cipher: Cipher,
    private readonly key: Uint8Array,
  ) {}

  *sealAll(parts: readonly Uint8Array[]): Generator<Uint8Array> {
    for (const plain of cut(parts, CHUNK_BYTES)) {
      const { text, tag } = this.cipher.seal(this.key, this.nonce(false), plain);
      yield text;
      yield tag;
      this.count += 1;
    }
  }

  sealLast(bytes: Uint8Array): Uint8Array {
    return joined(this.cipher.seal(this.key, this.nonce(true), bytes));
  }

  /** Full chunks of which none should be the last. */
  *openAll(parts: readonly Uint8Array[]): Generator<Uint8Array> {
    for (const sealed of cut(parts, SEALED_BYTES)) {
      const plain = this.cipher.open(this.key, this.nonce(false), sealed);
      if (plain === null) {
        yield* this.openAs(true, sealed);
        throw damaged('payload', `something follows the end of its content, which is part ${this.count + 1}`);
      }
      this.count += 1;
      yield plain;
    }
  }

  *openLast(sealed: Uint8Array): Generator<Uint8Array> {
    const plain = this.cipher.open(this.key, this.nonce(true), sealed);
    if (plain === null) {
      yield* this.openAs(false, sealed);
      throw damaged('payload', `its content is cut off after part ${this.count + 1}`);
    }
    if (plain.length === 0 && this.count > 0) throw damaged('payload', 'its content ends with nothing');
    yield plain;
  }

  /** What stands where it should not is still proven to be content. Throws `age-damaged` where it is not. */
  private *openAs(isLast: boolean, sealed: Uint8Array): Generator<Uint8Array> {
    const plain =
      sealed.length === SEALED_BYTES ? this.cipher.open(this.key, this.nonce(isLast), sealed) : null;
    if (plain === null) {
      throw damaged('payload', `its content was changed or cut off in part ${this.count + 1}`);
    }
    yield plain;
  }

  private nonce(isLast: boolean): Buffer {
    const nonce = Buffer.alloc(NONCE_BYTES);
    // Eleven bytes count; six are more than a file can have.
    nonce.writeUIntBE(this.count, NONCE_BYTES - 7, 6);
    nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
    return nonce;
  }
}

const whole = ([first = new Uint8Array(0)]: readonly Uint8Array[]): Uint8Array => first;

function* cut(parts: readonly Uint8Array[], length: number): Generator<Uint8Array> {
  for (const part of parts) {
    for (let at = 0; at < part.length; at += length) yield part.subarray(at, at + length);
  }
}

interface Piece {
  /** Each a number of whole units long, but for the last piece. */
  readonly parts: readonly Uint8Array[];
  readonly isLast: boolean;
}

/**
 * The bytes of a source in pieces of whole units, after a first one of `head` bytes where that is asked for; then what is
 * left, at most one unit, as the last. Between pieces others may have the thread.
 */
async function* inTurns(source: AsyncIterable<Uint8Array>, unit: number, head = 0): AsyncGenerator<Piece> {
  let held: Uint8Array = new Uint8Array(0);
  let wanted = head > 0 ? head : unit;
  for await (const given of source) {
    for (let from = 0; from < given.length; from += SLICE_BYTES) {
      let slice = given.subarray(from, from + SLICE_BYTES);
      const parts: Uint8Array[] = [];
      while (slice.length > 0) {
        if (held.length === wanted) {
          parts.push(held);
          held = new Uint8Array(0);
          if (wanted !== unit) {
            yield { parts: parts.splice(0), isLast: false };
            wanted = unit;
          }
        }
        // What fills the last unit is held back: whether more follows shows only then.
        const ready = held.length > 0 || wanted !== unit ? 0 : Math.floor((slice.length - 1) / unit) * unit;
        if (ready > 0) parts.push(slice.subarray(0, ready));
        const rest = slice.subarray(ready, ready + wanted - held.length);
        held = Buffer.concat([held, rest]);
        slice = slice.subarray(ready + rest.length);
      }
      if (parts.length === 0) continue;
      yield { parts, isLast: false };
      await turn();
    }
  }
  yield { parts: [held], isLast: true };
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
