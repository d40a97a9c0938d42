import { disk, loop, machine, made, part, stick } from '../devices';
import { beside, system, type Situation } from './situation';

/** What is no drive, cannot take an image, or must be looked at twice. */
export const ODD: readonly Situation[] = [
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
