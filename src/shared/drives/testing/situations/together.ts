import { machine, made, part, stick, usbDisk } from '../devices';
import { beside, system, type Situation } from './situation';

/** Devices that belong together with others. */
export const TOGETHER: readonly Situation[] = [
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
