import type { ImageBytes } from './image-bytes';

const SECTOR = 2048;
/** Volume descriptors begin at this sector (ECMA-119, 6.2.1), and end with one of type 255. */
const FIRST_DESCRIPTOR = 16;
const DESCRIPTORS = 32;

/** What an ISO 9660 file system says of itself, and how a CD of it starts. */
export interface Iso {
  readonly label: string;
  /** As its own descriptor counts it. */
  readonly bytes: number;
  /** Entries of El Torito's boot catalogue, by the kind of firmware. */
  readonly boots: { readonly bios: boolean; readonly uefi: boolean };
}

/** Reads an ISO 9660 image (ECMA-119; El Torito 1.0 for how it starts); null where it is none. */
export async function readIso(image: ImageBytes): Promise<Iso | null> {
  let found: { label: string; bytes: number } | null = null;
  let catalogue: number | null = null;
  for (let sector = FIRST_DESCRIPTOR; sector < FIRST_DESCRIPTOR + DESCRIPTORS; sector += 1) {
    const descriptor = await image.read(sector * SECTOR, SECTOR);
    if (descriptor === null || descriptor.toString('latin1', 1, 6) !== 'CD001') break;
    const type = descriptor[0];
    if (type === 1) {
      found = {
        label: descriptor.toString('latin1', 40, 72).trim(),
        bytes: descriptor.readUInt32LE(80) * descriptor.readUInt16LE(128),
      };
    }
    if (type === 0 && descriptor.toString('latin1', 7, 30) === 'EL TORITO SPECIFICATION') {
      catalogue = descriptor.readUInt32LE(71);
    }
    if (type === 255) break;
  }
  if (found === null) return null;
  const entries = catalogue === null ? null : await image.read(catalogue * SECTOR, SECTOR);
  return { ...found, boots: entries === null ? { bios: false, uefi: false } : platformsOf(entries) };
}

const BIOS = 0;
const UEFI = 0xef;

/** The validation entry names the platform of the first entry, section headers those of what follows them. */
function platformsOf(catalogue: Buffer): { bios: boolean; uefi: boolean } {
  const platforms = new Set<number>();
  const bootable = (at: number): boolean => catalogue[at] === 0x88;
  if (catalogue[0] === 1 && bootable(32)) platforms.add(catalogue[1]!);
  for (let at = 64; at + 32 <= catalogue.length; at += 32) {
    const kind = catalogue[at]!;
    if (kind !== 0x90 && kind !== 0x91) break;
    const platform = catalogue[at + 1]!;
    const entries = catalogue.readUInt16LE(at + 2);
    for (let entry = 0; entry < entries; entry += 1) {
      at += 32;
      if (at < catalogue.length && bootable(at)) platforms.add(platform);
    }
    if (kind === 0x91) break;
  }
  return { bios: platforms.has(BIOS), uefi: platforms.has(UEFI) };
}
