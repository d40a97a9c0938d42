import { wholeNumber } from './parse';

type Rows = (name: string) => readonly (readonly string[])[];

/** A file system as df tells of it, in bytes. */
export interface Sizes {
  readonly mount: string;
  readonly device: string;
  readonly totalBytes: number;
  readonly usedBytes: number;
  readonly freeBytes: number;
}

/** File systems: all local ones, and those that /boot and the store lie on. */
export function spaces(rows: Rows): {
  disks?: unknown;
  boot?: unknown;
  store?: unknown;
  freeBytes?: unknown;
} {
  const disks = rows('disk').flatMap(([device = '', type = '', place = '', mode = '', told = '']) => {
    const sizes = sizesOf(told);
    if (sizes === null) return [];
    return [{ ...sizes, mount: unescape(place), device: unescape(device), type, readOnly: mode === 'ro' }];
  });
  const [told] = rows('store')[0] ?? [];
  const store = told === undefined ? null : sizesOf(told);
  // NixOS mounts the store over itself, read-only: a place of its own, but the same file system.
  const rootDevice = disks.find((disk) => disk.mount === '/')?.device;
  const boot = rows('boot-folder').length > 0 ? holding(disks, '/boot') : null;
  return {
    ...(disks.length > 0 ? { disks } : {}),
    ...(boot === null ? {} : { boot }),
    ...(told === undefined
      ? {}
      : {
          store:
            store === null
              ? told
              : { ...store, own: rootDevice !== undefined && store.device !== rootDevice },
          freeBytes: store?.freeBytes,
        }),
  };
}

/** A line of `df -P -k`: device, three sizes in KiB, a share, the place. The device may have blanks. Null for others. */
export function sizesOf(line: string): Sizes | null {
  const found = /^(.*\S)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+\S+\s+(\/.*)$/.exec(line.trimEnd());
  if (!found) return null;
  const [, device = '', ...rest] = found;
  const [total, used, free] = rest.slice(0, 3).map(wholeNumber);
  if (total === undefined || used === undefined || free === undefined) return null;
  return {
    mount: rest[3] ?? '',
    device,
    totalBytes: total * 1024,
    usedBytes: used * 1024,
    // Negative where root has used what was kept back for it.
    freeBytes: Math.max(0, free) * 1024,
  };
}

/** The file system a folder is on: /boot itself, a part of it such as /boot/efi, or what it lies in. */
function holding<T extends Sizes>(disks: readonly T[], folder: string): (Sizes & { own: boolean }) | null {
  const below = (place: string, parent: string): boolean =>
    parent === '/' || place === parent || place.startsWith(`${parent}/`);
  const found =
    disks.find((disk) => disk.mount === folder) ??
    disks.find((disk) => below(disk.mount, folder)) ??
    disks.filter((disk) => below(folder, disk.mount)).toSorted((a, b) => b.mount.length - a.mount.length)[0];
  if (!found) return null;
  const { mount, device, totalBytes, usedBytes, freeBytes } = found;
  return { mount, device, totalBytes, usedBytes, freeBytes, own: below(mount, folder) };
}

/** In /proc/self/mounts blanks, tabs, line ends and backslashes of paths are octal numbers (proc(5), fstab(5)). */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
