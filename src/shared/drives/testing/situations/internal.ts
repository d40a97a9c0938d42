import { disk, machine, nvme, part, sata, stick, usbDisk } from '../devices';
import { beside, type Situation } from './situation';

/** Disks and chips inside of the machine, whatever their flags say. */
export const INTERNAL: readonly Situation[] = [
  {
    name: 'a disk whose bus is told, whatever its chain goes through',
    machine: beside(sata('sda', { subsystems: ['block', 'scsi', 'usb'] })),
    expect: { '/dev/sda': 'hidden internal:sata' },
  },
  {
    name: 'internal disks mounted where programs rely on them: one reason says it',
    machine: machine([
      nvme('nvme0n1', {}, part('nvme0n1p1', { mounts: ['/'] }), part('nvme0n1p2', { mounts: ['/srv'] })),
      sata('sda', {}, part('sda1', { mounts: ['/srv/b'] })),
      disk('mmcblk0', { mmcType: 'MMC' }, part('mmcblk0p1', { mounts: ['/srv/c'] })),
      usbDisk('sdb', {}, part('sdb1', { mounts: ['/'] }), part('sdb2', { mounts: ['/srv/d'] })),
    ]),
    expect: {
      '/dev/nvme0n1': 'refused system internal:nvme',
      '/dev/sda': 'hidden internal:sata',
      '/dev/mmcblk0': 'hidden emmc',
      '/dev/sdb': 'refused system',
    },
  },
  {
    name: 'an internal SATA disk with files, not of the system',
    machine: beside(sata('sda', {}, part('sda1', { mounts: ['/mnt/media'] }))),
    expect: { '/dev/sda': 'hidden internal:sata' },
  },
  {
    name: 'a SATA disk in a hot-swap bay: called removable and hot-pluggable',
    machine: beside(sata('sda', { removable: true, hotplug: true })),
    expect: { '/dev/sda': 'hidden internal:sata' },
  },
  {
    name: 'a second NVMe disk, blank',
    machine: beside(nvme('nvme1n1', { hotplug: true })),
    expect: { '/dev/nvme1n1': 'hidden internal:nvme' },
  },
  {
    name: 'an NVMe disk whose bus lsblk does not tell, called removable',
    machine: beside(nvme('nvme1n1', { bus: null, removable: true })),
    expect: { '/dev/nvme1n1': 'hidden internal:nvme' },
  },
  {
    name: 'an NVMe disk under another name',
    machine: beside(disk('sdq', { bus: 'nvme', removable: true })),
    expect: { '/dev/sdq': 'hidden internal:nvme' },
  },
  {
    name: 'disks of old and of server buses, all called removable',
    machine: beside(
      disk('sda', { bus: 'ata', removable: true }),
      disk('sdb', { bus: 'sas', removable: true }),
    ),
    expect: { '/dev/sda': 'hidden internal:sata', '/dev/sdb': 'hidden internal:sas' },
  },
  {
    name: 'a disk on no known bus, not removable',
    machine: beside(disk('sda')),
    expect: { '/dev/sda': 'hidden internal:internal' },
  },
  {
    name: 'a disk on a bus of the future, called removable',
    machine: beside(disk('sda', { bus: 'ufs', removable: true })),
    expect: { '/dev/sda': 'hidden internal:internal' },
  },
  {
    name: 'disks of a virtual machine',
    machine: machine([
      disk('vda', { removable: true }, part('vda1', { mounts: ['/'] })),
      disk('xvdb', { removable: true }),
      disk('sda', { bus: 'virtio', removable: true }),
    ]),
    expect: {
      '/dev/vda': 'refused system internal:virtual',
      '/dev/xvdb': 'hidden internal:virtual',
      '/dev/sda': 'hidden internal:virtual',
    },
  },
  {
    name: 'disks of other machines: iSCSI, Fibre Channel, and by name',
    machine: beside(
      disk('sda', { bus: 'iscsi', removable: true }),
      disk('sdb', { bus: 'fc', removable: true }),
      disk('sdc', { bus: 'fcoe', removable: true }),
      disk('nvme5n1', { bus: 'tcp' }),
      disk('nvme6n1', { bus: 'rdma' }),
      disk('nbd0', { removable: true }),
      disk('zd16', { removable: true }),
      disk('rbd0', { removable: true }),
      disk('drbd0', { removable: true }),
      disk('etherd0', { removable: true }),
    ),
    expect: {
      '/dev/sda': 'hidden internal:network',
      '/dev/sdb': 'hidden internal:network',
      '/dev/sdc': 'hidden internal:network',
      '/dev/nvme5n1': 'hidden internal:network',
      '/dev/nvme6n1': 'hidden internal:network',
      '/dev/nbd0': 'hidden internal:network',
      '/dev/zd16': 'hidden internal:network',
      '/dev/rbd0': 'hidden internal:network',
      '/dev/drbd0': 'hidden internal:network',
      '/dev/etherd0': 'hidden internal:network',
    },
  },
  {
    name: 'eMMC; the controller says a chip, lsblk says hot-pluggable',
    machine: beside(disk('mmcblk0', { bus: 'mmc', hotplug: true, removable: true, mmcType: 'MMC' })),
    expect: { '/dev/mmcblk0': 'hidden emmc' },
  },
  {
    name: 'eMMC that only its boot areas give away',
    machine: beside(
      disk('mmcblk0', { hotplug: true }),
      disk('mmcblk0boot0', { hotplug: true, bytes: 4e6 }),
      disk('mmcblk0boot1', { hotplug: true, bytes: 4e6 }),
    ),
    expect: {
      '/dev/mmcblk0': 'hidden emmc',
      '/dev/mmcblk0boot0': 'hidden not-a-drive emmc',
      '/dev/mmcblk0boot1': 'hidden not-a-drive emmc',
    },
  },
  {
    name: 'eMMC that only its protected area gives away',
    machine: beside(disk('mmcblk1', { hotplug: true }), disk('mmcblk1rpmb', { hotplug: true, bytes: 4e6 })),
    expect: { '/dev/mmcblk1': 'hidden emmc', '/dev/mmcblk1rpmb': 'hidden not-a-drive emmc' },
  },
  {
    name: 'eMMC beside an SD card: each by its own',
    machine: beside(
      disk('mmcblk0', { hotplug: true }),
      disk('mmcblk0boot0', { hotplug: true, bytes: 4e6 }),
      disk('mmcblk1', { hotplug: true }),
    ),
    expect: { '/dev/mmcblk0': 'hidden emmc', '/dev/mmcblk1': 'offered' },
  },
  {
    name: 'an MMC device of which nothing is known',
    machine: beside(disk('mmcblk0')),
    expect: { '/dev/mmcblk0': 'hidden emmc' },
  },
  {
    name: 'eMMC that the system runs from',
    machine: machine([
      disk('mmcblk0', { mmcType: 'MMC' }, part('mmcblk0p2', { mounts: ['/'] })),
      stick('sda'),
    ]),
    expect: { '/dev/mmcblk0': 'refused system emmc', '/dev/sda': 'offered' },
  },
];
