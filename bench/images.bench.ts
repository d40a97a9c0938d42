import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markOf, runWrite, type HelperRequest } from '../src/main/writer';
import { makeLoop, type LoopDrive } from '../src/main/writer/testing';
import type { Bench, Figure, Pair } from './harness';
import { costOf, type Cost } from './images/cost';
import { openThrottle, throttleMissing, type Throttle } from './images/throttle';
import { summarize } from './statistics';

const MB = 1_000_000;
const MEBIBYTE = 1024 * 1024;
const DRIVE_BYTES = 2304 * MEBIBYTE;
/** About three seconds of each drive, so that what only begins and ends weighs little. */
const SPEEDS = [
  { speed: 40, mebibytes: 128 },
  { speed: 150, mebibytes: 448 },
  { speed: 400, mebibytes: 1152 },
  { speed: 0, mebibytes: 1152 },
] as const;
const ROUNDS = 3;
const LARGE = 2048;

const bundle = join(process.cwd(), 'out', 'main', 'writer-helper.cjs');
let folder: string | undefined;
let throttle: Throttle | undefined;
let drive: LoopDrive | undefined;

/** An image of noise, made once. */
function image(mebibytes: number): string {
  const file = join(folder ?? '', `${mebibytes}.img`);
  if (existsSync(file)) return file;
  const fd = openSync(file, 'w');
  for (let at = 0; at < mebibytes; at += 1) writeSync(fd, randomBytes(MEBIBYTE));
  closeSync(fd);
  return file;
}

async function request(file: string, to: LoopDrive): Promise<HelperRequest> {
  const imageMark = markOf(file);
  return {
    type: 'write',
    drive: to.path,
    identity: await to.identity(),
    image: file,
    imageMark,
    packing: 'none',
    imageBytes: imageMark.size,
    unpackers: {},
    fleet: null,
    state: null,
  };
}

const write = (wish: HelperRequest, onProgress: () => void = () => undefined) =>
  runWrite({
    start: { way: 'root', bundle },
    request: wish,
    signal: new AbortController().signal,
    onReply: onProgress,
  });

function dd(from: string, to: LoopDrive): void {
  execFileSync('dd', [`if=${from}`, `of=${to.path}`, 'bs=4M', 'oflag=direct', 'conv=fsync', 'status=none']);
}

function cmp(from: string, to: LoopDrive, bytes: number): void {
  const { status } = spawnSync('cmp', ['--bytes', String(bytes), from, to.path]);
  if (status !== 0) throw new Error(`${to.path} does not hold ${from}`);
}

/** Writing a drive beside dd, and writing and verifying it beside dd and cmp. */
export const bench: Bench = {
  async prepare() {
    const missing = throttleMissing();
    if (missing !== null) return missing;
    if (!existsSync(bundle)) return 'the helper is not built: npm run build';
    // In memory where there is enough of it: the disk below would be measured instead of us.
    const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    folder = mkdtempSync(join(place, 'snowfleet-bench-images-'));
    throttle = openThrottle();
    drive = makeLoop(join(folder, 'drive'), DRIVE_BYTES);
    const to = drive;
    return SPEEDS.flatMap(({ speed, mebibytes }): Pair[] => {
      const words = speed === 0 ? 'an unthrottled drive' : `a drive of ${speed} MB/s`;
      const common = {
        rounds: ROUNDS,
        work: { amount: (mebibytes * MEBIBYTE) / MB, unit: 'MB' },
        // 0.98 of the peer's speed.
        ...(speed === 0 ? {} : { aim: 1 / 0.98 }),
      };
      const begin = (): string => {
        throttle?.limit(to.path, speed * MB);
        return image(mebibytes);
      };
      return [
        {
          ...common,
          name: `write to ${words}`,
          peer: 'dd bs=4M oflag=direct conv=fsync',
          note: 'ours hashes meanwhile; from the first byte to the end of the flush',
          async ours() {
            const wish = await request(begin(), to);
            return (await write(wish)).writeSeconds * 1000;
          },
          theirs: () => dd(begin(), to),
        },
        {
          ...common,
          name: `write and verify ${words}`,
          peer: 'dd, then cmp',
          note: 'ours from the start of the helper to its end',
          async ours() {
            await write(await request(begin(), to));
          },
          theirs() {
            const file = begin();
            dd(file, to);
            cmp(file, to, mebibytes * MEBIBYTE);
          },
        },
      ];
    });
  },
  async figures(runs = 3) {
    const to = drive!;
    throttle?.limit(to.path, 0);
    const sizes = [128, LARGE];
    const figures: Figure[] = [];
    for (const mebibytes of sizes) {
      const wish = await request(image(mebibytes), to);
      const costs: Cost[] = [];
      for (let run = 0; run < runs; run += 1) {
        let last: Cost | null = null;
        const look = setInterval(() => (last = costOf(bundle) ?? last), 20);
        await write(wish, () => (last = costOf(bundle) ?? last));
        clearInterval(look);
        if (last !== null) costs.push(last);
      }
      figures.push(
        {
          name: `memory of the helper at most, ${mebibytes} MiB`,
          unit: 'MB',
          summary: summarize(costs.map(({ memoryMB }) => memoryMB)),
          aim: 160,
        },
        {
          name: `processor time of the helper, ${mebibytes} MiB written and verified`,
          unit: 'ms',
          summary: summarize(costs.map(({ cpuMs }) => cpuMs)),
        },
      );
    }
    return figures;
  },
  close() {
    drive?.detach();
    throttle?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  },
};
