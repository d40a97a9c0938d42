import { disk, part, stick, usbDisk } from '../devices';
import { beside, type Situation } from './situation';

/** Drives that people plug in. */
export const PLAIN: readonly Situation[] = [
  {
    name: 'a blank stick beside the disk of the system',
    machine: beside(stick('sda')),
    expect: { '/dev/sda': 'offered', '/dev/nvme0n1': 'refused system internal:nvme' },
  },
  {
    name: 'a stick with files, mounted by the desktop',
    machine: beside(stick('sda', {}, part('sda1', { fsType: 'vfat', mounts: ['/run/media/ada/STICK'] }))),
    expect: { '/dev/sda': 'offered ~mounted' },
  },
  {
    name: 'a stick mounted by hand below /mnt',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/mnt/stick'] }))),
    expect: { '/dev/sda': 'offered ~mounted' },
  },
  {
    name: 'a stick with an old installer on the drive itself',
    machine: beside(stick('sda', { fsType: 'iso9660', label: 'OLDISO' }, part('sda1'), part('sda2'))),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'an NVMe disk in a USB case: not removable, and still plugged in',
    machine: beside(usbDisk('sda', { model: 'RTL9210', bytes: 256e9 })),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'a USB case whose bus lsblk does not tell, known by its chain',
    machine: beside(disk('sda', { subsystems: ['block', 'scsi', 'usb', 'pci'] })),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'a 4 TB disk in a USB case: offered, to be looked at twice',
    machine: beside(usbDisk('sda', { bytes: 4_000_787_030_016 })),
    expect: { '/dev/sda': 'offered ~large' },
  },
  {
    name: 'a disk of 299 GB in a USB case',
    machine: beside(usbDisk('sda', { bytes: 299e9 })),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'an SD card in a slot of the board; the controller says card',
    machine: beside(disk('mmcblk0', { bus: 'mmc', hotplug: true, mmcType: 'SD' })),
    expect: { '/dev/mmcblk0': 'offered' },
  },
  {
    name: 'an SD card that only lsblk tells of',
    machine: beside(disk('mmcblk0', { hotplug: true })),
    expect: { '/dev/mmcblk0': 'offered' },
  },
  {
    name: 'an SD card, said to be removable and no more',
    machine: beside(disk('mmcblk0', { removable: true })),
    expect: { '/dev/mmcblk0': 'offered' },
  },
  {
    name: 'a drive on the MMC bus under another name',
    machine: beside(disk('sdx', { bus: 'mmc', mmcType: 'SD' })),
    expect: { '/dev/sdx': 'offered' },
  },
  {
    name: 'an SD card in a USB reader',
    machine: beside(stick('sdb', { model: 'SD/MMC Reader' })),
    expect: { '/dev/sdb': 'offered' },
  },
  {
    name: 'a Memory Stick in its slot',
    machine: beside(disk('mspblk0'), disk('card0', { subsystems: ['block', 'memstick'] })),
    expect: { '/dev/mspblk0': 'offered', '/dev/card0': 'offered' },
  },
  {
    name: 'a Memory Stick of the old kind',
    machine: beside(disk('msblk0')),
    expect: { '/dev/msblk0': 'offered' },
  },
  {
    name: 'a FireWire disk',
    machine: beside(disk('sdb', { bus: 'sbp' }), disk('sdc', { bus: 'ieee1394' })),
    expect: { '/dev/sdb': 'offered', '/dev/sdc': 'offered' },
  },
  {
    name: 'a removable drive on a bus nobody knows',
    machine: beside(disk('sdb', { removable: true })),
    expect: { '/dev/sdb': 'offered' },
  },
];
