import type { BlockDevice } from './machine';

/** What sort of thing a drive is, by its bus and not by flags that lie. */
export type DriveKind =
  | 'usb'
  | 'firewire'
  | 'sd-card'
  | 'memory-stick'
  | 'removable'
  | 'emmc'
  | 'optical'
  | 'floppy'
  | 'loop'
  | 'memory'
  | 'network'
  | 'virtual'
  | 'nvme'
  | 'sata'
  | 'sas'
  | 'internal';

const NETWORK_BUSES = ['iscsi', 'fc', 'fcoe', 'tcp', 'rdma'];
const NETWORK_NAMES = /^(nbd|rbd|drbd|etherd|zd)/;
const MEMORY_NAMES = /^(zram|ram|pmem)\d/;

/** Of a whole drive. */
export function driveKind(device: BlockDevice, all: readonly BlockDevice[]): DriveKind {
  const { name, type, bus, subsystems } = device;
  if (type === 'loop') return 'loop';
  if (MEMORY_NAMES.test(name)) return 'memory';
  if (type === 'rom' || /^sr\d/.test(name)) return 'optical';
  if (name.startsWith('fd')) return 'floppy';
  if (NETWORK_NAMES.test(name) || NETWORK_BUSES.includes(bus ?? '')) return 'network';
  if (bus === 'usb' || (bus === null && subsystems.includes('usb'))) return 'usb';
  if (bus === 'ieee1394' || bus === 'sbp') return 'firewire';
  if (name.startsWith('mmcblk') || bus === 'mmc') return isSoldered(device, all) ? 'emmc' : 'sd-card';
  if (subsystems.includes('memstick') || /^(mspblk|msblk)/.test(name)) return 'memory-stick';
  if (name.startsWith('nvme') || bus === 'nvme') return 'nvme';
  if (bus === 'sata' || bus === 'ata') return 'sata';
  if (bus === 'sas') return 'sas';
  if (bus === 'virtio' || /^(vd|xvd)[a-z]/.test(name)) return 'virtual';
  if (bus === null && device.removable) return 'removable';
  return 'internal';
}

/**
 * Whether an MMC device is a chip on the board. lsblk calls both hot-pluggable; only the controller knows, and chips
 * have boot partitions, which cards have not.
 */
function isSoldered(device: BlockDevice, all: readonly BlockDevice[]): boolean {
  if (device.mmcType !== null) return device.mmcType === 'MMC';
  const base = device.name.replace(/(boot\d+|rpmb|gp\d+)$/, '');
  if (all.some(({ name }) => name === `${base}boot0` || name === `${base}rpmb`)) return true;
  return !device.removable && !device.hotplug;
}

/** Kinds that people plug in, so that they are offered. */
const EXTERNAL: readonly DriveKind[] = ['usb', 'firewire', 'sd-card', 'memory-stick', 'removable'];

/** Whether people plug such a drive in, so that it may be offered. */
export function isExternal(kind: DriveKind): boolean {
  return EXTERNAL.includes(kind);
}

/** `USB 3`, `SD card`, `Internal NVMe disk`. */
export function kindWords(kind: DriveKind, { usbSpeed }: BlockDevice): string {
  switch (kind) {
    case 'usb':
      if (usbSpeed === null) return 'USB';
      return usbSpeed >= 5000 ? 'USB 3' : usbSpeed >= 480 ? 'USB 2' : 'USB 1';
    case 'firewire':
      return 'FireWire disk';
    case 'sd-card':
      return 'SD card';
    case 'memory-stick':
      return 'Memory Stick';
    case 'removable':
      return 'Removable drive';
    case 'emmc':
      return 'Built-in eMMC';
    case 'optical':
      return 'Optical drive';
    case 'floppy':
      return 'Floppy drive';
    case 'loop':
      return 'Loop device';
    case 'memory':
      return 'Disk in memory';
    case 'network':
      return 'Disk over the network';
    case 'virtual':
      return 'Virtual disk of this machine';
    case 'nvme':
      return 'Internal NVMe disk';
    case 'sata':
      return 'Internal SATA disk';
    case 'sas':
      return 'Internal SAS disk';
    case 'internal':
      return 'Internal disk';
  }
}
