import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';

const PIECE = 1024 * 1024;

/**
 * For tests: an image that firmware would start from, by all its marks (boot code and partitions in the first sector, a
 * GPT with its copy at the end, an ISO 9660 descriptor), filled with bytes that follow from `seed`. Nothing in it runs.
 */
export function writeBootImage(file: string, bytes: number, seed = 1): void {
  const fd = openSync(file, 'w');
  const piece = Buffer.alloc(PIECE);
  for (let at = 0; at < bytes; at += PIECE) {
    fill(piece, seed, at);
    writeSync(fd, piece, 0, Math.min(PIECE, bytes - at), at);
  }
  for (const { at, content } of marks(bytes)) writeSync(fd, content, 0, content.length, at);
  closeSync(fd);
}

/** Half noise, half text that packs well: like the files of a system. */
function fill(piece: Buffer, seed: number, at: number): void {
  let state = (seed * 2654435761 + at) >>> 0;
  for (let word = 0; word < piece.length / 8; word += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    piece.writeUInt32LE(state, word);
  }
  piece.fill(`line ${at} of ${seed}\n`, piece.length / 8);
}

function marks(bytes: number): { at: number; content: Buffer }[] {
  const sectors = Math.floor(bytes / 512);
  const first = Buffer.alloc(512);
  first.write('\xeb\x3c\x90boot', 0, 'latin1');
  first[450] = 0xee;
  first.writeUInt32LE(1, 454);
  first.writeUInt32LE(sectors - 1, 458);
  first.writeUInt16LE(0xaa55, 510);
  const header = Buffer.alloc(512);
  header.write('EFI PART', 0, 'latin1');
  header.writeBigUInt64LE(1n, 24);
  header.writeBigUInt64LE(BigInt(sectors - 1), 32);
  header.writeBigUInt64LE(2n, 72);
  header.writeUInt32LE(4, 80);
  header.writeUInt32LE(128, 84);
  const descriptor = Buffer.alloc(2048);
  descriptor[0] = 1;
  descriptor.write('CD001', 1, 'latin1');
  descriptor.write('TESTBOOT'.padEnd(32), 40, 'latin1');
  descriptor.writeUInt32LE(Math.floor(bytes / 2048), 80);
  descriptor.writeUInt16LE(2048, 128);
  const end = Buffer.alloc(2048);
  end[0] = 255;
  end.write('CD001', 1, 'latin1');
  return [
    { at: 0, content: first },
    { at: 512, content: header },
    { at: 1024, content: Buffer.alloc(512) },
    { at: 32_768, content: descriptor },
    { at: 34_816, content: end },
    { at: (sectors - 1) * 512, content: header },
  ];
}

/** For tests: whether firmware would take a drive for one that starts a machine. */
export function looksBootable(file: string): boolean {
  const fd = openSync(file, 'r');
  try {
    const at = (from: number, length: number): string => {
      const into = Buffer.alloc(length);
      readSync(fd, into, 0, length, from);
      return into.toString('latin1');
    };
    const size = fstatSync(fd).size;
    return (
      at(510, 2) === '\x55\xaa' ||
      at(512, 8) === 'EFI PART' ||
      at(size - 512, 8) === 'EFI PART' ||
      at(32_769, 5) === 'CD001'
    );
  } finally {
    closeSync(fd);
  }
}

/** For tests: SHA-256 of the first `bytes` of a file. */
export function sha256Of(file: string, bytes: number): string {
  const fd = openSync(file, 'r');
  const hash = createHash('sha256');
  const piece = Buffer.alloc(PIECE);
  for (let at = 0; at < bytes;) {
    const read = readSync(fd, piece, 0, Math.min(PIECE, bytes - at), at);
    if (read === 0) break;
    hash.update(piece.subarray(0, read));
    at += read;
  }
  closeSync(fd);
  return hash.digest('hex');
}

/** For tests: the checksum file that `sha256sum` would write. */
export function writeChecksum(file: string, sha256: string, name: string): void {
  writeFileSync(file, `${sha256}  ${name}\n`);
}
