import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FleetWatch, watchFleet } from './watch-fleet';

let dir: string;
let watch: FleetWatch;
let told: number;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'snowfleet-watch-'));
  await mkdir(join(dir, 'hosts', 'p510'), { recursive: true });
  await mkdir(join(dir, '.git'));
  await writeFile(join(dir, 'hosts', 'p510', 'default.nix'), '{ }');
  told = 0;
  watch = watchFleet(dir, () => told++);
});

afterEach(async () => {
  watch.close();
  await rm(dir, { recursive: true });
});

const heard = (): Promise<void> =>
  vi.waitFor(() => {
    expect(told).toBeGreaterThan(0);
    told = 0;
  });

describe('watching a fleet', () => {
  it('tells of files written in place, put in place, removed, and of a commit', async () => {
    const file = join(dir, 'hosts', 'p510', 'default.nix');
    await writeFile(file, '{ a = 1; }');
    await heard();
    await writeFile(join(dir, '.draft'), '{ a = 2; }');
    await rename(join(dir, '.draft'), file);
    await heard();
    await rm(file);
    await heard();
    await writeFile(join(dir, '.git', 'index'), 'x');
    await heard();
  });

  it('tells of a commit in a worktree whose git folder is elsewhere', async () => {
    watch.close();
    const gitDir = await mkdtemp(join(tmpdir(), 'snowfleet-watch-git-'));
    try {
      await mkdir(join(gitDir, 'logs'));
      watch = watchFleet(dir, () => told++, gitDir);
      await writeFile(join(gitDir, 'index'), 'x');
      await heard();
      await writeFile(join(gitDir, 'logs', 'HEAD'), 'x');
      await heard();
    } finally {
      await rm(gitDir, { recursive: true });
    }
  });

  it('follows into new folders', async () => {
    await mkdir(join(dir, 'hosts', 'new'));
    await sleep(50);
    await writeFile(join(dir, 'hosts', 'new', 'default.nix'), '{ }');
    await heard();
  });

  it('tells many changes once', async () => {
    for (let n = 0; n < 20; n++) await writeFile(join(dir, `m${n}.nix`), '{ }');
    await sleep(400);
    expect(told).toBe(1);
  });

  it('is silent about other files, and after its end', async () => {
    await writeFile(join(dir, 'README.md'), 'x');
    await writeFile(join(dir, '.git', 'COMMIT_EDITMSG'), 'x');
    await sleep(400);
    expect(told).toBe(0);
    watch.close();
    await writeFile(join(dir, 'flake.nix'), '{ }');
    await sleep(400);
    expect(told).toBe(0);
  });
});
