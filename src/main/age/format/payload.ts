import { damaged } from '../failures';
import { deriveKey } from './header';
import { type Cipher, loadCipher, NONCE_BYTES, TAG_BYTES } from './cipher';

/** Plain bytes of a chunk; all but the last are full. */
export const CHUNK_BYTES = 64 * 1024;
/** What a file's own random bytes before its chunks are called too: they make the payload's key. */
export const SALT_BYTES = 16;
const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;
/** So much is worked on before others may have the thread: about a millisecond. */
const SLICE_BYTES = 16 * CHUNK_BYTES;

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
  for await (const piece of inTurns(source, CHUNK_BYTES)) {
    yield piece.isLast ? chunks.sealLast(piece.bytes) : chunks.sealAll(piece.bytes);
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
  for await (const piece of inTurns(source, SEALED_BYTES, SALT_BYTES)) {
    if (chunks === null) {
      if (piece.bytes.length < SALT_BYTES) throw damaged('header', 'it ends after its header', payloadOffset);
      chunks = new Chunks(cipher, deriveKey(fileKey, piece.bytes, 'payload'));
      if (piece.isLast) throw damaged('payload', 'its content is missing', payloadOffset + SALT_BYTES);
      continue;
    }
    yield* piece.isLast ? chunks.openLast(piece.bytes) : chunks.openAll(piece.bytes);
  }
}

class Chunks {
  /** Chunks that are done. */
  private count = 0;

  constructor(
    private readonly cipher: Cipher,
    private readonly key: Uint8Array,
  ) {}

  sealAll(bytes: Uint8Array): Buffer {
    const sealed: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      sealed.push(this.cipher.seal(this.key, this.nonce(false), bytes.subarray(at, at + CHUNK_BYTES)));
      this.count += 1;
    }
    return Buffer.concat(sealed);
  }

  sealLast(bytes: Uint8Array): Uint8Array {
    return this.cipher.seal(this.key, this.nonce(true), bytes);
  }

  /** Full chunks of which none should be the last. */
  *openAll(bytes: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += SEALED_BYTES) {
      const sealed = bytes.subarray(at, at + SEALED_BYTES);
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

interface Piece {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/**
 * The bytes of a source in pieces whose length is a multiple of `unit`, after a first one of `head` bytes where that is
 * asked for; then what is left, at most one `unit`, as the last. Between pieces others may have the thread.
 */
async function* inTurns(source: AsyncIterable<Uint8Array>, unit: number, head = 0): AsyncGenerator<Piece> {
  let held = Buffer.alloc(0);
  let missing = head;
  for await (const given of source) {
    for (let from = 0; from < given.length; from += SLICE_BYTES) {
      held = Buffer.concat([held, given.subarray(from, from + SLICE_BYTES)]);
      if (missing > 0) {
        if (held.length <= missing) continue;
        yield { bytes: held.subarray(0, missing), isLast: false };
        held = held.subarray(missing);
        missing = 0;
      }
      // One unit at least is held back: whether it is the last shows only at the end.
      const ready = Math.floor((held.length - 1) / unit) * unit;
      if (ready <= 0) continue;
      yield { bytes: held.subarray(0, ready), isLast: false };
      held = held.subarray(ready);
      await turn();
    }
  }
  yield { bytes: held, isLast: true };
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
