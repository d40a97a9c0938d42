import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { directClient } from '../../src/main/carriers';
import { createCore } from '../../src/main/core';
import {
  canLoop,
  looksBootable,
  makeLoop,
  roomMissing,
  roomWords,
  sha256Of,
  writeBootImage,
  type LoopDrive,
} from '../../src/main/writer/testing';
import { writeProgressSchema, type WriteRecord } from '../../src/shared/contract';
import { Door, ROOT, type Running } from '../terminal-door/support/door';

const MB = 1024 * 1024;
const KILLS = 50;
const SMALL = 100 * MB;
const LARGE = 2048 * MB;
const BUNDLE = join(ROOT, 'out/main/writer-helper.cjs');
const NOBODY = 65_534;
const BLKIO = '/sys/fs/cgroup/blkio';
const writeEvent = z.object({ kind: z.literal('write'), progress: writeProgressSchema });

const loops = canLoop();
if (!loops) console.log('images.long: skipped, because no loop device can be made here: that needs root');
const noRoom = roomMissing();
if (noRoom !== null) console.log(`images.long: nothing goes through pkexec, because ${noRoom}`);
const canStall = existsSync(BLKIO);
if (!canStall) console.log(`images.long: no drive stalls, because ${BLKIO} is not there`);

describe.skipIf(!loops)('drives are written', () => {
  let door: Door;
  let count = 0;
  const file = (name: string): string => join(door.dir, name);
  const stick = (bytes: number): LoopDrive => makeLoop(file(`stick-${count++}`), bytes);
  const write = (image: string, { path }: LoopDrive): string[] => ['write', image, path, '--confirm', path];
  const env = { SNOWFLEET_ALLOW_LOOP: '1' };
  const equal = (image: string, drive: LoopDrive, bytes: number): boolean =>
    spawnSync('cmp', ['--bytes', String(bytes), image, drive.path]).status === 0;

  beforeAll(() => {
    door = new Door();
    // Another user looks for the images there.
    chmodSync(door.dir, 0o755);
  });
  afterAll(() => door.end());

  /** An image plain and packed in each way, with the size it has. */
  const packed = (name: string, bytes: number): string[] => {
    const raw = file(name);
    writeBootImage(raw, bytes);
    execFileSync('gzip', ['-k1', raw]);
    execFileSync('xz', ['-k0', '-T2', raw]);
    execFileSync('zstd', ['-qk1', raw]);
    return ['', '.gz', '.xz', '.zst'].map((ending) => raw + ending);
  };

  describe.each([
    ['100 MB', SMALL],
    ['2 GB', LARGE],
  ])('%s, plain, gz, xz and zst', (name, bytes) => {
    let images: string[] = [];
    let drive: LoopDrive;
    beforeAll(() => {
      images = packed(`image-${bytes}.iso`, bytes);
      drive = stick(bytes + 64 * MB);
    });
    afterAll(() => {
      drive.detach();
      rmSync(drive.file);
      for (const image of images) rmSync(image);
    });

    const proven = async (wrapper: readonly string[], more: Record<string, string>): Promise<void> => {
      const sha256 = sha256Of(images[0]!, bytes);
      for (const image of images) {
        execFileSync('blkdiscard', ['--force', '--zeroout', drive.path], { stdio: 'ignore' });
        const result = await door.json(write(image, drive), { env: { ...env, ...more }, wrapper });
        expect(result).toMatchObject({ ok: true, bytes, sha256, verified: true });
        expect(equal(images[0]!, drive, bytes), image).toBe(true);
      }
    };

    it(`as root: ${name} equal by cmp`, () => proven([], {}));

    it.skipIf(noRoom !== null)(`as an ordinary user through polkit: ${name} equal by cmp`, async () => {
      const home = file(`home-${bytes}`);
      mkdirSync(home);
      chownSync(home, NOBODY, NOBODY);
      await proven(roomWords(file(`room-${bytes}`), BUNDLE), {
        ALLOW: '1',
        SNOWFLEET_HOME: home,
        HOME: home,
      });
    });
  });

  it('two at once', async () => {
    const image = file('twice.iso');
    writeBootImage(image, SMALL);
    const drives = [stick(SMALL + MB), stick(SMALL + MB)];
    await Promise.all(drives.map((drive) => door.json(write(image, drive), { env })));
    expect(drives.map((drive) => equal(image, drive, SMALL))).toEqual([true, true]);
    for (const drive of drives) drive.detach();
  });

  it('a drive that is taken away meanwhile is never said to be written unless it is', async () => {
    const image = file('gone.iso');
    writeBootImage(image, SMALL);
    const drive = stick(SMALL + MB);
    const running = door.start(['--json', ...write(image, drive)], { env });
    for await (const event of running.events()) {
      if (event.data?.kind !== 'write') continue;
      drive.detach();
      break;
    }
    const { code } = await running.answer;
    // The kernel lets the one who holds it go on to the end.
    const whole = sha256Of(drive.file, SMALL) === sha256Of(image, SMALL);
    expect(code === 0 ? whole : !looksBootable(drive.file) || whole).toBe(true);
  });

  it.skipIf(!canStall)('a drive that stalls is said to, and a cancel does not wait for it', async () => {
    const image = file('stall.iso');
    writeBootImage(image, SMALL);
    const drive = stick(SMALL + MB);
    const group = join(BLKIO, `snowfleet-long-${process.pid}`);
    mkdirSync(group);
    const { rdev } = statSync(drive.path);
    const limit = (bytesPerSecond: number): void =>
      writeFileSync(
        join(group, 'blkio.throttle.write_bps_device'),
        `${rdev >> 8}:${rdev & 0xff} ${bytesPerSecond}`,
      );
    try {
      limit(20 * MB);
      const running = door.start(['--json', ...write(image, drive)], { env });
      // What it starts is in the group with it.
      writeFileSync(join(group, 'cgroup.procs'), String(running.pid));
      let cancelledAt = 0;
      for await (const event of running.events()) {
        const progress = writeEvent.safeParse(event.data).data?.progress ?? null;
        if (progress?.phase === 'write' && progress.stall === null) limit(1);
        if (progress?.stall && cancelledAt === 0) {
          expect(progress.stall.stage).toBe('drive');
          cancelledAt = Date.now();
          running.child.kill('SIGINT');
        }
      }
      const { code } = await running.answer;
      console.log(`a stalled write was cancelled in ${Date.now() - cancelledAt} ms`);
      expect(cancelledAt).toBeGreaterThan(0);
      expect(code).toBe(130);
      // The helper says at once that it has stopped; three seconds are what is granted to one that says nothing.
      expect(Date.now() - cancelledAt).toBeLessThan(3_000);
    } finally {
      limit(0);
      await pause(500);
      for (const pid of readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)) {
        writeFileSync(join(BLKIO, 'cgroup.procs'), pid);
      }
      rmdirSync(group);
    }
    expect(looksBootable(drive.file)).toBe(false);
    drive.detach();
  });

  describe('cut off', () => {
    const IMAGE = 128 * MB;
    let drive: LoopDrive;
    let image: string;
    let old: string;
    beforeAll(() => {
      image = file('kill.iso');
      old = file('old.iso');
      writeBootImage(image, IMAGE);
      writeBootImage(old, 8 * MB, 7);
      drive = stick(160 * MB);
    });
    afterAll(() => drive.detach());

    /** The helper of a command that runs, by whose child it is. */
    const helperOf = (parent: number): number | null => {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
          const isChild = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
          if (isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(BUNDLE)) return Number(pid);
        } catch {
          continue;
        }
      }
      return null;
    };
    const isAlive = (pid: number): boolean => {
      try {
        return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      } catch {
        return false;
      }
    };
    /** Waits until nobody holds the drive: a process that was killed lets go when its last thread has ended. */
    const released = async (): Promise<void> => {
      for (let tries = 0; tries < 500; tries += 1) {
        try {
          return closeSync(openSync(drive.path, constants.O_RDWR | constants.O_EXCL));
        } catch {
          await pause(20);
        }
      }
    };
    /** Waits until the drive is open. */
    const opened = async (running: Running): Promise<void> => {
      for await (const event of running.events()) if (event.data?.kind === 'write') return;
    };
    /** Milliseconds from the drive's opening to the end. */
    const spanOf = async (running: Running): Promise<number> => {
      await opened(running);
      const began = Date.now();
      await running.answer;
      return Date.now() - began;
    };
    const prepare = (): void => {
      execFileSync('blkdiscard', ['--force', '--zeroout', drive.path], { stdio: 'ignore' });
      execFileSync('dd', [`if=${old}`, `of=${drive.path}`, 'bs=1M', 'conv=fsync', 'status=none']);
      expect(looksBootable(drive.file)).toBe(true);
    };
    /** What the drive holds: the old image untouched, all of the new one, or nothing that starts. */
    const holds = (): 'old' | 'new' | 'nothing' | 'HALF' => {
      if (!looksBootable(drive.file)) return 'nothing';
      if (equal(image, drive, IMAGE)) return 'new';
      return equal(old, drive, statSync(old).size) ? 'old' : 'HALF';
    };
    const lastWrite = async (): Promise<WriteRecord> => {
      const core = await createCore({
        env: { ...door.env, ...env },
        version: 'test',
        resourcesDir: join(ROOT, 'resources'),
        standIn: false,
      });
      const client = directClient(core.router, () => undefined, new AbortController().signal);
      const [record] = (await client.images.history()).writes;
      await core.close();
      return record!;
    };

    it.each(['app', 'helper'] as const)(
      `${KILLS} times the %s is killed at a random instant: the drive never passes as one that starts`,
      async (victim) => {
        prepare();
        const span = await spanOf(door.start(['--json', ...write(image, drive)], { env }));
        const seen: Record<string, number> = {};
        for (let round = 0; round < KILLS; round += 1) {
          prepare();
          const running = door.start(['--json', ...write(image, drive)], { env });
          // From the drive's opening to a little after the end; now and then before it.
          if (round % 8 !== 0) await opened(running);
          await pause(span * 1.1 * Math.random());
          const helper = helperOf(running.pid);
          const target = victim === 'app' ? running.pid : helper;
          if (target !== null && isAlive(target)) process.kill(target, 'SIGKILL');
          const { code } = await running.answer;
          await released();
          const found = holds();
          seen[found] = (seen[found] ?? 0) + 1;
          expect(found, `round ${round}`).not.toBe('HALF');
          if (code === 0) expect(found).toBe('new');
          if (code === 0 || (victim === 'helper' && target === null)) continue;
          if (victim === 'app' && target === null) continue;
          const record = await lastWrite();
          if (record?.drive.path !== drive.path) continue;
          // Whoever looks afterwards is told that it did not end well, and what that means.
          expect(['interrupted', 'failed', 'written']).toContain(record.outcome);
          if (record.outcome !== 'written') {
            expect(record.error?.message ?? '').toMatch(/ended/);
            expect(`${record.error?.message} ${record.error?.hint}`).toMatch(
              /nothing that starts a machine|Nothing was written/,
            );
          }
        }
        console.log(`${victim} killed ${KILLS} times; the drive held: ${JSON.stringify(seen)}`);
        // Some of them hit the midst of it, else nothing was proven.
        expect(seen['nothing'] ?? 0).toBeGreaterThan(KILLS / 5);
      },
    );
  });
});
