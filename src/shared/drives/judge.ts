import { driveKind, isExternal, type DriveKind } from './drive-kind';
import { refusalsOf, usesOf, type Found } from './in-use';
import type { BlockDevice, DriveNeeds, Machine } from './machine';
import { REASON_CODES, type CautionCode, type Hiding, type ReasonCode, type Verdict } from './reasons';
import { storageGraph, type StorageGraph } from './storage-graph';
import { isOfSystem } from './system-paths';

/** A drive and whether an image may be written to it. */
export interface JudgedDrive {
  readonly device: BlockDevice;
  readonly kind: DriveKind;
  readonly verdict: Verdict;
  /** In the order of {@link REASON_CODES}; empty for an offered drive. */
  readonly reasons: readonly Found<ReasonCode>[];
  readonly cautions: readonly Found<CautionCode>[];
  /** The drive and everything on it that would be erased. */
  readonly parts: readonly BlockDevice[];
}

/** From here on a drive is rather somebody's backup than a stick. */
const LARGE_BYTES = 300e9;

/** Reasons whose words name the mounts already. */
const SAYS_MOUNTS: ReadonlySet<ReasonCode> = new Set(['system', 'internal', 'emmc']);

/** Judges every drive of the machine: offered ones first, then by path. */
export function judgeDrives(machine: Machine, needs: DriveNeeds): JudgedDrive[] {
  const graph = storageGraph(machine);
  const drives = graph.devices.filter(isDrive).map((device) => judge(device, graph, machine, needs));
  return drives.toSorted(
    (a, b) =>
      Number(b.verdict === 'offered') - Number(a.verdict === 'offered') ||
      a.device.path.localeCompare(b.device.path, 'en', { numeric: true }),
  );
}

/** Judges one device by its path, also one that is no drive; null where there is none. */
export function judgeDrive(path: string, machine: Machine, needs: DriveNeeds): JudgedDrive | null {
  const graph = storageGraph(machine);
  const device = graph.devices.find((one) => one.path === path);
  return device ? judge(device, graph, machine, needs) : null;
}

/** Whether it lies on no other device. */
function isDrive({ on }: BlockDevice): boolean {
  return on.length === 0;
}

function judge(device: BlockDevice, graph: StorageGraph, machine: Machine, needs: DriveNeeds): JudgedDrive {
  const kind = driveKind(device, machine.devices);
  const found: Found<ReasonCode>[] = [
    ...refusalsOf(device, graph, machine, needs),
    ...natureOf(device, kind, needs),
    ...usesOf(device, graph, machine, needs),
    ...doubtOf(kind, graph, machine),
  ];
  const reasons = found
    .filter(({ code }) => code !== 'mounted' || !found.some((other) => SAYS_MOUNTS.has(other.code)))
    .toSorted((a, b) => REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code));
  const isRefused = reasons.some(({ code }) => isRefusal(code));
  const verdict = isRefused ? 'refused' : reasons.length > 0 ? 'hidden' : 'offered';
  const parts = graph.above(device);
  return {
    device,
    kind,
    verdict,
    reasons,
    cautions: verdict === 'offered' ? cautionsOf(device, parts, graph) : [],
    parts,
  };
}

/** Whether the reason holds whatever anybody asks for. */
export function isRefusal(code: ReasonCode): boolean {
  switch (code) {
    case 'system':
    case 'swap':
    case 'fleet':
    case 'state':
    case 'image':
      return true;
    default:
      return false;
  }
}

/** What the device is, and whether it can take the image. */
function natureOf(device: BlockDevice, kind: DriveKind, needs: DriveNeeds): Found<Hiding>[] {
  const found: Found<Hiding>[] = [];
  if (!isWhole(device)) found.push({ code: 'not-a-drive', about: [device.type] });
  const unfit = unfitKind(kind, needs);
  if (unfit !== null) found.push({ code: unfit, about: [] });
  if (device.bytes === 0) found.push({ code: 'no-medium', about: [] });
  else if (device.bytes < (needs.imageBytes ?? 0)) {
    found.push({ code: 'too-small', about: [String(needs.imageBytes)] });
  }
  if (device.readOnly) found.push({ code: 'read-only', about: [] });
  return found;
}

/** A drive by itself: no partition, no device made of others, no boot area of a chip. */
function isWhole({ name, type, on }: BlockDevice): boolean {
  if (/^mmcblk\d+(boot\d+|rpmb|gp\d+)$/.test(name)) return false;
  return on.length === 0 && (type === 'disk' || type === 'rom' || type === 'loop');
}

function unfitKind(kind: DriveKind, { allowLoops }: DriveNeeds): Hiding | null {
  if (isExternal(kind)) return null;
  switch (kind) {
    case 'loop':
      return allowLoops ? null : 'loop';
    case 'emmc':
    case 'optical':
    case 'memory':
      return kind;
    default:
      return 'internal';
  }
}

/** Where a mount of the system comes from a device that nobody knows, no drive can be cleared of holding it. */
function doubtOf(kind: DriveKind, graph: StorageGraph, machine: Machine): Found<Hiding>[] {
  if (kind === 'loop') return [];
  // lsblk may know a device of which the kernel tells another name: /dev/root.
  const placed = new Set(graph.mounts.filter(({ on }) => on.length > 0).map(({ target }) => target));
  const lost = graph.mounts.filter(
    ({ target, source }) => !placed.has(target) && source.startsWith('/dev/') && isOfSystem(target),
  );
  const pools = machine.mounts.filter(({ fsType, target }) => fsType === 'zfs' && isOfSystem(target));
  const hasMembers = graph.devices.some(({ fsType }) => fsType === 'zfs_member');
  const unknown = [...lost, ...(hasMembers ? [] : pools)].map(({ target }) => target);
  return unknown.length === 0 ? [] : [{ code: 'system-unknown', about: unknown }];
}

function cautionsOf(
  device: BlockDevice,
  parts: readonly BlockDevice[],
  graph: StorageGraph,
): Found<CautionCode>[] {
  const found: Found<CautionCode>[] = [];
  if (device.bytes >= LARGE_BYTES) found.push({ code: 'large', about: [String(device.bytes)] });
  const twins = graph.devices.filter(
    (one) =>
      one !== device &&
      isDrive(one) &&
      one.type !== 'loop' &&
      device.model !== '' &&
      one.model === device.model &&
      one.serial === device.serial,
  );
  if (twins.length > 0) found.push({ code: 'twin', about: twins.map(({ path }) => path) });
  const mounts = graph.mounts.filter(({ on }) => on.some((one) => parts.includes(one)));
  if (mounts.length > 0) {
    found.push({ code: 'mounted', about: [...new Set(mounts.map(({ target }) => target))] });
  }
  if (parts.some(({ fsType }) => fsType === 'crypto_LUKS' || fsType === 'BitLocker')) {
    found.push({ code: 'encrypted', about: [] });
  }
  return found;
}
