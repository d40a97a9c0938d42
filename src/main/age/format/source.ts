import { isArmored, unarmor } from './armor';
import { type Header, parseHeader } from './header';

/** An age file on its way in: its header, and then its payload as it comes. */
export interface OpenedFile extends Header {
  readonly armored: boolean;
  /** What follows the header, without armor. */
  readonly payload: AsyncIterable<Uint8Array>;
  /** Lets go of the source, for who does not read the payload to its end. */
  close(): Promise<void>;
}

/** Reads no more than the header, which is bounded. Throws `age-damaged`, `age-unsupported`. */
export async function openFile(source: AsyncIterable<Uint8Array>): Promise<OpenedFile> {
  const raw = new Ahead(source);
  const armored = await raw.until((bytes, isWhole) => isArmored(bytes, isWhole));
  const clear = armored ? new Ahead(unarmor(raw.rest(0))) : raw;
  const header = await clear.until(parseHeader);
  return {
    ...header,
    armored,
    payload: clear.rest(header.payloadOffset),
    async close() {
      await clear.close();
      await raw.close();
    },
  };
}

/** A source some of which can be looked at before it is taken. */
class Ahead {
  private held = Buffer.alloc(0);
  private isWhole = false;
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** What `look` makes of the beginning, which grows to its double as long as that is null. */
  async until<T>(look: (bytes: Buffer, isWhole: boolean) => T | null): Promise<T> {
    try {
      for (let wanted = 1; ; wanted = this.held.length * 2) {
        await this.grow(wanted);
        const seen = look(this.held, this.isWhole);
        if (seen !== null) return seen;
      }
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Everything from there on. */
  async *rest(from: number): AsyncGenerator<Uint8Array> {
    try {
      if (this.held.length > from) yield this.held.subarray(from);
      for (let next = await this.next(); next !== null; next = await this.next()) yield next;
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }

  private async grow(wanted: number): Promise<void> {
    const pieces: Uint8Array[] = [this.held];
    for (let length = this.held.length; length < wanted && !this.isWhole;) {
      const next = await this.next();
      if (next === null) break;
      pieces.push(next);
      length += next.length;
    }
    this.held = Buffer.concat(pieces);
  }

  private async next(): Promise<Uint8Array | null> {
    if (this.isWhole) return null;
    const { value, done } = await this.source.next();
    this.isWhole = done === true;
    return done === true ? null : value;
  }
}

/** Bytes in memory as a source. */
export async function* oneSource(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A source as bytes in memory. */
export async function allOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
