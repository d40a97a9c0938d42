import type { ImageBytes } from './image-bytes';

const ENTRY = 32;
const DIRECTORY = 0x10;
const LONG_NAME = 0x0f;
/** Clusters of a folder that are looked at; EFI folders of installers have one or two. */
const MOST_CLUSTERS = 64;

interface Volume {
  readonly image: ImageBytes;
  readonly at: number;
  readonly kind: 12 | 16 | 32;
  readonly clusterBytes: number;
  readonly fatAt: number;
  readonly dataAt: number;
  readonly root: { readonly at: number; readonly bytes: number } | { readonly cluster: number };
}

/**
 * Names of the programs that firmware starts by itself from a FAT volume (`\EFI\BOOT`), in capitals. `null` where the
 * stretch is no FAT volume, `unread` where it lies further in than can be looked at. By Microsoft's FAT specification 1.03.
 */
export async function bootProgramsOf(
  image: ImageBytes,
  at: number,
): Promise<readonly string[] | null | 'unread'> {
  const sector = await image.read(at, 512);
  if (sector === null) return 'unread';
  const volume = volumeOf(image, at, sector);
  if (volume === null) return null;
  let entries = await rootEntries(volume);
  for (const folder of ['EFI', 'BOOT']) {
    if (entries === null) return 'unread';
    const found = entries.find(({ name, isFolder }) => isFolder && name === folder);
    if (found === undefined) return [];
    entries = await chainEntries(volume, found.cluster);
  }
  if (entries === null) return 'unread';
  return entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name);
}

function volumeOf(image: ImageBytes, at: number, sector: Buffer): Volume | null {
  const sectorBytes = sector.readUInt16LE(11);
  const perCluster = sector[13]!;
  const reserved = sector.readUInt16LE(14);
  const fats = sector[16]!;
  const rootEntryCount = sector.readUInt16LE(17);
  const isSound =
    sector.readUInt16LE(510) === 0xaa55 &&
    [512, 1024, 2048, 4096].includes(sectorBytes) &&
    perCluster > 0 &&
    (perCluster & (perCluster - 1)) === 0 &&
    reserved > 0 &&
    (fats === 1 || fats === 2);
  if (!isSound) return null;
  const fatSectors = sector.readUInt16LE(22) || sector.readUInt32LE(36);
  const sectors = sector.readUInt16LE(19) || sector.readUInt32LE(32);
  const rootSectors = Math.ceil((rootEntryCount * ENTRY) / sectorBytes);
  const rootAt = at + (reserved + fats * fatSectors) * sectorBytes;
  const dataAt = rootAt + rootSectors * sectorBytes;
  const clusters = Math.floor((sectors - reserved - fats * fatSectors - rootSectors) / perCluster);
  const kind = clusters < 4085 ? 12 : clusters < 65_525 ? 16 : 32;
  return {
    image,
    at,
    kind,
    clusterBytes: perCluster * sectorBytes,
    fatAt: at + reserved * sectorBytes,
    dataAt,
    root:
      kind === 32 ? { cluster: sector.readUInt32LE(44) } : { at: rootAt, bytes: rootSectors * sectorBytes },
  };
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly cluster: number;
}

async function rootEntries(volume: Volume): Promise<Entry[] | null> {
  if ('cluster' in volume.root) return chainEntries(volume, volume.root.cluster);
  const bytes = await volume.image.read(volume.root.at, volume.root.bytes);
  return bytes === null ? null : entriesOf(bytes);
}

/** Entries of a folder by its chain of clusters; null where it cannot be read. */
async function chainEntries(volume: Volume, first: number): Promise<Entry[] | null> {
  const entries: Entry[] = [];
  let cluster: number | null = first;
  for (let count = 0; cluster !== null && count < MOST_CLUSTERS; count += 1) {
    const at = volume.dataAt + (cluster - 2) * volume.clusterBytes;
    const bytes = await volume.image.read(at, volume.clusterBytes);
    if (bytes === null) return null;
    entries.push(...entriesOf(bytes));
    cluster = await nextCluster(volume, cluster);
  }
  return entries;
}

async function nextCluster({ image, kind, fatAt }: Volume, cluster: number): Promise<number | null> {
  const at = fatAt + (kind === 12 ? Math.floor(cluster * 1.5) : cluster * (kind / 8));
  const bytes = await image.read(at, kind === 32 ? 4 : 2);
  if (bytes === null) return null;
  const value = kind === 32 ? bytes.readUInt32LE() & 0x0fffffff : bytes.readUInt16LE();
  const next = kind === 12 ? (cluster % 2 === 0 ? value & 0xfff : value >> 4) : value;
  const last = kind === 32 ? 0x0ffffff8 : kind === 16 ? 0xfff8 : 0xff8;
  return next < 2 || next >= last ? null : next;
}

function entriesOf(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY <= bytes.length && bytes[at] !== 0; at += ENTRY) {
    const attributes = bytes[at + 11]!;
    // Deleted, part of a long name, or the volume's label.
    if (bytes[at] === 0xe5 || attributes === LONG_NAME || (attributes & 0x08) !== 0) continue;
    const stem = bytes.toString('latin1', at, at + 8).trimEnd();
    const extension = bytes.toString('latin1', at + 8, at + 11).trimEnd();
    entries.push({
      name: extension === '' ? stem : `${stem}.${extension}`,
      isFolder: (attributes & DIRECTORY) !== 0,
      cluster: bytes.readUInt16LE(at + 26) + (bytes.readUInt16LE(at + 20) << 16),
    });
  }
  return entries;
}
