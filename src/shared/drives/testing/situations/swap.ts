import { sata, loop, machine, made, mount, part, stick, usbDisk } from '../devices';
import { beside, system, type Situation } from './situation';

/** Swap, and systems of which it cannot be told where they run from. */
export const SWAP: readonly Situation[] = [
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
    name: 'the root comes from a name that the kernel alone has, and lsblk knows the device',
    machine: machine([sata('sdb', { fsType: 'btrfs', uuid: 'u', mounts: ['/'] }), stick('sda')], {
      mounts: [mount('/dev/root', '/', 'btrfs')],
    }),
    expect: { '/dev/sdb': 'refused system internal:sata', '/dev/sda': 'offered' },
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
