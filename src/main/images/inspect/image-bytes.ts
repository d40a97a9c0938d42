import type { FileHandle } from 'node:fs/promises';
import type { Packing } from '../../../shared/contract';
import { unpack, type Unpackers } from '../../writer';

/** What can be looked at of an unpacked image without unpacking all of it. */
export interface ImageBytes {
  /** Of the whole image; null where nobody knows yet. */
  readonly bytes: number | null;
  /** Exactly that stretch; null where it lies behind the end, or further in than was unpacked. */
  read(at: number, length: number): Promise<Buffer | null>;
}

/** A packed image is unpacked so far for a look: the first partitions of installers begin well before. */
const LOOK_BYTES = 32 * 1024 * 1024;

/** An image as it lies there. */
export function plainBytes(file: FileHandle, bytes: number): ImageBytes {
  return {
    bytes,
    async read(at, length) {
      if (at < 0 || at + length > bytes) return null;
      const into = Buffer.alloc(length);
      const { bytesRead } = await file.read(into, 0, length, at);
      return bytesRead === length ? into : null;
    },
  };
}

/** The beginning of a packed image. `fd` must stand at the beginning of the file. Throws as {@link unpack} does. */
export async function beginningOf(
  fd: number,
  packing: Packing,
  unpackers: Unpackers,
  bytes: number | null,
): Promise<ImageBytes> {
  const pieces: Buffer[] = [];
  let length = 0;
  const unpacked = unpack(fd, packing, unpackers);
  for await (const piece of unpacked) {
    pieces.push(piece);
    length += piece.length;
    if (length >= LOOK_BYTES) break;
  }
  unpacked.close();
  const whole = Buffer.concat(pieces);
  return {
    bytes,
    read: async (at, size) => (at < 0 || at + size > whole.length ? null : whole.subarray(at, at + size)),
  };
}
