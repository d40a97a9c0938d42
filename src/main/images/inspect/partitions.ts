import type { ImageBytes } from './image-bytes';

const SECTOR = 512;
const ESP = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
/** More than any table of a drive has. */
const MOST_ENTRIES = 512;

/** A stretch of the image where firmware would look for programs. */
export interface EspPlace {
  readonly at: number;
  readonly bytes: number;
}

/** How an image's first sectors divide it and start it. */
export interface PartitionTable {
  readonly kind: 'gpt' | 'mbr' | 'none';
  /** Whether the first sector holds a program for BIOS and the mark that says so. */
  readonly hasBootCode: boolean;
  readonly esps: readonly EspPlace[];
  /** Where the table says that the drive ends, for a GPT whose copy lies there; null elsewhere. */
  readonly bytes: number | null;
}

/** Reads MBR and GPT (UEFI 2.10, chapter 5). */
export async function readPartitions(image: ImageBytes): Promise<PartitionTable> {
  const first = await image.read(0, SECTOR);
  if (first === null || first.readUInt16LE(510) !== 0xaa55) {
    return { kind: 'none', hasBootCode: false, esps: [], bytes: null };
  }
  const hasBootCode = first.subarray(0, 440).some((byte) => byte !== 0);
  const entries = [446, 462, 478, 494].map((at) => ({
    type: first[at + 4]!,
    at: first.readUInt32LE(at + 8) * SECTOR,
    bytes: first.readUInt32LE(at + 12) * SECTOR,
  }));
  const ofMbr = entries.filter(({ type }) => type === 0xef).map(({ at, bytes }) => ({ at, bytes }));
  const gpt = await readGpt(image);
  if (gpt !== null) {
    const known = new Set(gpt.esps.map(({ at }) => at));
    // Hybrid images name the same place in both tables.
    const more = ofMbr.filter(({ at }) => !known.has(at));
    return { kind: 'gpt', hasBootCode, esps: [...gpt.esps, ...more], bytes: gpt.bytes };
  }
  const isMbr = entries.some(({ type }) => type !== 0);
  return { kind: isMbr ? 'mbr' : 'none', hasBootCode, esps: ofMbr, bytes: null };
}

async function readGpt(image: ImageBytes): Promise<{ esps: EspPlace[]; bytes: number } | null> {
  const header = await image.read(SECTOR, 92);
  if (header === null || header.toString('latin1', 0, 8) !== 'EFI PART') return null;
  const table = Number(header.readBigUInt64LE(72)) * SECTOR;
  const count = Math.min(MOST_ENTRIES, header.readUInt32LE(80));
  const size = header.readUInt32LE(84);
  const esps: EspPlace[] = [];
  if (size >= 128 && size <= 4096) {
    for (let entry = 0; entry < count; entry += 1) {
      const bytes = await image.read(table + entry * size, 128);
      if (bytes === null) break;
      if (guid(bytes) !== ESP) continue;
      const from = Number(bytes.readBigUInt64LE(32));
      const last = Number(bytes.readBigUInt64LE(40));
      esps.push({ at: from * SECTOR, bytes: (last - from + 1) * SECTOR });
    }
  }
  return { esps, bytes: (Number(header.readBigUInt64LE(32)) + 1) * SECTOR };
}

/** The first 16 bytes as a GUID: the first three fields are little-endian. */
function guid(bytes: Buffer): string {
  const hex = (from: number, to: number): string => bytes.toString('hex', from, to);
  const turned = (from: number, to: number): string =>
    (hex(from, to).match(/../g) ?? []).toReversed().join('');
  return [turned(0, 4), turned(4, 6), turned(6, 8), hex(8, 10), hex(10, 16)].join('-');
}
