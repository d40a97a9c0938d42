import type { ImageInspection } from '../../../shared/contract';
import { bootProgramsOf } from './fat';
import type { ImageBytes } from './image-bytes';
import type { Iso } from './iso';
import type { PartitionTable } from './partitions';

type Boots = ImageInspection['boots'];

/** What firmware starts by itself, by processor (UEFI 2.10, 3.5.1.1). */
const PROGRAMS: Readonly<Record<string, string>> = {
  'BOOTX64.EFI': 'x86_64',
  'BOOTAA64.EFI': 'aarch64',
  'BOOTIA32.EFI': '32-bit x86',
  'BOOTRISCV64.EFI': 'riscv64',
};

/** Whether a USB drive with this image starts a machine, judged by what firmware looks at. */
export async function bootsOf(image: ImageBytes, table: PartitionTable, iso: Iso | null): Promise<Boots> {
  const words: string[] = [];
  const uefi = await uefiOf(image, table, words);
  const bios = table.hasBootCode ? 'yes' : 'no';
  if (bios === 'yes') words.push('BIOS: boot code in the first sector');
  if (iso !== null && bios === 'no' && iso.boots.bios)
    words.push('BIOS: starts from a CD, not from a USB drive');
  if (iso !== null && uefi === 'no' && iso.boots.uefi)
    words.push('UEFI: starts from a CD, not from a USB drive');
  if (bios === 'no' && uefi === 'no' && words.length === 0)
    words.push('Nothing that starts a machine was found');
  return { bios, uefi, words };
}

async function uefiOf(image: ImageBytes, table: PartitionTable, words: string[]): Promise<Boots['uefi']> {
  // Without a table the whole image may be one file system.
  const places = table.kind === 'none' ? [0] : table.esps.map(({ at }) => at);
  let unread = false;
  for (const at of places) {
    const programs = await bootProgramsOf(image, at);
    if (programs === 'unread') unread = true;
    if (programs === null || programs === 'unread') continue;
    const processors = programs.flatMap((name) => PROGRAMS[name] ?? []);
    if (processors.length === 0) continue;
    words.push(`UEFI: ${processors.join(', ')}`);
    return 'yes';
  }
  if (!unread) return 'no';
  words.push('UEFI: its partition lies too far inside the packed image to be looked at');
  return 'unknown';
}
