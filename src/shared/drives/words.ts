import { bytes } from '../sizes';
import { kindWords, type DriveKind } from './drive-kind';
import type { Found } from './in-use';
import type { JudgedDrive } from './judge';
import type { BlockDevice } from './machine';
import type { CautionCode, ReasonCode } from './reasons';

/** Why the drive is not offered, in a sentence. */
export function reasonWords({ code, about }: Found<ReasonCode>, drive: JudgedDrive): string {
  const { device, kind } = drive;
  const all = about.join(', ');
  switch (code) {
    case 'system':
      return `This system runs from it: ${all}`;
    case 'swap':
      return `This system swaps to it: ${all}`;
    case 'fleet':
      return `The fleet lies on it: ${all}`;
    case 'state':
      return `Snowfleet keeps its state on it: ${all}`;
    case 'image':
      return 'The image itself lies on it';
    case 'not-a-drive':
      return device.type === 'part'
        ? 'A partition, not a whole drive'
        : 'Not a drive by itself: it is part of, or made of, others';
    case 'internal':
      return `${kindWords(kind, device)}${mountedWords(drive)}`;
    case 'emmc':
      return `Soldered to the board, not a card${mountedWords(drive)}`;
    case 'optical':
      return 'An optical drive: images for sticks are not burned';
    case 'loop':
      return 'A file shown as a drive, not a drive';
    case 'memory':
      return 'Memory shown as a drive: gone when the machine is switched off';
    case 'no-medium':
      return 'Nothing is in it';
    case 'read-only':
      return kind === 'sd-card'
        ? 'Write-protected: look at the switch at the side of the card'
        : 'It can only be read';
    case 'too-small':
      return `Too small: the image needs ${bytes(Number(about[0]))}`;
    case 'being-written':
      return 'It is being written just now';
    case 'mounted':
      return `Mounted at ${all}, where programs may rely on it; unmount it first`;
    case 'unlocked':
      return `An encrypted volume on it is open (${all}); lock it first`;
    case 'held':
      return `Something works with it: ${all}`;
    case 'lvm':
      return `Holds part of an LVM volume group (${all})`;
    case 'raid':
      return `Member of a RAID array (${all})`;
    case 'zfs':
      return `Member of a ZFS pool (${all})`;
    case 'bcache':
      return `Used by bcache (${all})`;
    case 'multipath':
      return `One of several ways to the same disk (${all})`;
    case 'multi-device':
      return `Its file system lies on other devices too: ${all}`;
    case 'pool':
      return `Part of a storage pool (${all})`;
    case 'system-unknown':
      return `It could not be told which drive this system runs from (${all})`;
  }
}

function mountedWords({ parts }: JudgedDrive): string {
  const mounts = [...new Set(parts.flatMap((part) => part.mounts))].filter((mount) => mount !== '[SWAP]');
  return mounts.length === 0 ? '' : `, mounted at ${mounts.join(', ')}`;
}

/** What to look at twice. */
export function cautionWords({ code, about }: Found<CautionCode>): string {
  switch (code) {
    case 'large':
      return `${bytes(Number(about[0]))} is much for a stick: is it somebody’s backup?`;
    case 'twin':
      return `Cannot be told from ${about.join(', ')} by its name: look at the path`;
    case 'mounted':
      return `Mounted at ${about.join(', ')}; it is unmounted first`;
    case 'encrypted':
      return 'Holds an encrypted volume';
  }
}

/** What people call the drive: its vendor and model, else its kind. */
export function driveTitle(device: BlockDevice, kind: DriveKind): string {
  const vendor = device.vendor.trim();
  const model = device.model.trim();
  const hasVendor = vendor !== '' && !/^(ata|usb)$/i.test(vendor) && !startsWith(model, vendor);
  const named = [hasVendor || model === '' ? vendor : '', model].filter((word) => word !== '').join(' ');
  return named === '' ? kindWords(kind, device) : named;
}

function startsWith(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start.toLowerCase());
}
