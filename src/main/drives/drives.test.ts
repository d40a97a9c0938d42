import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Drive, Drives } from '../../shared/contract';
import { judgeDrives, type Machine } from '../../shared/drives';
import { createDrives } from './drives';
import { ejectDrive } from './eject';
import { drivesFixture } from './fixture';
import { mountsOf, swapsOf } from './kernel-tables';
import { needsOf, type Precious } from './needs';
import { readMachine } from './read-machine';
import { toldDrive } from './told-drive';
import { createStorageWatch } from './watch-storage';

const STICK = {
  name: 'sdc',
  size: 62_000_000_000,
  rm: true,
  hotplug: true,
  tran: 'usb',
  vendor: 'SanDisk ',
  model: 'Ultra Fit',
  serial: '4C53',
  'maj:min': '8:32',
};
const NOTHING: Precious = { fleets: [], states: [], writing: [], allowLoops: false };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snowfleet-drives-'));
  await mkdir(join(folder, 'proc/self'), { recursive: true });
  await writeFile(join(folder, 'proc/self/mountinfo'), '22 1 8:3 / / rw - ext4 /dev/sda3 rw\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program in place of lsblk, and the machine as read through it. */
async function readThrough(script: string, more: { timeoutMs?: number } = {}): Promise<Machine> {
  const lsblk = join(folder, `lsblk-${Math.random().toString(36).slice(2)}`);
  await writeFile(lsblk, `#!/bin/sh\n${script}\n`);
  await chmod(lsblk, 0o755);
  return readMachine({ lsblk, proc: join(folder, 'proc'), sys: join(folder, 'sys'), ...more });
}

const told = (json: unknown): Drive[] => {
  const { machine, needs } = drivesFixture(json, false);
  return judgeDrives(machine, needs).map(toldDrive);
};

describe('lsblk', () => {
  it('is read from any version: flags and numbers as text, one mount point, no kernel names', () => {
    const old = {
      blockdevices: [
        {
          name: 'sda',
          type: 'disk',
          size: '500107862016',
          rm: '0',
          ro: '0',
          tran: 'sata',
          children: [
            {
              name: 'cryptroot',
              type: 'crypt',
              mountpoint: '/',
              children: null,
            },
          ],
        },
        { ...STICK, size: '62000000000', rm: '1', hotplug: '1', children: [{ name: 'sdc1', type: 'part' }] },
      ],
    };
    expect(told(old).map(({ path, verdict, reasons, bytes }) => ({ path, verdict, reasons, bytes }))).toEqual(
      [
        { path: '/dev/sdc', verdict: 'offered', reasons: [], bytes: 62_000_000_000 },
        {
          path: '/dev/sda',
          verdict: 'refused',
          reasons: ['system', 'internal', 'unlocked'],
          bytes: 500_107_862_016,
        },
      ],
    );
  });

  it('is read as a list too, where only names tell what a partition lies on', () => {
    const list = {
      blockdevices: [
        { ...STICK, type: 'disk' },
        { name: 'sdc1', type: 'part', mountpoints: ['/boot'] },
        { name: 'nvme0n1', type: 'disk', tran: 'nvme', size: 1 },
        { name: 'nvme0n1p2', type: 'part', mountpoints: ['/'] },
      ],
    };
    expect(told(list).map(({ path, verdict }) => `${path} ${verdict}`)).toEqual([
      '/dev/nvme0n1 refused',
      '/dev/sdc refused',
    ]);
  });

  it('that is absent, fails, speaks nonsense or hangs is told apart', async () => {
    const proc = join(folder, 'proc');
    await expect(readMachine({ lsblk: join(folder, 'none'), proc })).rejects.toMatchObject({
      code: 'lsblk-absent',
    });
    await expect(readThrough('echo "no sysfs" >&2; exit 1')).rejects.toMatchObject({
      code: 'drives-unreadable',
      message: expect.stringContaining('no sysfs') as unknown,
    });
    await expect(readThrough('echo "{"')).rejects.toMatchObject({ code: 'drives-unreadable' });
    await expect(readThrough(`echo '{"blockdevices":[{"size":-1}]}'`)).rejects.toMatchObject({
      code: 'drives-unreadable',
    });
    await expect(readThrough('sleep 60', { timeoutMs: 200 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('of an old version is asked for the columns it knows', async () => {
    const answer = JSON.stringify({ blockdevices: [STICK] });
    const machine = await readThrough(
      `case "$*" in *MOUNTPOINTS*) echo "lsblk: unknown column: MOUNTPOINTS" >&2; exit 1;; esac; echo '${answer}'`,
    );
    expect(machine.devices.map(({ name }) => name)).toEqual(['sdc']);
  });
});

describe('the kernel', () => {
  it('tells what lsblk does not: members, files behind loops, cards, USB ports and their serials', async () => {
    const block = join(folder, 'sys/class/block');
    const port = join(folder, 'sys/devices/usb1/1-2');
    await mkdir(join(port, '1-2:1.0/block/sdc'), { recursive: true });
    await mkdir(join(block, 'loop0/loop'), { recursive: true });
    await mkdir(join(block, 'mmcblk0/device'), { recursive: true });
    await mkdir(join(block, 'md0/slaves/sdc'), { recursive: true });
    await symlink(join(port, '1-2:1.0/block/sdc'), join(block, 'sdc'));
    await Promise.all([
      writeFile(join(port, 'idVendor'), '0781\n'),
      writeFile(join(port, 'speed'), '5000\n'),
      writeFile(join(port, 'serial'), '4C530001\n'),
      writeFile(join(port, '1-2:1.0/block/sdc/diskseq'), '17\n'),
      writeFile(join(block, 'loop0/loop/backing_file'), '/srv/a b.img\n'),
      writeFile(join(block, 'mmcblk0/device/type'), 'SD\n'),
    ]);
    const devices = [
      { ...STICK, serial: null, type: 'disk' },
      { name: 'loop0', type: 'loop', size: 1 },
      { name: 'mmcblk0', type: 'disk', size: 1 },
      { name: 'md0', type: 'raid1', size: 1 },
    ];
    const machine = await readThrough(`echo '${JSON.stringify({ blockdevices: devices })}'`);
    const [stick, loop, card, md] = machine.devices;
    expect(stick).toMatchObject({ diskSeq: 17, usbSpeed: 5000, serial: '4C530001', vendor: 'SanDisk' });
    expect(loop?.backFile).toBe('/srv/a b.img');
    expect(card?.mmcType).toBe('SD');
    expect(md?.on).toEqual(['sdc']);
  });

  it('writes blanks of mount points and swap files as digits', () => {
    expect(
      mountsOf(
        '36 35 8:1 / /media/my\\040stick rw shared:1 - vfat /dev/sdc1 rw\nnonsense\n35 1 0:30 / /x rw - zfs tank/a\\134b rw',
      ),
    ).toEqual([
      { majMin: '8:1', source: '/dev/sdc1', target: '/media/my stick', fsType: 'vfat' },
      { majMin: '0:30', source: 'tank/a\\b', target: '/x', fsType: 'zfs' },
    ]);
    expect(swapsOf('Filename\t\t\tType\n/swap\\040file  file 1 0 -2\n')).toEqual(['/swap file']);
  });
});

it('follows links of what must not be lost, also of what is not there yet', async () => {
  await mkdir(join(folder, 'real'), { recursive: true });
  await symlink(join(folder, 'real'), join(folder, 'link'));
  const needs = await needsOf(
    { image: join(folder, 'link/none.iso'), bytes: 5 },
    { ...NOTHING, fleets: [join(folder, 'link')] },
  );
  expect(needs).toMatchObject({ image: join(folder, 'real'), imageBytes: 5, fleets: [join(folder, 'real')] });
});

describe('the list of drives, live', () => {
  const machineOf = (...devices: object[]): Machine =>
    drivesFixture({ blockdevices: devices, zfsPools: [] }, false).machine;

  it('speaks when something is another than before, and keeps the last answer over a failure', async () => {
    let machine: Machine | Error = machineOf();
    let ring: () => void = () => undefined;
    const drives = createDrives({
      precious: () => Promise.resolve(NOTHING),
      readMachine: () => (machine instanceof Error ? Promise.reject(machine) : Promise.resolve(machine)),
      watch: {
        live: 'kernel',
        attend(listener) {
          ring = listener;
          return () => undefined;
        },
      },
    });
    const leave = new AbortController();
    const feed = drives.watch({}, leave.signal);
    const after = async (change: Machine | Error): Promise<Drives | undefined> => {
      machine = change;
      ring();
      return (await feed.next()).value as Drives | undefined;
    };
    expect((await feed.next()).value).toMatchObject({ drives: [], live: 'kernel', problem: null });
    expect(await after(machineOf(STICK))).toMatchObject({ drives: [{ path: '/dev/sdc' }] });
    // Nothing is told of what is the same: the next word is of the failure.
    ring();
    expect(await after(new Error('lost'))).toMatchObject({
      drives: [{ path: '/dev/sdc' }],
      problem: { message: 'lost' },
    });
    leave.abort();
    expect((await feed.next()).done).toBe(true);
  });

  it('looks by itself where udev is not, and only while somebody attends', async () => {
    let signs = 'a';
    let looks = 0;
    const watch = createStorageWatch({
      everyMs: 5,
      signs() {
        looks += 1;
        return Promise.resolve(signs);
      },
      listen: () => ({ hears: false, stop: () => undefined }),
    });
    expect(looks).toBe(0);
    let rung = 0;
    const leave = watch.attend(() => (rung += 1));
    await expect.poll(() => looks).toBeGreaterThan(2);
    expect({ rung, live: watch.live }).toEqual({ rung: 0, live: 'asking' });
    signs = 'b';
    await expect.poll(() => rung).toBe(1);
    leave();
  });

  it('lets go of offered drives only', async () => {
    const asked: string[] = [];
    const drives = createDrives({
      precious: () => Promise.resolve(NOTHING),
      readMachine: () =>
        Promise.resolve(machineOf(STICK, { name: 'sda', tran: 'sata', size: 1, type: 'disk' })),
      eject(drive) {
        asked.push(drive.path);
        return Promise.resolve('gone');
      },
    });
    await expect(drives.eject('/dev/sda')).rejects.toMatchObject({ code: 'drive-refused' });
    await expect(drives.eject('/dev/sdz')).rejects.toMatchObject({ code: 'unknown-drive' });
    expect(await drives.eject('/dev/sdc')).toEqual({ words: 'gone' });
    expect(asked).toEqual(['/dev/sdc']);
  });
});

describe('letting a drive go', () => {
  const [drive] = told({
    blockdevices: [
      { ...STICK, type: 'disk', children: [{ name: 'sdc1', type: 'part', mountpoints: ['/media/x'] }] },
    ],
  });
  const ran = async (answers: Record<string, 'absent' | number>): Promise<string[]> => {
    const commands: string[] = [];
    if (drive === undefined) throw new Error('no drive');
    await ejectDrive(drive, {
      isRoot: false,
      sys: folder,
      run(argv) {
        const command = argv.join(' ');
        commands.push(command);
        const answer = answers[argv[0] ?? ''] ?? 0;
        if (answer === 'absent') return Promise.resolve('absent');
        return Promise.resolve({ code: answer, stdout: '', stderr: 'busy', truncated: false });
      },
    });
    return commands;
  };

  it('goes through udisks, else through umount and eject', async () => {
    expect(await ran({})).toEqual([
      'udisksctl unmount --block-device /dev/sdc1',
      'udisksctl power-off --block-device /dev/sdc',
    ]);
    expect(await ran({ udisksctl: 'absent' })).toEqual([
      'udisksctl unmount --block-device /dev/sdc1',
      'umount -- /media/x',
      'eject -- /dev/sdc',
    ]);
  });

  it('fails with the words of who refused', async () => {
    await expect(ran({ udisksctl: 1 })).rejects.toMatchObject({
      code: 'eject-failed',
      message: expect.stringContaining('busy') as unknown,
    });
    await expect(ran({ udisksctl: 'absent', eject: 'absent' })).rejects.toMatchObject({
      code: 'eject-failed',
    });
  });
});
