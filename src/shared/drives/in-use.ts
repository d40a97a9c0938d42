import type { BlockDevice, DriveNeeds, Machine } from './machine';
import type { Hiding, Refusal } from './reasons';
import { isSpanning, type StorageGraph } from './storage-graph';
import { isOfSystem, isPassing } from './system-paths';

/** A reason with what it is about: mount points, names of volumes, sizes. */
export interface Found<Code extends string> {
  readonly code: Code;
  readonly about: readonly string[];
}

/** What this machine or Snowfleet itself would lose with the drive. */
export function refusalsOf(
  drive: BlockDevice,
  graph: StorageGraph,
  machine: Machine,
  needs: DriveNeeds,
): Found<Refusal>[] {
  const parts = new Set(graph.above(drive));
  const isOn = (devices: readonly BlockDevice[]): boolean => devices.some((device) => parts.has(device));
  const found: Found<Refusal>[] = [];

  const ofSystem = graph.mounts.filter(({ target, on }) => isOfSystem(target) && isOn(on));
  if (ofSystem.length > 0) {
    found.push({ code: 'system', about: unique(ofSystem.map(({ target }) => target)) });
  }
  const swaps = [
    ...machine.swaps.filter((swap) => isOn(holdersOfSwap(swap, graph))),
    ...[...parts].filter(({ mounts }) => mounts.includes('[SWAP]')).map(({ path }) => path),
  ];
  if (swaps.length > 0) found.push({ code: 'swap', about: unique(swaps) });

  // On the disk of the system they are no reason of their own.
  if (ofSystem.length > 0) return found;
  const fleets = needs.fleets.filter((fleet) => isOn(graph.holding(fleet)));
  if (fleets.length > 0) found.push({ code: 'fleet', about: fleets });
  const states = needs.states.filter((state) => isOn(graph.holding(state)));
  if (states.length > 0) found.push({ code: 'state', about: states });
  if (needs.image !== null && isOn(graph.holding(needs.image))) {
    found.push({ code: 'image', about: [needs.image] });
  }
  return found;
}

function holdersOfSwap(swap: string, graph: StorageGraph): readonly BlockDevice[] {
  const device = graph.find(swap);
  return device ? [device] : graph.holding(swap);
}

/** What works with the drive now, or belongs together with others. */
export function usesOf(
  drive: BlockDevice,
  graph: StorageGraph,
  machine: Machine,
  needs: DriveNeeds,
): Found<Hiding>[] {
  const parts = graph.above(drive);
  const made = parts.filter((part) => part !== drive && part.type !== 'part');
  const found: Found<Hiding>[] = [];
  const say = (code: Hiding, about: readonly string[]): void => {
    if (about.length > 0) found.push({ code, about: unique(about) });
  };

  say('being-written', needs.writing.includes(drive.path) ? [drive.path] : []);
  const elsewhere = graph.mounts.filter(
    ({ target, on }) => !isPassing(target) && on.some((one) => parts.includes(one)),
  );
  say(
    'mounted',
    elsewhere.map(({ target }) => target),
  );
  for (const code of ['unlocked', 'lvm', 'raid', 'zfs', 'bcache', 'multipath', 'held'] as const) {
    say(code, [
      ...made.filter((part) => madeInto(part) === code).map(({ name }) => name),
      ...parts.filter((part) => memberOf(part, machine) === code).map(({ path }) => path),
    ]);
  }
  const spanning = parts.filter(isSpanning);
  say(
    'multi-device',
    graph.devices
      .filter(
        (one) => !parts.includes(one) && spanning.some((part) => isSpanning(one) && part.uuid === one.uuid),
      )
      .map(({ path }) => path),
  );
  say(
    'pool',
    parts.filter((part) => memberOf(part, machine) === 'pool').map(({ path }) => path),
  );
  return found;
}

/** What a device that lies on others is. */
function madeInto({ type, name }: BlockDevice): Hiding {
  if (type === 'crypt') return 'unlocked';
  if (type === 'lvm') return 'lvm';
  if (type === 'mpath') return 'multipath';
  if (name.startsWith('bcache')) return 'bcache';
  if (/^(raid|md|linear|dmraid)/.test(type) || name.startsWith('md')) return 'raid';
  return 'held';
}

/** What a signature on a device says it is a part of; null where it stands for itself. */
function memberOf({ fsType, label }: BlockDevice, { zfsPools }: Machine): Hiding | null {
  switch (fsType) {
    case 'zfs_member':
      // Only a pool that is surely not imported is mere content.
      return zfsPools === null || (zfsPools.length > 0 && (label === '' || zfsPools.includes(label)))
        ? 'zfs'
        : null;
    case 'LVM1_member':
    case 'LVM2_member':
      return 'lvm';
    case 'bcache':
      return 'bcache';
    case 'mpath_member':
      return 'multipath';
    case 'ceph_bluestore':
    case 'drbd':
    case 'stratis':
      return 'pool';
    default:
      if (fsType.endsWith('raid_member')) return 'raid';
      return fsType.endsWith('_member') ? 'pool' : null;
  }
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].toSorted();
}
