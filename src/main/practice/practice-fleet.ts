import { chmod, cp, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/contract';
import { isCommandAbsent, runProcess } from '../process';
import { acquireLock, type Home } from '../state';
import { practicePlaces } from './places';

export interface PracticeFleetOptions {
  readonly home: Home;
  readonly env: NodeJS.ProcessEnv;
  readonly bundledFleetDir: string;
}

/**
 * The user's own copy of the bundled fleet, a git repository with one commit; made at the first call, left alone
 * afterwards. Without git it is a plain folder. Nothing half made is ever seen: the copy is finished beside it first.
 * @throws AppError `disk-full`, `git-failed`, `unreadable-file`
 */
export async function preparePracticeFleet({
  home,
  env,
  bundledFleetDir,
}: PracticeFleetOptions): Promise<string> {
  const target = practicePlaces(home).fleet;
  if (await exists(target)) return target;
  const lock = await acquireLock(home, 'practice-fleet', {
    purpose: 'copying the practice fleet',
    waitMs: 30_000,
  });
  try {
    if (await exists(target)) return target;
    if (!(await exists(join(bundledFleetDir, 'flake.nix')))) {
      throw new AppError('unreadable-file', 'The fleet that comes with Snowfleet is missing.', {
        hint: 'Install Snowfleet again.',
        detail: { file: join(bundledFleetDir, 'flake.nix') },
      });
    }
    const making = `${target}.making`;
    await mkdir(dirname(target), { recursive: true });
    await rm(making, { recursive: true, force: true });
    await cp(bundledFleetDir, making, { recursive: true });
    await makeWritable(making);
    await makeRepository(making, env);
    await rename(making, target);
    return target;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new AppError('disk-full', 'There is no room for the practice fleet.', {
      hint: 'Free some space and open it again.',
      detail: { dir: target },
      cause: error,
    });
  } finally {
    await lock.release();
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** An installed package is read-only, and so would be its copy. */
async function makeWritable(path: string): Promise<void> {
  const info = await lstat(path);
  if (info.isSymbolicLink()) return;
  await chmod(path, info.mode | (info.isDirectory() ? 0o700 : 0o600));
  if (!info.isDirectory()) return;
  for (const name of await readdir(path)) await makeWritable(join(path, name));
}

async function makeRepository(dir: string, env: NodeJS.ProcessEnv): Promise<void> {
  // The first commit is ours, not the user's: neither name nor signing key nor hooks of theirs belong to it.
  const own = Object.entries({
    'user.name': 'Snowfleet',
    'user.email': 'practice@localhost',
    'commit.gpgSign': 'false',
    'core.hooksPath': '/dev/null',
    'init.defaultBranch': 'main',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (const words of [
    ['init', '--quiet'],
    ['add', '--all', '--force'],
    ['commit', '--quiet', '--message', 'The practice fleet as Snowfleet brings it'],
  ]) {
    try {
      const { code, stderr } = await runProcess(['git', ...own, ...words], { cwd: dir, env });
      if (code === 0) continue;
      throw new AppError('git-failed', 'The practice fleet could not be made a git repository.', {
        hint: stderr.trim().split('\n').at(-1) ?? '',
        detail: { command: words[0] },
      });
    } catch (error) {
      if (isCommandAbsent(error)) return;
      throw error;
    }
  }
}
