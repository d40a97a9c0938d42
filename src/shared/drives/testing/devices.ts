import type { BlockDevice, Machine, Mount } from '../machine';

/** What a situation says of a device; the rest is as on a plain machine. */
export type Traits = Partial<Omit<BlockDevice, 'name' | 'on'>>;

/** A device with what lies on it. */
export interface Node {
  readonly device: BlockDevice;
  readonly children: readonly Node[];
}

let minor = 0;

function node(name: string, traits: Traits, children: readonly Node[]): Node {
  minor += 1;
  const device: BlockDevice = {
    name,
    path: `/dev/${name}`,
    type: 'disk',
    majMin: `8:${minor}`,
    diskSeq: null,
    bytes: 64e9,
    readOnly: false,
    removable: false,
    hotplug: false,
    bus: null,
    subsystems: [],
    vendor: '',
    model: '',
    serial: null,
    fsType: '',
    label: '',
    uuid: '',
    mounts: [],
    on: [],
    backFile: null,
    mmcType: null,
    usbSpeed: null,
    ...traits,
  };
  return { device, children };
}

/** A plain USB stick: removable, hot-pluggable. */
export const stick = (name: string, traits: Traits = {}, ...children: Node[]): Node =>
  node(
    name,
    { bus: 'usb', removable: true, hotplug: true, model: 'Ultra Fit', serial: name, ...traits },
    children,
  );

/** A disk in a USB case: the kernel says it is not removable. */
export const usbDisk = (name: string, traits: Traits = {}, ...children: Node[]): Node =>
  stick(name, { removable: false, ...traits }, ...children);

export const nvme = (name: string, traits: Traits = {}, ...children: Node[]): Node =>
  node(name, { bus: 'nvme', bytes: 1e12, ...traits }, children);

export const sata = (name: string, traits: Traits = {}, ...children: Node[]): Node =>
  node(name, { bus: 'sata', bytes: 2e12, ...traits }, children);

/** A drive of no kind in particular. */
export const disk = (name: string, traits: Traits = {}, ...children: Node[]): Node =>
  node(name, traits, children);

export const part = (name: string, traits: Traits = {}, ...children: Node[]): Node =>
  node(name, { type: 'part', bytes: 32e9, ...traits }, children);

/** What is made of others: `lvm`, `crypt`, `raid1`, `mpath` … */
export const made = (type: string, name: string, traits: Traits = {}, ...children: Node[]): Node =>
  node(name, { type, path: `/dev/mapper/${name}`, ...traits }, children);

export const loop = (name: string, traits: Traits = {}, ...children: Node[]): Node =>
  node(name, { type: 'loop', bytes: 4e9, ...traits }, children);

/** Mounted there, as the kernel's table has it; without a device of its own where `majMin` is left out. */
export const mount = (source: string, target: string, fsType = 'ext4', majMin = '0:50'): Mount => ({
  source,
  target,
  fsType,
  majMin,
});

/** The machine of these drives. A node that appears under several is one device. */
export function machine(drives: readonly Node[], more: Partial<Omit<Machine, 'devices'>> = {}): Machine {
  const found = new Map<string, BlockDevice>();
  const take = ({ device, children }: Node, parent: string | null): void => {
    const known = found.get(device.name) ?? device;
    found.set(device.name, parent === null ? known : { ...known, on: [...known.on, parent] });
    for (const child of children) take(child, device.name);
  };
  for (const drive of drives) take(drive, null);
  return { devices: [...found.values()], mounts: [], swaps: [], zfsPools: [], ...more };
}
