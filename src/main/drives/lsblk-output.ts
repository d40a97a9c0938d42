import { z } from 'zod';
import type { BlockDevice } from '../../shared/drives';

/** lsblk before 2.33 has flags as "0" and "1" and numbers as text. */
const flag = z
  .union([z.boolean(), z.literal(['0', '1']), z.literal([0, 1]), z.null()])
  .optional()
  .transform((value) => value === true || value === '1' || value === 1);
const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number), z.null()])
  .optional()
  .transform((value) => value ?? 0)
  .pipe(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER));
const word = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '');

const deviceSchema = z.object({
  name: z.string().min(1),
  kname: word,
  pkname: word,
  path: word,
  type: word,
  'maj:min': word,
  size: count,
  ro: flag,
  rm: flag,
  hotplug: flag,
  tran: word,
  subsystems: word,
  vendor: word,
  model: word,
  serial: word,
  fstype: word,
  label: word,
  uuid: word,
  mountpoint: word,
  mountpoints: z.array(z.string().nullable()).nullish(),
  get children(): z.ZodOptional<z.ZodNullable<z.ZodArray<typeof deviceSchema>>> {
    return z.array(deviceSchema).nullish();
  },
});
type Told = z.infer<typeof deviceSchema>;

/** What `lsblk --json --bytes` prints; columns that were not asked for may be absent. */
export const lsblkSchema = z.object({ blockdevices: z.array(deviceSchema) });

/** Columns asked for, and those that old versions do not know with what they have instead. */
export const LSBLK_COLUMNS =
  'NAME KNAME PKNAME PATH TYPE MAJ:MIN SIZE RO RM HOTPLUG TRAN SUBSYSTEMS VENDOR MODEL SERIAL FSTYPE LABEL UUID MOUNTPOINTS'.split(
    ' ',
  );
/** For lsblk before 2.37, which tells one mount of each device. */
export const OLD_LSBLK_COLUMNS = LSBLK_COLUMNS.map((column) =>
  column === 'MOUNTPOINTS' ? 'MOUNTPOINT' : column,
);

/** lsblk's tree as a list. A device below several others is told once for each of them, and is one here. */
export function devicesOfLsblk(output: z.infer<typeof lsblkSchema>): BlockDevice[] {
  const found = new Map<string, BlockDevice>();
  const take = (told: Told, parent: string | null): void => {
    const name = told.kname === '' ? told.name : told.kname;
    const on = [parent ?? (told.pkname === '' ? null : told.pkname)].filter((one) => one !== null);
    const known = found.get(name);
    found.set(
      name,
      known ? { ...known, on: [...new Set([...known.on, ...on])] } : { ...deviceOf(told, name), on },
    );
    for (const child of told.children ?? []) take(child, name);
  };
  for (const told of output.blockdevices) take(told, null);
  return [...found.values()].map((device) =>
    device.type === 'part' && device.on.length === 0
      ? { ...device, on: drivesByName(device.name, found) }
      : device,
  );
}

/** A list without the column PKNAME tells what a partition lies on by its name alone: `sda1`, `nvme0n1p2`. */
function drivesByName(name: string, found: ReadonlyMap<string, BlockDevice>): string[] {
  return [name.replace(/\d+$/, ''), name.replace(/p\d+$/, '')].filter(
    (drive) => drive !== name && found.has(drive),
  );
}

function deviceOf(told: Told, name: string): Omit<BlockDevice, 'on'> {
  const mounts = [...(told.mountpoints ?? []), ...told.mountpoint.split('\n')];
  return {
    name,
    path: told.path === '' ? pathOf(told) : told.path,
    type: told.type === '' ? 'disk' : told.type,
    majMin: told['maj:min'],
    diskSeq: null,
    bytes: told.size,
    readOnly: told.ro,
    removable: told.rm,
    hotplug: told.hotplug,
    bus: told.tran === '' ? null : told.tran.toLowerCase(),
    subsystems: told.subsystems === '' ? [] : told.subsystems.split(':'),
    // What has no name of its maker tells the number of it.
    vendor: /^0x[0-9a-f]+$/i.test(told.vendor) ? '' : told.vendor,
    model: told.model,
    serial: told.serial === '' ? null : told.serial,
    fsType: told.fstype,
    label: told.label,
    uuid: told.uuid,
    mounts: [...new Set(mounts.filter((mount) => mount !== null && mount !== ''))] as string[],
    backFile: null,
    mmcType: null,
    usbSpeed: null,
  };
}

/** Without the column PATH, as lsblk makes it. */
function pathOf({ name, type }: Told): string {
  const isMapped = ['lvm', 'crypt', 'mpath', 'dm'].includes(type);
  return isMapped ? `/dev/mapper/${name}` : `/dev/${name}`;
}
