import type { DriveNeeds, Machine } from '../machine';
import { disk, loop, machine, made, mount, type Node, nvme, part, sata, stick, usbDisk } from './devices';

/** A machine as somebody has it, and what must be said of its drives. Written by hand, row by row. */
export interface Situation {
  readonly name: string;
  readonly machine: Machine;
  readonly needs?: Partial<DriveNeeds>;
  /** By path: the verdict, the reasons, and after `~` the cautions. */
  readonly expect: Readonly<Record<string, string>>;
}

/** The disk a common machine runs from. */
const system = (): Node =>
  nvme(
    'nvme0n1',
    { model: '990 Pro', serial: 'S6Z' },
    part('nvme0n1p1', { fsType: 'vfat', mounts: ['/boot'] }),
    part('nvme0n1p2', { fsType: 'ext4', mounts: ['/', '/nix/store'] }),
  );
const beside = (...drives: Node[]): Machine => machine([system(), ...drives]);

const PLAIN: readonly Situation[] = [
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

const INTERNAL: readonly Situation[] = [
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

const ODD: readonly Situation[] = [
  {
    name: 'a drive that is not there',
    machine: beside(stick('sda')),
    expect: { '/dev/sdx': 'not there' },
  },
  {
    name: 'a partition that repeats the names of its drive is no twin of it',
    machine: beside(stick('sda', { serial: 'S' }, part('sda1', { model: 'Ultra Fit', serial: 'S' }))),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'a CD in a drive, also in one at USB',
    machine: beside(
      disk('sr0', { type: 'rom', bus: 'sata', removable: true }),
      disk('sr1', { type: 'rom', bus: 'usb', removable: true, bytes: 0 }),
    ),
    expect: { '/dev/sr0': 'hidden optical', '/dev/sr1': 'hidden optical no-medium' },
  },
  {
    name: 'an optical drive that calls itself a disk',
    machine: beside(disk('sr2', { bus: 'usb', removable: true })),
    expect: { '/dev/sr2': 'hidden optical' },
  },
  {
    name: 'an optical drive of another name',
    machine: beside(disk('cd0', { type: 'rom', bus: 'usb', removable: true })),
    expect: { '/dev/cd0': 'hidden optical' },
  },
  {
    name: 'a floppy drive',
    machine: beside(disk('fd0', { removable: true, bytes: 1_474_560 })),
    expect: { '/dev/fd0': 'hidden internal:floppy' },
  },
  {
    name: 'a card reader without a card',
    machine: beside(stick('sdb', { bytes: 0, model: 'Card Reader' })),
    expect: { '/dev/sdb': 'hidden no-medium' },
  },
  {
    name: 'a card with its switch on “lock”',
    machine: beside(stick('sdb', { readOnly: true })),
    expect: { '/dev/sdb': 'hidden read-only' },
  },
  {
    name: 'a stick too small for the image, by one byte',
    machine: beside(stick('sda', { bytes: 3_999_999_999 }), stick('sdb', { bytes: 4e9 })),
    needs: { imageBytes: 4e9 },
    expect: { '/dev/sda': 'hidden too-small', '/dev/sdb': 'offered' },
  },
  {
    name: 'an empty reader while an image is chosen: empty, and not “too small”',
    machine: beside(stick('sda', { bytes: 0 })),
    needs: { imageBytes: 4e9 },
    expect: { '/dev/sda': 'hidden no-medium' },
  },
  {
    name: 'a stick that is being written',
    machine: beside(stick('sda'), stick('sdb')),
    needs: { writing: ['/dev/sda'] },
    expect: { '/dev/sda': 'hidden being-written', '/dev/sdb': 'offered' },
  },
  {
    name: 'twins: the same model and no serial',
    machine: beside(stick('sda', { serial: null }), stick('sdb', { serial: null })),
    expect: { '/dev/sda': 'offered ~twin', '/dev/sdb': 'offered ~twin' },
  },
  {
    name: 'forged twins: the same serial too',
    machine: beside(stick('sda', { serial: '0000' }), stick('sdb', { serial: '0000' })),
    expect: { '/dev/sda': 'offered ~twin', '/dev/sdb': 'offered ~twin' },
  },
  {
    name: 'two sticks of a model with serials of their own, and two without any name',
    machine: beside(
      stick('sda', { serial: 'A' }),
      stick('sdb', { serial: 'B' }),
      stick('sdc', { model: '', serial: null }),
      stick('sdd', { model: '', serial: null }),
    ),
    expect: {
      '/dev/sda': 'offered',
      '/dev/sdb': 'offered',
      '/dev/sdc': 'offered',
      '/dev/sdd': 'offered',
    },
  },
  {
    name: 'two models that share a serial',
    machine: beside(stick('sda', { serial: '1', model: 'A' }), stick('sdb', { serial: '1', model: 'B' })),
    expect: { '/dev/sda': 'offered', '/dev/sdb': 'offered' },
  },
  {
    name: 'a stick with a closed encrypted volume',
    machine: beside(
      stick('sda', {}, part('sda1', { fsType: 'crypto_LUKS' })),
      stick('sdb', {}, part('sdb1', { fsType: 'BitLocker' })),
    ),
    expect: { '/dev/sda': 'offered ~encrypted', '/dev/sdb': 'offered ~encrypted' },
  },
  {
    name: 'zram, a RAM disk and persistent memory',
    machine: beside(
      disk('zram0', { bytes: 8e9, removable: true }),
      disk('ram0', { bytes: 4e6, removable: true }),
      disk('pmem0', { removable: true }),
    ),
    expect: {
      '/dev/zram0': 'hidden memory',
      '/dev/ram0': 'hidden memory',
      '/dev/pmem0': 'hidden memory',
    },
  },
  {
    name: 'zram in use as swap',
    machine: machine([system(), disk('zram0', { bytes: 8e9 })], { swaps: ['/dev/zram0'] }),
    expect: { '/dev/zram0': 'refused swap memory' },
  },
  {
    name: 'a loop device',
    machine: beside(loop('loop0', { backFile: '/srv/other.img' })),
    expect: { '/dev/loop0': 'hidden loop' },
  },
  {
    name: 'a loop device where tests allow it',
    machine: beside(loop('loop0')),
    needs: { allowLoops: true },
    expect: { '/dev/loop0': 'offered', '/dev/nvme0n1': 'refused system internal:nvme' },
  },
  {
    name: 'a loop device that shows a package of the system, where tests allow loops',
    machine: beside(loop('loop0', { mounts: ['/snap/core/1'] }), loop('loop1', { mounts: ['/usr/share/x'] })),
    needs: { allowLoops: true },
    expect: { '/dev/loop0': 'hidden mounted', '/dev/loop1': 'refused system' },
  },
  {
    name: 'twin loop devices, which have no model',
    machine: beside(loop('loop0', { model: 'x' }), loop('loop1', { model: 'x' })),
    needs: { allowLoops: true },
    expect: { '/dev/loop0': 'offered', '/dev/loop1': 'offered' },
  },
  {
    name: 'a partition is no drive',
    machine: beside(stick('sda', {}, part('sda1'))),
    expect: { '/dev/sda1': 'hidden not-a-drive internal:internal' },
  },
  {
    name: 'a partition on USB, with its bus, is none either',
    machine: beside(stick('sda', {}, part('sda1', { bus: 'usb' }))),
    expect: { '/dev/sda1': 'hidden not-a-drive' },
  },
  {
    name: 'a volume made of a stick is none either',
    machine: beside(stick('sda', {}, made('crypt', 'dm-0', { bus: 'usb' }))),
    expect: { '/dev/mapper/dm-0': 'hidden not-a-drive' },
  },
  {
    name: 'a cached disk that calls itself one, with its bus, is none either',
    machine: beside(stick('sda', {}, made('disk', 'bcache0', { bus: 'usb' }))),
    expect: { '/dev/mapper/bcache0': 'hidden not-a-drive' },
  },
  {
    name: 'an array whose members are not told',
    machine: beside(disk('md0', { type: 'raid1', bus: 'usb' })),
    expect: { '/dev/md0': 'hidden not-a-drive' },
  },
];

/** A stick for each place, `sda` first. */
const mountedAt = (places: readonly string[]): Node[] =>
  places.map((place, index) => stick(letter(index), {}, part(`${letter(index)}1`, { mounts: [place] })));
const letter = (index: number): string => `sd${String.fromCharCode(97 + index)}`;
const each = (count: number, verdict: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`/dev/${letter(index)}`, verdict]));

const SYSTEM: readonly Situation[] = [
  {
    name: 'what an installed system needs, each from a stick of its own',
    machine: beside(
      ...mountedAt(['/bin', '/boot', '/efi', '/esp', '/etc', '/gnu', '/lib', '/lib64', '/nix/store', '/opt']),
    ),
    expect: each(10, 'refused system'),
  },
  {
    name: 'and the rest of it',
    machine: beside(
      ...mountedAt([
        '/ostree',
        '/persist',
        '/persistent/x',
        '/root',
        '/sbin',
        '/sysroot',
        '/usr/local',
        '/var/log',
      ]),
    ),
    expect: each(8, 'refused system'),
  },
  {
    name: 'what live systems are started from',
    machine: beside(
      ...mountedAt([
        '/iso',
        '/cdrom',
        '/run/archiso/bootmnt',
        '/run/initramfs/live',
        '/run/live/medium',
        '/run/miso/x',
      ]),
    ),
    expect: each(6, 'refused system'),
  },
  {
    name: 'where desktops and people mount what comes and goes',
    machine: beside(
      ...mountedAt([
        '/media/a',
        '/mnt',
        '/run/media/ada/b',
        '/run/mount/c',
        '/run/user/1000/d',
        '/tmp/e',
        '/var/run/media/f',
      ]),
    ),
    expect: each(7, 'offered ~mounted'),
  },
  {
    name: 'names that only begin like those of the system',
    machine: beside(...mountedAt(['/bootleg', '/variety', '/nixos'])),
    expect: each(3, 'hidden mounted'),
  },
  {
    name: 'a swap file beside the root, whose disk is the only one that holds it',
    machine: machine([usbDisk('sda', {}, part('sda2', { mounts: ['/'] })), stick('sdb')], {
      swaps: ['/swapfile'],
    }),
    expect: { '/dev/sda': 'refused system swap', '/dev/sdb': 'offered' },
  },
  {
    name: 'the root is btrfs; sticks with other btrfs, and one of FAT with the same UUID by chance',
    machine: machine([
      usbDisk('sda', { fsType: 'btrfs', uuid: 'b1', mounts: ['/'] }),
      stick('sdb', { fsType: 'btrfs', uuid: 'b9' }),
      stick('sdc', { fsType: 'vfat', uuid: 'b1' }),
      stick('sdd', { fsType: 'btrfs', uuid: 'b7', mounts: ['/mnt/x'] }),
    ]),
    expect: {
      '/dev/sda': 'refused system',
      '/dev/sdb': 'offered',
      '/dev/sdc': 'offered',
      '/dev/sdd': 'offered ~mounted',
    },
  },
  {
    name: 'the system runs from a USB stick',
    machine: machine([
      stick('sda', {}, part('sda1', { mounts: ['/boot'] }), part('sda2', { mounts: ['/'] })),
      stick('sdb'),
    ]),
    expect: { '/dev/sda': 'refused system', '/dev/sdb': 'offered' },
  },
  {
    name: 'only the boot partition lies on a stick',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/efi'] }))),
    expect: { '/dev/sda': 'refused system' },
  },
  {
    name: 'the store lies on a USB disk',
    machine: beside(usbDisk('sda', {}, part('sda1', { mounts: ['/nix'] }))),
    expect: { '/dev/sda': 'refused system' },
  },
  {
    name: 'homes lie on a USB disk: of all, or of one',
    machine: beside(
      usbDisk('sda', {}, part('sda1', { mounts: ['/home'] })),
      usbDisk('sdb', {}, part('sdb1', { mounts: ['/home/ada'] })),
    ),
    expect: { '/dev/sda': 'refused system', '/dev/sdb': 'refused system' },
  },
  {
    name: 'a stick mounted somewhere in a home, or at /srv: programs may rely on it',
    machine: beside(
      stick('sda', {}, part('sda1', { mounts: ['/home/ada/usb'] })),
      usbDisk('sdb', {}, part('sdb1', { mounts: ['/srv/media'] })),
      stick('sdc'),
    ),
    expect: { '/dev/sda': 'hidden mounted', '/dev/sdb': 'hidden mounted', '/dev/sdc': 'offered' },
  },
  {
    name: 'the root is an encrypted volume on a stick',
    machine: machine([
      stick('sda', {}, part('sda2', { fsType: 'crypto_LUKS' }, made('crypt', 'dm-0', { mounts: ['/'] }))),
    ]),
    expect: { '/dev/sda': 'refused system unlocked' },
  },
  {
    name: 'the root is LVM in an encrypted volume, on a USB disk',
    machine: machine([
      usbDisk(
        'sda',
        {},
        part(
          'sda2',
          { fsType: 'crypto_LUKS' },
          made('crypt', 'dm-0', { fsType: 'LVM2_member' }, made('lvm', 'dm-1', { mounts: ['/'] })),
        ),
      ),
    ]),
    expect: { '/dev/sda': 'refused system unlocked lvm' },
  },
  {
    name: 'the root is a mirror of two USB disks',
    machine: (() => {
      const md = made('raid1', 'md0', { mounts: ['/'] });
      return machine([usbDisk('sda', {}, md), usbDisk('sdb', { model: 'Other' }, md), stick('sdc')]);
    })(),
    expect: { '/dev/sda': 'refused system raid', '/dev/sdb': 'refused system raid', '/dev/sdc': 'offered' },
  },
  {
    name: 'the root is on bcache, its cache on a USB disk',
    machine: (() => {
      const cached = made('disk', 'bcache0', { mounts: ['/'] });
      return machine([sata('sda', {}, cached), usbDisk('sdb', {}, cached)]);
    })(),
    expect: { '/dev/sda': 'refused system internal:sata bcache', '/dev/sdb': 'refused system bcache' },
  },
  {
    name: 'the root is btrfs over two USB disks, of which one is named as mounted',
    machine: machine([
      usbDisk('sda', { fsType: 'btrfs', uuid: 'b1', mounts: ['/'] }),
      usbDisk('sdb', { fsType: 'btrfs', uuid: 'b1', model: 'Other' }),
    ]),
    expect: { '/dev/sda': 'refused system multi-device', '/dev/sdb': 'refused system multi-device' },
  },
  {
    name: 'the same, told by the kernel alone',
    machine: machine(
      [
        usbDisk('sda', { fsType: 'btrfs', uuid: 'b1' }),
        usbDisk('sdb', { fsType: 'btrfs', uuid: 'b1', model: 'Other' }),
      ],
      { mounts: [mount('/dev/sda', '/', 'btrfs')] },
    ),
    expect: { '/dev/sda': 'refused system multi-device', '/dev/sdb': 'refused system multi-device' },
  },
  {
    name: 'the root is bcachefs over two disks, named with a colon between',
    machine: machine([usbDisk('sda'), usbDisk('sdb', { model: 'Other' }), stick('sdc')], {
      mounts: [mount('/dev/sda:/dev/sdb', '/', 'bcachefs')],
    }),
    expect: { '/dev/sda': 'refused system', '/dev/sdb': 'refused system', '/dev/sdc': 'offered' },
  },
  {
    name: 'the root is ZFS on a USB disk; the kernel names the pool',
    machine: machine(
      [
        usbDisk('sda', {}, part('sda2', { fsType: 'zfs_member', label: 'rpool' })),
        usbDisk('sdb', { model: 'Other' }, part('sdb1', { fsType: 'zfs_member', label: 'backup' })),
      ],
      { mounts: [mount('rpool/root', '/', 'zfs')], zfsPools: ['rpool'] },
    ),
    expect: { '/dev/sda': 'refused system zfs', '/dev/sdb': 'offered' },
  },
  {
    name: 'the root is ZFS, and no member says of which pool it is',
    machine: machine(
      [
        usbDisk('sda', { fsType: 'zfs_member' }),
        usbDisk('sdb', { fsType: 'zfs_member', model: 'Other', label: 'backup' }),
        stick('sdc'),
      ],
      { mounts: [mount('rpool/root', '/', 'zfs')], zfsPools: ['rpool'] },
    ),
    expect: { '/dev/sda': 'refused system zfs', '/dev/sdb': 'refused system', '/dev/sdc': 'offered' },
  },
  {
    name: 'the root is told by number only (/dev/root)',
    machine: machine([stick('sda', {}, part('sda1', { majMin: '179:2' }))], {
      mounts: [mount('/dev/root', '/', 'ext4', '179:2')],
    }),
    expect: { '/dev/sda': 'refused system' },
  },
  {
    name: 'the root is told by the UUID or label of its file system',
    machine: machine(
      [
        stick('sda', {}, part('sda1', { uuid: '1-2' })),
        stick('sdb', {}, part('sdb1', { label: 'nixos' })),
        stick('sdc', {}, part('sdc1', { uuid: '1-2-3', label: '1-2' })),
      ],
      {
        mounts: [mount('/dev/disk/by-uuid/1-2', '/'), mount('LABEL=nixos', '/nix')],
      },
    ),
    expect: { '/dev/sda': 'refused system', '/dev/sdb': 'refused system', '/dev/sdc': 'offered' },
  },
  {
    name: 'a live system: the stick it was started from is mounted at /iso',
    machine: machine(
      [
        stick('sda', { fsType: 'iso9660' }, part('sda1', { mounts: ['/iso'] })),
        loop('loop0', { backFile: '/iso/nix-store.squashfs', mounts: ['/nix/.ro-store'] }),
        stick('sdb'),
      ],
      { mounts: [mount('tmpfs', '/', 'tmpfs')] },
    ),
    expect: { '/dev/sda': 'refused system held', '/dev/loop0': 'refused system loop', '/dev/sdb': 'offered' },
  },
  {
    name: 'a live system of another kind: its store is a file on a stick mounted like any other',
    machine: machine(
      [
        stick('sda', {}, part('sda1', { mounts: ['/run/media/live'] })),
        loop('loop0', { backFile: '/run/media/live/root.squashfs', mounts: ['/sysroot'] }),
      ],
      { mounts: [mount('overlay', '/', 'overlay')] },
    ),
    expect: { '/dev/sda': 'refused system held' },
  },
  {
    name: 'a file on a stick is shown as a loop device: it cannot be unmounted',
    machine: beside(
      stick('sda', {}, part('sda1', { mounts: ['/media/stick'] })),
      loop('loop0', { backFile: '/media/stick/a.img' }),
    ),
    expect: { '/dev/sda': 'hidden held' },
  },
  {
    name: 'swap on a partition of a stick',
    machine: machine([system(), stick('sda', {}, part('sda1', { fsType: 'swap' }))], {
      swaps: ['/dev/sda1'],
    }),
    expect: { '/dev/sda': 'refused swap' },
  },
  {
    name: 'swap that only lsblk tells of',
    machine: beside(stick('sda', {}, part('sda1', { fsType: 'swap', mounts: ['[SWAP]'] }))),
    expect: { '/dev/sda': 'refused swap' },
  },
  {
    name: 'swap that is not in use is mere content',
    machine: beside(stick('sda', {}, part('sda1', { fsType: 'swap' }))),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'a swap file on a mounted stick',
    machine: machine([system(), stick('sda', {}, part('sda1', { mounts: ['/mnt/s'] }))], {
      swaps: ['/mnt/s/swap'],
    }),
    expect: { '/dev/sda': 'refused swap' },
  },
  {
    name: 'swap in an encrypted volume of a USB disk',
    machine: machine([system(), usbDisk('sda', {}, part('sda1', {}, made('crypt', 'dm-3')))], {
      swaps: ['/dev/dm-3'],
    }),
    expect: { '/dev/sda': 'refused swap unlocked' },
  },
  {
    name: 'the root comes from a device that nobody knows: no drive is cleared',
    machine: machine([stick('sda'), loop('loop0')], { mounts: [mount('/dev/sdz1', '/')] }),
    needs: { allowLoops: true },
    expect: { '/dev/sda': 'hidden system-unknown', '/dev/loop0': 'offered' },
  },
  {
    name: 'the root is ZFS, and no device is known as a member',
    machine: machine([stick('sda')], { mounts: [mount('rpool/root', '/', 'zfs')] }),
    expect: { '/dev/sda': 'hidden system-unknown' },
  },
  {
    name: 'something that is not of the system comes from a device nobody knows',
    machine: machine([system(), stick('sda')], {
      mounts: [mount('/dev/fuse', '/run/user/1000/doc', 'fuse'), mount('tank/x', '/mnt/x', 'zfs')],
    }),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'a system that came over the network has no drive',
    machine: machine([stick('sda')], { mounts: [mount('server:/export/root', '/', 'nfs')] }),
    expect: { '/dev/sda': 'offered' },
  },
];

const TOGETHER: readonly Situation[] = [
  {
    name: 'a USB disk with an LVM volume in use',
    machine: beside(
      usbDisk(
        'sda',
        {},
        part('sda1', { fsType: 'LVM2_member' }, made('lvm', 'dm-0', { mounts: ['/mnt/x'] })),
      ),
    ),
    expect: { '/dev/sda': 'hidden lvm' },
  },
  {
    name: 'an LVM volume that only its mapping tells of',
    machine: beside(usbDisk('sda', {}, made('lvm', 'dm-0'))),
    expect: { '/dev/sda': 'hidden lvm' },
  },
  {
    name: 'LVM members that are not in use: somebody’s volume group all the same',
    machine: beside(
      usbDisk('sda', { fsType: 'LVM2_member' }),
      usbDisk('sdb', { fsType: 'LVM1_member', model: 'B' }),
    ),
    expect: { '/dev/sda': 'hidden lvm', '/dev/sdb': 'hidden lvm' },
  },
  {
    name: 'an encrypted stick that is open',
    machine: beside(
      stick(
        'sda',
        {},
        part('sda1', { fsType: 'crypto_LUKS' }, made('crypt', 'dm-0', { mounts: ['/run/media/ada/x'] })),
      ),
    ),
    expect: { '/dev/sda': 'hidden unlocked' },
  },
  {
    name: 'a member of a Linux RAID array that is not running',
    machine: beside(usbDisk('sda', {}, part('sda1', { fsType: 'linux_raid_member' }))),
    expect: { '/dev/sda': 'hidden raid' },
  },
  {
    name: 'a member of a RAID of the firmware',
    machine: beside(usbDisk('sda', { fsType: 'isw_raid_member' })),
    expect: { '/dev/sda': 'hidden raid' },
  },
  {
    name: 'running arrays of any type and name',
    machine: beside(
      usbDisk('sda', { model: 'A' }, made('raid5', 'x0')),
      usbDisk('sdb', { model: 'B' }, made('linear', 'x1')),
      usbDisk('sdc', { model: 'C' }, made('dmraid', 'x2')),
      usbDisk('sdd', { model: 'D' }, made('dm', 'md127')),
      usbDisk('sde', { model: 'E' }, made('md', 'x3')),
    ),
    expect: {
      '/dev/sda': 'hidden raid',
      '/dev/sdb': 'hidden raid',
      '/dev/sdc': 'hidden raid',
      '/dev/sdd': 'hidden raid',
      '/dev/sde': 'hidden raid',
    },
  },
  {
    name: 'a member of an imported ZFS pool that is mounted nowhere',
    machine: machine([system(), usbDisk('sda', { fsType: 'zfs_member', label: 'tank' })], {
      zfsPools: ['tank'],
    }),
    expect: { '/dev/sda': 'hidden zfs' },
  },
  {
    name: 'a member of a ZFS pool, and nobody can tell whether it is imported',
    machine: machine([system(), usbDisk('sda', { fsType: 'zfs_member', label: 'tank' })], { zfsPools: null }),
    expect: { '/dev/sda': 'hidden zfs' },
  },
  {
    name: 'a member of a ZFS pool without a name while some pool is imported',
    machine: machine([system(), usbDisk('sda', { fsType: 'zfs_member' })], { zfsPools: ['tank'] }),
    expect: { '/dev/sda': 'hidden zfs' },
  },
  {
    name: 'a member of a ZFS pool that is surely not imported is mere content',
    machine: machine([system(), usbDisk('sda', { fsType: 'zfs_member', label: 'old' })], {
      zfsPools: ['tank'],
    }),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'a member of a ZFS pool without a name while none is imported',
    machine: beside(usbDisk('sda', { fsType: 'zfs_member' })),
    expect: { '/dev/sda': 'offered' },
  },
  {
    name: 'bcache: a member by its signature, one by what is made of it',
    machine: beside(
      usbDisk('sda', { fsType: 'bcache' }),
      usbDisk('sdb', { model: 'B' }, made('disk', 'bcache0')),
    ),
    expect: { '/dev/sda': 'hidden bcache', '/dev/sdb': 'hidden bcache' },
  },
  {
    name: 'two ways to one disk (multipath), and one that is only marked so',
    machine: (() => {
      const both = made('mpath', 'dm-7');
      return beside(
        usbDisk('sda', { serial: 'S' }, both),
        usbDisk('sdb', { serial: 'S' }, both),
        usbDisk('sdc', { fsType: 'mpath_member', model: 'C' }),
      );
    })(),
    expect: {
      '/dev/sda': 'hidden multipath',
      '/dev/sdb': 'hidden multipath',
      '/dev/sdc': 'hidden multipath',
    },
  },
  {
    name: 'btrfs over two USB disks, not mounted',
    machine: beside(
      usbDisk('sda', {}, part('sda1', { fsType: 'btrfs', uuid: 'b2' })),
      usbDisk('sdb', { model: 'B' }, part('sdb1', { fsType: 'btrfs', uuid: 'b2' })),
    ),
    expect: { '/dev/sda': 'hidden multi-device', '/dev/sdb': 'hidden multi-device' },
  },
  {
    name: 'bcachefs over two USB disks, not mounted',
    machine: beside(
      usbDisk('sda', { fsType: 'bcachefs', uuid: 'c1' }),
      usbDisk('sdb', { fsType: 'bcachefs', uuid: 'c1', model: 'B' }),
    ),
    expect: { '/dev/sda': 'hidden multi-device', '/dev/sdb': 'hidden multi-device' },
  },
  {
    name: 'btrfs on one stick; another with its own; two partitions without a UUID; copies of FAT with the same',
    machine: beside(
      stick('sda', { fsType: 'btrfs', uuid: 'b3' }),
      stick('sdb', { fsType: 'btrfs', uuid: 'b4' }),
      stick('sdc', { fsType: 'btrfs' }),
      stick('sdd', { fsType: 'btrfs' }),
      stick('sde', { fsType: 'vfat', uuid: 'AB-CD' }),
      stick('sdf', { fsType: 'vfat', uuid: 'AB-CD' }),
    ),
    expect: {
      '/dev/sda': 'offered',
      '/dev/sdb': 'offered',
      '/dev/sdc': 'offered',
      '/dev/sdd': 'offered',
      '/dev/sde': 'offered',
      '/dev/sdf': 'offered',
    },
  },
  {
    name: 'parts of other pools: Ceph, DRBD, Stratis, and members of what nobody knows',
    machine: beside(
      usbDisk('sda', { fsType: 'ceph_bluestore' }),
      usbDisk('sdb', { fsType: 'drbd', model: 'B' }),
      usbDisk('sdc', { fsType: 'stratis', model: 'C' }),
      usbDisk('sdd', { fsType: 'VMFS_volume_member', model: 'D' }),
    ),
    expect: {
      '/dev/sda': 'hidden pool',
      '/dev/sdb': 'hidden pool',
      '/dev/sdc': 'hidden pool',
      '/dev/sdd': 'hidden pool',
    },
  },
  {
    name: 'a mapping of a kind nobody knows',
    machine: beside(usbDisk('sda', {}, made('dm', 'dm-9'))),
    expect: { '/dev/sda': 'hidden held' },
  },
];

const OURS: readonly Situation[] = [
  {
    name: 'the image lies on the stick',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/X'] })), stick('sdb')),
    needs: { image: '/run/media/ada/X/nixos.iso' },
    expect: { '/dev/sda': 'refused image', '/dev/sdb': 'offered' },
  },
  {
    name: 'the image lies in an open encrypted volume of the stick',
    machine: beside(
      stick('sda', {}, part('sda1', {}, made('crypt', 'dm-0', { mounts: ['/run/media/ada/X'] }))),
    ),
    needs: { image: '/run/media/ada/X/nixos.iso' },
    expect: { '/dev/sda': 'refused image unlocked' },
  },
  {
    name: 'the image lies on the disk of the system, which needs no second reason',
    machine: beside(stick('sda')),
    needs: { image: '/home/ada/nixos.iso', fleets: ['/home/ada/fleet'], states: ['/home/ada/.local/state'] },
    expect: { '/dev/sda': 'offered', '/dev/nvme0n1': 'refused system internal:nvme' },
  },
  {
    name: 'the image lies below a name that only begins like the mount',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/X'] }))),
    needs: { image: '/run/media/ada/XY/nixos.iso' },
    expect: { '/dev/sda': 'offered ~mounted' },
  },
  {
    name: 'the image lies on a second mount inside the first',
    machine: beside(
      stick('sda', {}, part('sda1', { mounts: ['/mnt/a'] })),
      stick('sdb', {}, part('sdb1', { mounts: ['/mnt/a/b'] })),
    ),
    needs: { image: '/mnt/a/b/nixos.iso' },
    expect: { '/dev/sda': 'offered ~mounted', '/dev/sdb': 'refused image' },
  },
  {
    name: 'the fleet lies on a stick',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/FLEET'] }))),
    needs: { fleets: ['/run/media/ada/FLEET/nixos'] },
    expect: { '/dev/sda': 'refused fleet' },
  },
  {
    name: 'Snowfleet keeps its state on a stick',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/S'] }))),
    needs: { states: ['/run/media/ada/S/snowfleet'] },
    expect: { '/dev/sda': 'refused state' },
  },
  {
    name: 'all of it lies on one stick, which is also too small and read-only',
    machine: beside(
      stick('sda', { readOnly: true }, part('sda1', { mounts: ['/run/media/ada/S', '[SWAP]'] })),
    ),
    needs: {
      states: ['/run/media/ada/S'],
      fleets: ['/run/media/ada/S/f'],
      image: '/run/media/ada/S/i.iso',
      imageBytes: 65e9,
    },
    expect: { '/dev/sda': 'refused swap fleet state image read-only too-small' },
  },
];

export const SITUATIONS: readonly Situation[] = [
  ...PLAIN,
  ...INTERNAL,
  ...ODD,
  ...SYSTEM,
  ...TOGETHER,
  ...OURS,
];
