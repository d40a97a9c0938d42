import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isAppError, type AppError, type Packing, type WriteProgress } from '../../shared/contract';
import { bundleForNode, removeBundle } from '../process/testing';
import { INSTALLED_NAME, markOf, type HelperRequest } from './helper';
import { findUnpackers, runWrite } from './index';
import {
  canLoop,
  looksBootable,
  makeLoop,
  ROOM_LIBEXEC,
  roomMissing,
  roomWords,
  scratchFolder,
  sha256Of,
  writeBootImage,
  type LoopDrive,
} from './testing';

const MB = 1024 * 1024;
const IMAGE = 16 * MB + 512 * 3;

const loops = canLoop();
if (!loops) console.log('write.test: skipped, because no loop device can be made here: that needs root');
const noRoom = roomMissing();
if (noRoom !== null) console.log(`write.test: nothing goes through pkexec, because ${noRoom}`);

describe.skipIf(!loops)('a write of a loop device through the helper', () => {
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
  const stick = (bytes = 24 * MB, content?: Uint8Array): LoopDrive => {
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

  it('plain, gz, xz and zst, two at once: equal by cmp, verified, with its SHA-256', async () => {
    const phases: string[] = [];
    const one = async (packing: Packing, name: string): Promise<void> => {
      const drive = stick();
      const wish = await request(drive, join(scratch.dir, name), packing);
      const written = await write(wish, undefined, ({ phase }) => phases.push(phase));
      expect(written).toMatchObject({ bytes: IMAGE, sha256: sha256Of(raw, IMAGE), skippedBytes: 0 });
      expect(cmp(drive)).toBe(0);
    };
    await Promise.all([one('none', 'image.iso'), one('gzip', 'image.iso.gz')]);
    await Promise.all([one('xz', 'image.iso.xz'), one('zstd', 'image.iso.zst')]);
    expect([...new Set(phases)].toSorted()).toEqual(['clear', 'finish', 'flush', 'verify', 'write']);
  });

  it.skipIf(noRoom !== null)('by an ordinary user through pkexec, if polkit lets them', async () => {
    chmodSync(scratch.dir, 0o755);
    // An unpacker that says as whom it was run.
    const said = join(scratch.dir, 'said');
    mkdirSync(said);
    chmodSync(said, 0o777);
    const xz = join(scratch.dir, 'xz');
    writeFileSync(xz, `#!/bin/sh\nid -u >${said}/user\nexec ${findUnpackers().xz} "$@"\n`, { mode: 0o755 });
    const through = async (room: string, drive: LoopDrive, allow: string): Promise<string> => {
      const words = roomWords(join(scratch.dir, room), bundle);
      // pkexec does not serve who is the first process of a room.
      const parent = ['sh', '-c', '"$@"; exit "$?"', 'sh'];
      const helper = [...parent, 'pkexec', '--disable-internal-agent', `${ROOM_LIBEXEC}/${INSTALLED_NAME}`];
      const child = spawn(words[0]!, [...words.slice(1), ...helper], {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { ...process.env, ALLOW: allow },
      });
      // The end of its input would cancel: it stays open.
      child.stdin.on('error', () => undefined);
      const wish = await request(drive, `${raw}.xz`, 'xz', { unpackers: { xz } });
      child.stdin.write(`${JSON.stringify(wish)}\n`);
      let answer = '';
      for await (const piece of child.stdout) answer += String(piece);
      child.stdin.destroy();
      return answer;
    };
    const [mine, theirs] = [stick(), stick(24 * MB, Buffer.alloc(MB, 0x77))];
    const [allowed, refused] = await Promise.all([
      through('room-open', mine, '1'),
      through('room-shut', theirs, '0'),
    ]);
    expect(allowed).toContain('"type":"result"');
    expect(cmp(mine)).toBe(0);
    expect(readFileSync(join(said, 'user'), 'utf8').trim()).toBe('65534');
    expect(refused).toBe('');
    expect(
      readFileSync(theirs.file)
        .subarray(0, MB)
        .every((byte) => byte === 0x77),
    ).toBe(true);
  });

  it('leaves out what a block map allows, where it is empty', async () => {
    const file = join(scratch.dir, 'sparse.img');
    writeBootImage(file, 2 * MB);
    truncateSync(file, IMAGE);
    const drive = stick(24 * MB, Buffer.alloc(24 * MB, 0x55));
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
      return stick(24 * MB, readFileSync(file));
    };

    it('a packed image that is cut short, or has a byte that is wrong', async () => {
      const cut = join(scratch.dir, 'cut.gz');
      writeFileSync(cut, readFileSync(`${raw}.gz`).subarray(0, -5000));
      const corrupt = join(scratch.dir, 'corrupt.xz');
      const bytes = readFileSync(`${raw}.xz`);
      bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
      writeFileSync(corrupt, bytes);
      const damaged = async (image: string, packing: Packing): Promise<void> => {
        const drive = old();
        expect(looksBootable(drive.file)).toBe(true);
        const error = await failure(write(await request(drive, image, packing)));
        expect(error.code).toBe('image-damaged');
        expect(looksBootable(drive.file)).toBe(false);
      };
      await Promise.all([damaged(cut, 'gzip'), damaged(corrupt, 'xz')]);
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

  it('an image that is deleted meanwhile, and fills the drive to its last sector', async () => {
    const file = join(scratch.dir, 'deleted.iso');
    writeFileSync(file, readFileSync(raw));
    const drive = stick(IMAGE);
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
