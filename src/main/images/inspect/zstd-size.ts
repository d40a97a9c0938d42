import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../shared/contract';

const FRAME = 0xfd2fb528;
const CHECKSUM = 4;
/** Block headers lie up to 128 kB apart, so little is gained by reading far ahead. */
const WINDOW = 4 * 1024;

/**
 * Bytes of a .zst file once unpacked, from the headers of its frames and blocks (RFC 8878, 3.1.1); null where a frame does
 * not tell. Walks over all blocks, so a file that is cut short is found. Throws `image-damaged`.
 */
export async function zstdSize(file: FileHandle, fileBytes: number): Promise<number | null> {
  const read = reader(file, fileBytes);
  let at = 0;
  let size: number | null = 0;
  while (at < fileBytes) {
    const magic = (await read(at, 4)).readUInt32LE();
    at += 4;
    if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) {
      at += 4 + (await read(at, 4)).readUInt32LE();
      if (at > fileBytes) throw cutShort();
      continue;
    }
    if (magic !== FRAME) throw cutShort();
    const header = await frameHeader(read, at);
    at = await endOfBlocks(read, header.end);
    if (header.hasChecksum) at += CHECKSUM;
    if (at > fileBytes) throw cutShort();
    size = size === null || header.content === null ? null : size + header.content;
  }
  return size;
}

type Read = (at: number, length: number) => Promise<Buffer>;

interface FrameHeader {
  readonly end: number;
  readonly content: number | null;
  readonly hasChecksum: boolean;
}

async function frameHeader(read: Read, at: number): Promise<FrameHeader> {
  const descriptor = (await read(at, 1))[0]!;
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][sizeFlag]!;
  const sizeAt = at + 1 + (isSingle ? 0 : 1) + dictionary;
  const field = await read(sizeAt, sizeBytes);
  return { end: sizeAt + sizeBytes, content: contentOf(field), hasChecksum: (descriptor & 4) !== 0 };
}

function contentOf(field: Buffer): number | null {
  switch (field.length) {
    case 0:
      return null;
    case 2:
      return field.readUInt16LE() + 256;
    case 8:
      return Number(field.readBigUInt64LE());
    default:
      return field.readUIntLE(0, field.length);
  }
}

async function endOfBlocks(read: Read, from: number): Promise<number> {
  for (let at = from; ;) {
    const header = (await read(at, 3)).readUIntLE(0, 3);
    const type = (header >> 1) & 3;
    if (type === 3) throw cutShort();
    // A block of one repeated byte holds that byte once.
    at += 3 + (type === 1 ? 1 : header >> 3);
    if ((header & 1) !== 0) return at;
  }
}

/** Reads small stretches through a window. */
function reader(file: FileHandle, fileBytes: number): Read {
  const window = Buffer.alloc(WINDOW);
  let start = 0;
  let filled = 0;
  return async (at, length) => {
    if (at + length > fileBytes) throw cutShort();
    if (at < start || at + length > start + filled) {
      start = at;
      ({ bytesRead: filled } = await file.read(window, 0, WINDOW, at));
      if (filled < length) throw cutShort();
    }
    return Buffer.from(window.subarray(at - start, at - start + length));
  };
}

function cutShort(): AppError {
  return new AppError('image-damaged', 'The image is damaged or cut short: it is not a whole .zst file.', {
    hint: 'Fetch or build it again, and compare its checksum.',
  });
}
