import { expect, it } from 'vitest';
import { judgeDrive, judgeDrives } from './judge';
import { type DriveNeeds, type Machine, NO_NEEDS } from './machine';
import { disk, machine as machineOf, nvme, part, stick } from './testing/devices';
import { SITUATIONS } from './testing/situations/index';
import { told } from './testing/told';

/** The same numbers each time, for one seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Another machine of which the same must be said: devices in another order, sticks and disks at other letters. */
function varied(machine: Machine, needs: DriveNeeds, next: () => number) {
  const shift = 1 + Math.floor(next() * 15);
  const rename = (word: string): string =>
    word.replaceAll(/\bsd([a-z])(?=\d*\b)/g, (_, letter: string) => {
      const index = (letter.charCodeAt(0) - 97 + shift) % 26;
      return `sd${String.fromCharCode(97 + index)}`;
    });
  const size = 0.5 + next();
  const devices = machine.devices
    .map((device) => ({
      ...device,
      name: rename(device.name),
      path: rename(device.path),
      on: device.on.map(rename),
      vendor: 'Somebody',
      diskSeq: Math.floor(next() * 1000),
      usbSpeed: 480,
      // Where sizes matter they stay.
      bytes:
        needs.imageBytes === null && device.bytes < 100e9 ? Math.ceil(device.bytes * size) : device.bytes,
    }))
    .map((device) => ({ device, key: next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ device }) => device);
  const mounts = machine.mounts.map((mount) => ({ ...mount, source: rename(mount.source) }));
  return {
    rename,
    machine: { ...machine, devices, mounts, swaps: machine.swaps.map(rename) },
    needs: { ...needs, writing: needs.writing.map(rename) },
  };
}

it.each([1, 2, 3, 4])('says the same whatever order, letters and sizes devices have (%i)', (seed) => {
  const next = random(seed);
  for (const { name, machine, needs, expect: expected } of SITUATIONS) {
    const other = varied(machine, { ...NO_NEEDS, ...needs }, next);
    for (const [path, verdict] of Object.entries(expected)) {
      expect(
        told(judgeDrive(other.rename(path), other.machine, other.needs)),
        `${name}: ${path} as ${other.rename(path)}`,
      ).toBe(verdict);
    }
  }
});

it('lists whole drives, those that are offered first, then by path with numbers as numbers', () => {
  const machine = machineOf([
    nvme('nvme0n1', {}, part('nvme0n1p1', { mounts: ['/'] })),
    disk('zram0'),
    stick('sdb10', {}, part('sdb10p1')),
    stick('sdb9'),
  ]);
  expect(judgeDrives(machine, NO_NEEDS).map(({ device }) => device.path)).toEqual([
    '/dev/sdb9',
    '/dev/sdb10',
    '/dev/nvme0n1',
    '/dev/zram0',
  ]);
});
