import type { BlockDevice, Machine, Mount } from './machine';
import { isBelow } from './system-paths';

/** What lies on what in a machine's storage. */
export interface StorageGraph {
  readonly devices: readonly BlockDevice[];
  /** The device of that name, path or number. */
  find(name: string): BlockDevice | null;
  /** The device itself and everything that is made of it, however many layers up. */
  above(device: BlockDevice): readonly BlockDevice[];
  /** Mounts with the devices they need: several for file systems that span them, none where no device is known. */
  readonly mounts: readonly {
    readonly target: string;
    readonly source: string;
    readonly on: BlockDevice[];
  }[];
  /** The devices that hold the file or folder at an absolute path. */
  holding(path: string): readonly BlockDevice[];
}

/** Puts together what lsblk, the kernel's mounts and the files behind loop devices say. */
export function storageGraph(machine: Machine): StorageGraph {
  const { devices } = machine;
  const byWord = new Map<string, BlockDevice>();
  for (const device of devices) {
    byWord.set(device.name, device);
    byWord.set(device.path, device);
    byWord.set(`/dev/${device.name}`, device);
  }
  const byNumber = new Map(devices.map((device) => [device.majMin, device]));
  const find = (word: string): BlockDevice | null => byWord.get(word) ?? byNumber.get(word) ?? null;

  /** All devices of the file system that `device` is one of. */
  const siblings = (device: BlockDevice): BlockDevice[] =>
    isSpanning(device) ? devices.filter((one) => isSpanning(one) && one.uuid === device.uuid) : [device];

  const onZfs = (source: string): BlockDevice[] => {
    const members = devices.filter((device) => device.fsType === 'zfs_member');
    const pool = source.split('/')[0];
    const named = members.filter((device) => device.label === pool);
    // A member that does not say its pool may be of any.
    return named.length > 0 ? named : members;
  };

  const devicesOf = (mount: Mount): BlockDevice[] => {
    if (mount.fsType === 'zfs') return onZfs(mount.source);
    // bcachefs names all its devices, with colons between.
    const named = mount.source.split(':').flatMap((source) => find(source) ?? byIdOf(source, devices) ?? []);
    const numbered = byNumber.get(mount.majMin);
    return [...new Set([...named, ...(numbered ? [numbered] : [])].flatMap(siblings))];
  };

  const told = machine.mounts.map((mount) => ({
    target: mount.target,
    source: mount.source,
    on: devicesOf(mount),
  }));
  const ofLsblk = devices.flatMap((device) =>
    device.mounts
      .filter((target) => target.startsWith('/'))
      .map((target) => ({ target, source: device.path, on: siblings(device) })),
  );
  const mounts = [...told, ...ofLsblk];

  const holding = (path: string): readonly BlockDevice[] => {
    const around = mounts.filter(({ target }) => isBelow(path, target));
    const longest = Math.max(0, ...around.map(({ target }) => target.length));
    return around.filter(({ target }) => target.length === longest).flatMap(({ on }) => on);
  };

  const children = new Map<string, BlockDevice[]>();
  for (const device of devices) {
    const files = device.backFile === null ? [] : holding(device.backFile).map(({ name }) => name);
    for (const below of new Set([...device.on, ...files])) {
      children.set(below, [...(children.get(below) ?? []), device]);
    }
  }
  const above = (device: BlockDevice): readonly BlockDevice[] => {
    const seen = new Set([device]);
    for (const one of seen) for (const child of children.get(one.name) ?? []) seen.add(child);
    return [...seen];
  };

  return { devices, find, above, mounts, holding };
}

/** Whether it is of a file system that may lie on several devices. */
export function isSpanning({ fsType, uuid }: BlockDevice): boolean {
  return (fsType === 'btrfs' || fsType === 'bcachefs') && uuid !== '';
}

/** A source as `/dev/disk/by-uuid/…`, `UUID=…`, or the same by label. */
function byIdOf(source: string, devices: readonly BlockDevice[]): BlockDevice | null {
  const found = /^(?:\/dev\/disk\/by-)?(uuid|label)[/=](.+)$/i.exec(source);
  if (found === null) return null;
  const [, kind = '', id = ''] = found;
  const isUuid = kind.toLowerCase() === 'uuid';
  return devices.find((device) => (isUuid ? device.uuid : device.label) === id) ?? null;
}
