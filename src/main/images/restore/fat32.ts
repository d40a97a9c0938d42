/**
 * The beginning of a drive that holds nothing but one empty FAT32 partition, for a drive of so many bytes: partition
 * table, boot sector, FS information, both tables and the empty root folder. What comes after it need not be written.
 * Layout from Microsoft's “FAT32 File System Specification” 1.03.
 */

const SECTOR = 512;
/** Partitions begin where every flash chip is happy, as fdisk has it. */
const FIRST_SECTOR = 2048;
/** More does not fit the table of partitions. */
const MAX_SECTORS = 0xffff_ffff - FIRST_SECTOR;
const RESERVED_SECTORS = 32;
/** FAT32 begins at so many clusters; what has fewer is taken for FAT16. */
const MIN_CLUSTERS = 65_525;
/** Longest label of a FAT volume. */
const LABEL_LENGTH = 11;
/** Type of the partition: FAT32, addressed by sectors. */
const FAT32_LBA = 0x0c;
const MEDIA = 0xf8;

/** The smallest drive that takes FAT32 with clusters of one sector, in bytes. */
export const SMALLEST_FAT32 = 40 * 1024 * 1024;

/**
 * The first bytes of such a drive; `serial` makes the volume another than any before. Throws RangeError for a drive below
 * {@link SMALLEST_FAT32}.
 */
export function emptyFat32(driveBytes: number, label: string, serial: number): Uint8Array {
  if (driveBytes < SMALLEST_FAT32) throw new RangeError('The drive is too small for FAT32.');
  const sectors = Math.min(Math.floor(driveBytes / SECTOR) - FIRST_SECTOR, MAX_SECTORS);
  const perCluster = sectorsPerCluster(sectors);
  const fatSectors = sectorsOfFat(sectors, perCluster);
  const clusters = Math.floor((sectors - RESERVED_SECTORS - 2 * fatSectors) / perCluster);
  const start = FIRST_SECTOR * SECTOR;
  const rootStart = start + (RESERVED_SECTORS + 2 * fatSectors) * SECTOR;
  const image = new Uint8Array(rootStart + perCluster * SECTOR);
  const view = new DataView(image.buffer);
  const name = volumeName(label);

  writePartition(view, sectors, serial);
  for (const at of [start, start + 6 * SECTOR]) {
    writeBootSector(image, at, { sectors, perCluster, fatSectors, serial, name });
    writeInformation(view, at + SECTOR, clusters - 1);
  }
  for (const fat of [0, 1]) {
    const at = start + (RESERVED_SECTORS + fat * fatSectors) * SECTOR;
    view.setUint32(at, 0x0fff_ff00 + MEDIA, true);
    view.setUint32(at + 4, 0x0fff_ffff, true);
    // The root folder: one cluster, and its last.
    view.setUint32(at + 8, 0x0fff_ffff, true);
  }
  // Its only entry is the name of the volume.
  image.set(name, rootStart);
  view.setUint8(rootStart + LABEL_LENGTH, 0x08);
  return image;
}

function sectorsPerCluster(sectors: number): number {
  const bytes = sectors * SECTOR;
  const giga = 1024 ** 3;
  if (bytes <= 260 * 1024 ** 2) return 1;
  if (bytes <= 8 * giga) return 8;
  if (bytes <= 16 * giga) return 16;
  return bytes <= 32 * giga ? 32 : 64;
}

/** Room for an entry of four bytes for each cluster and the first two, which mean something else. */
function sectorsOfFat(sectors: number, perCluster: number): number {
  const entries = (sectors - RESERVED_SECTORS) / perCluster + 2;
  const needed = Math.ceil((entries * 4) / SECTOR);
  const clusters = (sectors - RESERVED_SECTORS - 2 * needed) / perCluster;
  if (clusters < MIN_CLUSTERS) throw new RangeError('The drive is too small for FAT32.');
  return needed;
}

function volumeName(label: string): Uint8Array {
  const plain = label.toUpperCase().replaceAll(/[^A-Z0-9 _-]/g, '_');
  return new TextEncoder().encode(plain.slice(0, LABEL_LENGTH).padEnd(LABEL_LENGTH));
}

function writePartition(view: DataView, sectors: number, serial: number): void {
  view.setUint32(440, serial, true);
  const at = 446;
  // Heads and cylinders are told as “see the sectors”.
  view.setUint32(at, 0xffff_fe00, true);
  view.setUint32(at + 4, 0xffff_fe00 + FAT32_LBA, true);
  view.setUint32(at + 8, FIRST_SECTOR, true);
  view.setUint32(at + 12, sectors, true);
  view.setUint16(510, 0xaa55, true);
}

interface Volume {
  readonly sectors: number;
  readonly perCluster: number;
  readonly fatSectors: number;
  readonly serial: number;
  readonly name: Uint8Array;
}

function writeBootSector(image: Uint8Array, at: number, volume: Volume): void {
  const view = new DataView(image.buffer, at, SECTOR);
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  // A jump over the table; there is no program to start.
  image.set([0xeb, 0x58, 0x90], at);
  image.set(text('SNOWFLT '), at + 3);
  view.setUint16(11, SECTOR, true);
  view.setUint8(13, volume.perCluster);
  view.setUint16(14, RESERVED_SECTORS, true);
  view.setUint8(16, 2);
  view.setUint8(21, MEDIA);
  view.setUint16(24, 63, true);
  view.setUint16(26, 255, true);
  view.setUint32(28, FIRST_SECTOR, true);
  view.setUint32(32, volume.sectors, true);
  view.setUint32(36, volume.fatSectors, true);
  view.setUint32(44, 2, true);
  view.setUint16(48, 1, true);
  view.setUint16(50, 6, true);
  view.setUint8(64, 0x80);
  view.setUint8(66, 0x29);
  view.setUint32(67, volume.serial, true);
  image.set(volume.name, at + 71);
  image.set(text('FAT32   '), at + 82);
  view.setUint16(510, 0xaa55, true);
}

function writeInformation(view: DataView, at: number, free: number): void {
  view.setUint32(at, 0x4161_5252, true);
  view.setUint32(at + 484, 0x6141_7272, true);
  view.setUint32(at + 488, free, true);
  view.setUint32(at + 492, 3, true);
  view.setUint32(at + 508, 0xaa55_0000, true);
}
