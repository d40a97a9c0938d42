import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import type { BlockDevice, Machine } from '../../../shared/drives';
import { examine } from './examine';
import { readOrders } from './order-reader';
import type { HelperRequest } from './protocol';
import type { Standing } from './standing';

const stick: BlockDevice = {
  name: 'sdc',
  path: '/dev/sdc',
  type: 'disk',
  majMin: '8:32',
  diskSeq: 12,
  bytes: 16e9,
  readOnly: false,
  removable: true,
  hotplug: true,
  bus: 'usb',
  subsystems: ['block', 'scsi', 'usb', 'pci'],
  vendor: 'SanDisk',
  model: 'Ultra Fit',
  serial: '4C53',
  fsType: '',
  label: '',
  uuid: '',
  mounts: [],
  on: [],
  backFile: null,
  mmcType: null,
  usbSpeed: 5000,
};
const system: BlockDevice = {
  ...stick,
  name: 'sda',
  path: '/dev/sda',
  majMin: '8:0',
  diskSeq: 1,
  removable: false,
  hotplug: false,
  bus: 'sata',
  subsystems: ['block', 'scsi', 'pci'],
  model: 'Disk',
  serial: 'A1',
  mounts: ['/'],
  fsType: 'ext4',
};
const loop: BlockDevice = {
  ...stick,
  name: 'loop3',
  path: '/dev/loop3',
  majMin: '7:3',
  type: 'loop',
  removable: false,
  hotplug: false,
  bus: null,
  subsystems: ['block'],
  vendor: '',
  model: '',
  serial: null,
  backFile: '/srv/disk.img',
  usbSpeed: null,
};
const machine = (...devices: BlockDevice[]): Machine => ({
  devices: [system, ...devices],
  mounts: [{ majMin: '8:0', source: '/dev/sda', target: '/', fsType: 'ext4' }],
  swaps: [],
  zfsPools: null,
});
const identityOf = ({ majMin, diskSeq, serial, model, bytes }: BlockDevice): HelperRequest['identity'] => ({
  majMin,
  diskSeq,
  serial,
  model,
  bytes,
});
const request = (device: BlockDevice, more: Partial<HelperRequest> = {}): HelperRequest => ({
  type: 'write',
  drive: device.path,
  identity: identityOf(device),
  image: '/home/ada/nixos.iso',
  imageMark: { dev: 1, ino: 1, size: 4e9, mtimeMs: 0 },
  packing: 'none',
  imageBytes: 4e9,
  unpackers: {},
  fleet: null,
  state: null,
  ...more,
});
const real: Standing = { loops: 'refused', user: 1000 };
const verdict = (wish: HelperRequest, now: Machine, standing: Standing = real): string => {
  try {
    examine(now, wish, standing);
    return 'taken';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
};

describe('what the helper takes, whatever it is asked', () => {
  it('the stick that a person chose', () => {
    expect(verdict(request(stick), machine(stick))).toBe('taken');
  });

  it('no drive of the system, and none that holds the image or the fleet', () => {
    expect(verdict(request(system), machine(stick))).toBe('drive-refused');
    const mounted = { ...stick, mounts: ['/media/ada'], fsType: 'ext4' };
    const now: Machine = {
      ...machine(mounted),
      mounts: [
        ...machine().mounts,
        { majMin: '8:32', source: '/dev/sdc', target: '/media/ada', fsType: 'ext4' },
      ],
    };
    expect(verdict(request(mounted), now)).toBe('taken');
    expect(verdict(request(mounted, { image: '/media/ada/nixos.iso' }), now)).toBe('drive-refused');
    expect(verdict(request(mounted, { fleet: '/media/ada/fleet' }), now)).toBe('drive-refused');
    expect(verdict(request(mounted, { state: '/media/ada/state' }), now)).toBe('drive-refused');
  });

  it('no drive that is too small or read-only', () => {
    expect(verdict(request(stick, { imageBytes: 17e9 }), machine(stick))).toBe('drive-refused');
    expect(verdict(request(stick), machine({ ...stick, readOnly: true }))).toBe('drive-refused');
  });

  it.each([
    ['serial', { serial: 'other' }],
    ['model', { model: 'Ultra' }],
    ['numbers', { majMin: '8:48' }],
    ['count of the kernel', { diskSeq: 13 }],
    ['size', { bytes: 16e9 + 512 }],
  ] as const)('not another drive at the same path, told by its %s', (_what, change) => {
    expect(verdict(request(stick), machine({ ...stick, ...change }))).toBe('drive-changed');
  });

  it('no drive that is gone, and no partition of one', () => {
    expect(verdict(request(stick), machine())).toBe('drive-gone');
    const part = { ...stick, name: 'sdc1', path: '/dev/sdc1', type: 'part', majMin: '8:33', on: ['sdc'] };
    expect(verdict(request(part), machine(stick, part))).toBe('drive-refused');
  });

  it('loop devices only where root allows them, and from a checkout nothing else', () => {
    expect(verdict(request(loop), machine(loop))).toBe('drive-refused');
    expect(verdict(request(loop), machine(loop), { loops: 'allowed', user: 1000 })).toBe('taken');
    expect(verdict(request(loop), machine(loop), { loops: 'only', user: null })).toBe('taken');
    expect(verdict(request(stick), machine(stick), { loops: 'only', user: null })).toBe('drive-refused');
  });
});

describe('orders to the helper', () => {
  const reading = async (...lines: string[]): Promise<string> => {
    const input = new PassThrough();
    const orders = readOrders(input);
    input.end(lines.map((line) => `${line}\n`).join(''));
    return orders.request.then(
      ({ drive }) => drive,
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
  };
  const line = (more: Record<string, unknown> = {}): string => JSON.stringify({ ...request(stick), ...more });

  it('a request is taken', async () => {
    expect(await reading(line())).toBe('/dev/sdc');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'write /dev/sda'],
    ['a path that climbs', line({ drive: '/dev/../etc/shadow' })],
    ['a path with a line end', line({ drive: '/dev/sdc\n/dev/sda' })],
    ['a file that is no device', line({ drive: '/etc/shadow' })],
    ['a relative image', line({ image: 'nixos.iso' })],
    ['an image with a NUL', line({ image: '/a\0b' })],
    ['an unpacker by name', line({ unpackers: { xz: 'sh' } })],
    ['more than is known', line({ allowLoop: true })],
    ['an empty image', line({ imageBytes: 0 })],
    ['a cancel before any request', JSON.stringify({ type: 'cancel' })],
  ])('%s is refused', async (_what, text) => {
    expect(await reading(text)).toBe('usage');
  });

  it('a second request, and the end of the input, cancel', async () => {
    const input = new PassThrough();
    const orders = readOrders(input);
    input.write(`${line()}\n${line({ drive: '/dev/sda' })}\n`);
    expect((await orders.request).drive).toBe('/dev/sdc');
    await orders.cancelled;
    const other = new PassThrough();
    const ended = readOrders(other);
    other.end(`${line()}\n`);
    await ended.cancelled;
    expect((await ended.request).drive).toBe('/dev/sdc');
  });
});
