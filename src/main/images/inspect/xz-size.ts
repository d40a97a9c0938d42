import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../shared/contract';

const HEADER = 12;
const FOOTER = 12;
/** An index of more would describe far more blocks than any image has. */
const LONGEST_INDEX = 64 * 1024 * 1024;
/** Bytes looked through at a time for the end of a stream. */
const PADDING_AT_ONCE = 1024 * 1024;

/**
 * Bytes of an .xz file once unpacked, from the indexes at the end of its streams ("The .xz File Format", version 1.2.1,
 * sections 2 and 4). Throws `image-damaged` where the file is cut short or no such file.
 */
export async function xzSize(file: FileHandle, fileBytes: number): Promise<number> {
  let end = fileBytes;
  let size = 0;
  while (end > 0) {
    end = await withoutPadding(file, end);
    if (end === 0) break;
    const footer = await read(file, end - FOOTER, FOOTER);
    if (footer.toString('latin1', 10) !== 'YZ') throw cutShort();
    const indexBytes = (footer.readUInt32LE(4) + 1) * 4;
    if (indexBytes > LONGEST_INDEX) throw cutShort();
    const index = await read(file, end - FOOTER - indexBytes, indexBytes);
    const { blocks, unpacked } = sumOf(index);
    const start = end - FOOTER - indexBytes - blocks - HEADER;
    const header = await read(file, start, 6);
    if (header.toString('latin1') !== '\xfd7zXZ\0') throw cutShort();
    size += unpacked;
    end = start;
  }
  return size;
}

/** Where the stream before `end` ends: streams may be padded with zeros in fours, and their own last byte is none. */
async function withoutPadding(file: FileHandle, end: number): Promise<number> {
  let streamEnd = end;
  while (streamEnd > 0) {
    const length = Math.min(PADDING_AT_ONCE, streamEnd);
    const piece = await read(file, streamEnd - length, length);
    const zeros = length - 1 - piece.findLastIndex((byte) => byte !== 0);
    streamEnd -= zeros;
    if (zeros < length) break;
  }
  if ((end - streamEnd) % 4 !== 0) throw cutShort();
  return streamEnd;
}

/** What all blocks of a stream take in the file and once unpacked. */
function sumOf(index: Buffer): { blocks: number; unpacked: number } {
  let at = 0;
  const next = (): number => {
    let value = 0;
    // At most nine bytes of seven bits, lowest first.
    for (let shift = 0; shift < 9; shift += 1) {
      const byte = index[at++];
      if (byte === undefined) throw cutShort();
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw cutShort();
  };
  if (index[at++] !== 0) throw cutShort();
  let blocks = 0;
  let unpacked = 0;
  for (let records = next(); records > 0; records -= 1) {
    blocks += Math.ceil(next() / 4) * 4;
    unpacked += next();
  }
  return { blocks, unpacked };
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (at < 0) throw cutShort();
  const into = Buffer.alloc(length);
  const { bytesRead } = await file.read(into, 0, length, at);
  if (bytesRead !== length) throw cutShort();
  return into;
}

function cutShort(): AppError {
  return new AppError(
    'image-damaged',
    'The image is damaged or cut short: its end is not that of an .xz file.',
    {
      hint: 'Fetch or build it again, and compare its checksum.',
    },
  );
}
