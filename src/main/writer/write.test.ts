import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isAppError, type AppError, type Packing, type WriteProgress } from '../../shared/contract';
import { bundleForNode, removeBundle } from '../process/testing';
import { markOf, type HelperRequest } from './helper';
import { findUnpackers, runWrite } from './index';
import {
  canLoop,
  looksBootable,
  makeLoop,
  scratchFolder,
  sha256Of,
  writeBootImage,
  type LoopDrive,
} from './testing';

const MB = 1024 * 1024;
const IMAGE = 24 * MB + 512 * 3;

describe.skipIf(!canLoop())('a write of a loop device through the helper', () => {
  const scratch = scratchFolder();
  const raw = join(scratch.dir, 'image.iso');
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleForNode(new URL('./helper/main.ts', import.meta.url), 'cjs');
    writeBootImage(raw, IMAGE);
    execFileSync('gzip', ['-k1', raw]);
    execFileSync('xz', ['-k0', raw]);
    execFileSync('zstd', ['-qk1', raw]);
  });
  afterAll(async () => {
    scratch.remove();
    await removeBundle(bundle);
  });

  let count = 0;
  const stick = (bytes = 64 * MB, content?: Uint8Array): LoopDrive => {
    const loop = makeLoop(join(scratch.dir, `stick-${count++}`), bytes, content);
    onTestFinished(() => loop.detach());
    return loop;
  };
  const request = async (
    drive: LoopDrive,
    image: string,
    packing: Packing,
    more: Partial<HelperRequest> = {},
  ): Promise<HelperRequest> => ({
    type: 'write',
    drive: drive.path,
    identity: await drive.identity(),
    image,
    imageMark: markOf(image),
    packing,
    imageBytes: IMAGE,
    unpackers: findUnpackers(),
    fleet: null,
    state: null,
    ...more,
  });
  const write = (
    wish: HelperRequest,
    signal: AbortSignal = new AbortController().signal,
    onProgress: (progress: WriteProgress) => void = () => undefined,
  ) =>
    runWrite({
      start: { way: 'root', bundle },
      request: wish,
      signal,
      onReply: (reply) => (reply.type === 'progress' ? onProgress(reply.progress) : undefined),
    });
  const failure = async (work: Promise<unknown>): Promise<AppError> => {
    const error: unknown = await work.then(
      () => new Error('it was expected to fail'),
      (reason: unknown) => reason,
    );
    if (!isAppError(error)) throw error;
    return error;
  };
  const cmp = (drive: LoopDrive): number | null =>
    spawnSync('cmp', ['--bytes', String(IMAGE), raw, drive.path]).status;

  it.each([
    ['none', 'image.iso'],
    ['gzip', 'image.iso.gz'],
    ['xz', 'image.iso.xz'],
    ['zstd', 'image.iso.zst'],
  ] as const)('%s: equal by cmp, verified, with its SHA-256', async (packing, name) => {
    const drive = stick();
    const phases: string[] = [];
    const written = await write(
      await request(drive, join(scratch.dir, name), packing),
      undefined,
      ({ phase }) => phases.push(phase),
    );
    expect(written).toMatchObject({ bytes: IMAGE, sha256: sha256Of(raw, IMAGE), skippedBytes: 0 });
    expect(cmp(drive)).toBe(0);
    expect(phases.at(-1)).toBe('finish');
  });

  it('two drives at once', async () => {
    const drives = [stick(), stick()];
    const wishes = await Promise.all(drives.map((drive) => request(drive, raw, 'none')));
    await Promise.all(wishes.map((wish) => write(wish)));
    expect(drives.map(cmp)).toEqual([0, 0]);
  });

  it('an image that fills the drive to its last sector', async () => {
    const drive = stick(IMAGE);
    await write(await request(drive, raw, 'none'));
    expect(cmp(drive)).toBe(0);
  });

  it('leaves out what a block map allows, where it is empty', async () => {
    const file = join(scratch.dir, 'sparse.img');
    writeBootImage(file, 2 * MB);
    truncateSync(file, IMAGE);
    const drive = stick(64 * MB, Buffer.alloc(32 * MB, 0x55));
    const blockMap = [
      { from: 0, to: 2 * MB },
      { from: 10 * MB, to: 11 * MB },
    ];
    const written = await write(await request(drive, file, 'none', { blockMap }));
    expect(written.skippedBytes).toBe(IMAGE - 3 * MB);
    expect(written.sha256).toBe(sha256Of(file, IMAGE));
    const bytes = readFileSync(drive.file);
    expect(bytes.subarray(0, 2 * MB).equals(readFileSync(file).subarray(0, 2 * MB))).toBe(true);
    expect([bytes[5 * MB], bytes[10 * MB], bytes[12 * MB]]).toEqual([0x55, 0, 0x55]);
  });

  describe('when something goes wrong, the drive starts no machine', () => {
    const old = (): LoopDrive => {
      const file = join(scratch.dir, `old-${count}`);
      writeBootImage(file, 4 * MB, 7);
      return stick(64 * MB, readFileSync(file));
    };

    it('a packed image that is cut short', async () => {
      const cut = join(scratch.dir, 'cut.gz');
      writeFileSync(cut, readFileSync(`${raw}.gz`).subarray(0, -5000));
      const drive = old();
      expect(looksBootable(drive.file)).toBe(true);
      const error = await failure(write(await request(drive, cut, 'gzip')));
      expect(error.code).toBe('image-damaged');
      expect(looksBootable(drive.file)).toBe(false);
    });

    it('a packed image with a byte that is wrong', async () => {
      const corrupt = join(scratch.dir, 'corrupt.xz');
      const bytes = readFileSync(`${raw}.xz`);
      bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
      writeFileSync(corrupt, bytes);
      const drive = old();
      expect((await failure(write(await request(drive, corrupt, 'xz')))).code).toBe('image-damaged');
      expect(looksBootable(drive.file)).toBe(false);
    });

    it('an image of another size than was said', async () => {
      const drive = old();
      const shorter = await request(drive, raw, 'none', { imageBytes: IMAGE + 512 });
      expect((await failure(write(shorter))).code).toBe('image-changed');
      const longer = await request(drive, raw, 'none', { imageBytes: IMAGE - 512 });
      expect((await failure(write(longer))).code).toBe('image-changed');
      expect(looksBootable(drive.file)).toBe(false);
    });

    it('a cancel in the midst of it', async () => {
      const drive = old();
      const abort = new AbortController();
      const work = write(await request(drive, raw, 'none'), abort.signal, ({ phase }) => {
        if (phase === 'write' || phase === 'verify') abort.abort(new Error('cancelled by the test'));
      });
      expect((await failure(work)).code).toBe('cancelled');
      expect(looksBootable(drive.file)).toBe(false);
    });

    it('a helper that is killed', async () => {
      const drive = old();
      const error = await failure(
        write(await request(drive, raw, 'none'), undefined, ({ phase }) => {
          if (phase === 'write') killHolder(drive.path);
        }),
      );
      expect(error.code).toBe('helper-failed');
      expect(looksBootable(drive.file)).toBe(false);
    });
  });

  it('an image that is deleted meanwhile is written to its end', async () => {
    const file = join(scratch.dir, 'deleted.iso');
    writeFileSync(file, readFileSync(raw));
    const drive = stick();
    const wish = await request(drive, file, 'none');
    await write(wish, undefined, ({ phase }) =>
      phase === 'write' ? rmSync(file, { force: true }) : undefined,
    );
    expect(cmp(drive)).toBe(0);
  });
});

/** Kills the process that holds a drive open. */
function killHolder(path: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const holds = readdirSync(`/proc/${pid}/fd`).some(
        (fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === path,
      );
      if (holds) process.kill(Number(pid), 'SIGKILL');
    } catch {
      continue;
    }
  }
}
