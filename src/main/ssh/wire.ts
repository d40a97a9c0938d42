/**
 * The data types of RFC 4251, 5, read with bounds: whatever a host or a client of the agent sends, nothing is read
 * past the end and nothing larger than what is there is allocated.
 */
export class WireReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** Bytes not read yet. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Where the next value begins. */
  get position(): number {
    return this.at;
  }

  take(count: number): Buffer {
    if (count > this.left) throw new WireError(`${count} bytes are announced, ${this.left} are there`);
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  byte(): number {
    return this.take(1).readUInt8(0);
  }

  uint32(): number {
    return this.take(4).readUInt32BE(0);
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64BE(0);
  }

  boolean(): boolean {
    return this.byte() !== 0;
  }

  /** A `string`: a length and so many bytes. Also how an `mpint` stands on the wire. */
  string(): Buffer {
    return this.take(this.uint32());
  }

  text(): string {
    return this.string().toString('utf8');
  }
}

/** What was to be read is no value of the announced type. */
export class WireError extends Error {}

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A `string` on the wire. */
export const wireString = (value: string | Uint8Array): Buffer => {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
};
