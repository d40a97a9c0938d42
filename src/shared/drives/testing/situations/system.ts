import { loop, machine, made, mount, part, sata, stick, usbDisk, type Node } from '../devices';
import { beside, type Situation } from './situation';

/** A stick for each place, `sda` first. */
const mountedAt = (places: readonly string[]): Node[] =>
  places.map((place, index) => stick(letter(index), {}, part(`${letter(index)}1`, { mounts: [place] })));
const letter = (index: number): string => `sd${String.fromCharCode(97 + index)}`;
const each = (count: number, verdict: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`/dev/${letter(index)}`, verdict]));

/** What the running system needs, through whatever layers. */
export const SYSTEM: readonly Situation[] = [
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
];
