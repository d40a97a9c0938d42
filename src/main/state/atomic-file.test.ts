import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '../../shared/contract';
import { writeFileAtomic } from './atomic-file';

const isRoot = process.getuid?.() === 0;

describe('writeFileAtomic', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
    return () => rm(folder, { recursive: true, force: true });
  });

  it('writes text and bytes, makes folders, leaves nothing beside them', async () => {
    const path = join(folder, 'a', 'b', 'file');
    await writeFileAtomic(path, 'grün');
    await writeFileAtomic(path, Buffer.from([0, 255, 10]));
    expect(await readFile(path)).toEqual(Buffer.from([0, 255, 10]));
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file']);
  });

  it('gives a new file the mode it is told, and keeps the mode of an old one', async () => {
    const path = join(folder, 'file');
    await writeFileAtomic(path, '1', { mode: 0o600 });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o750);
    await writeFileAtomic(path, '2');
    expect((await stat(path)).mode & 0o777).toBe(0o750);
  });

  it.skipIf(!isRoot)('keeps the owner of an old file (needs root)', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '1');
    await chown(path, 1234, 4321);
    await writeFileAtomic(path, '2');
    expect(await stat(path)).toMatchObject({ uid: 1234, gid: 4321 });
  });

  it('writes through a symbolic link', async () => {
    await writeFile(join(folder, 'target'), 'old');
    await symlink('target', join(folder, 'link'));
    await writeFileAtomic(join(folder, 'link'), 'new');
    expect(await readFile(join(folder, 'target'), 'utf8')).toBe('new');
  });

  it('shows readers the old or the new file, never a part', async () => {
    const path = join(folder, 'file');
    const versions = ['a', 'b'].map((letter) => letter.repeat(300_000));
    await writeFileAtomic(path, versions[0] ?? '');
    const writing = { now: true };
    const writer = (async () => {
      for (let i = 0; i < 40; i += 1) await writeFileAtomic(path, versions[i % 2] ?? '');
      writing.now = false;
    })();
    let reads = 0;
    while (writing.now) {
      expect(versions).toContain(await readFile(path, 'utf8'));
      reads += 1;
    }
    await writer;
    expect(reads).toBeGreaterThan(10);
  });

  it.skipIf(!isRoot)('says disk-full and keeps the old file (needs root to mount a tmpfs)', async (test) => {
    const mount = join(folder, 'small');
    await mkdir(mount);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', mount], { stdio: 'pipe' });
    } catch (error) {
      test.skip(`no tmpfs can be mounted here: ${String(error)}`);
    }
    try {
      const path = join(mount, 'file');
      await writeFileAtomic(path, 'old');
      const failed: unknown = await writeFileAtomic(path, Buffer.alloc(200_000)).catch(
        (error: unknown) => error,
      );
      expect(isAppError(failed, 'disk-full')).toBe(true);
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(mount)).toEqual(['file']);
    } finally {
      execFileSync('umount', [mount]);
    }
  });

  it('says so where writing is not allowed (read-only for root, else by its permissions)', async (test) => {
    const place = join(folder, 'place');
    await mkdir(place);
    const path = join(place, 'file');
    if (isRoot) {
      try {
        execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', place], { stdio: 'pipe' });
      } catch (error) {
        test.skip(`no tmpfs can be mounted here: ${String(error)}`);
      }
    }
    try {
      await writeFileAtomic(path, 'old');
      if (isRoot) execFileSync('mount', ['-o', 'remount,ro', place]);
      else await chmod(place, 0o500);
      const failed: unknown = await writeFileAtomic(path, 'new').catch((error: unknown) => error);
      expect(isAppError(failed, 'unreadable-file')).toBe(true);
      expect(await readFile(path, 'utf8')).toBe('old');
    } finally {
      if (isRoot) execFileSync('umount', [place]);
      else await chmod(place, 0o700);
    }
  });
});
