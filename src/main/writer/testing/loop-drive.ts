import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, ftruncateSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriveIdentity } from '../../../shared/contract';
import { judgeDrive, NO_NEEDS } from '../../../shared/drives';
import { readMachine, toldDrive } from '../../drives';

/** For tests: whether loop devices can be made here. */
export function canLoop(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('losetup', ['--find'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** For tests: a folder that is gone with the test. */
export function scratchFolder(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(process.env['SNOWFLEET_TEST_DIR'] ?? tmpdir(), 'snowfleet-writer-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A file that the kernel shows as a drive. */
export interface LoopDrive {
  readonly path: string;
  readonly file: string;
  identity(): Promise<DriveIdentity>;
  /** Takes it away, also while it is in use. */
  detach(): void;
}

/** For tests: a loop device of so many bytes, with `content` at its beginning. */
export function makeLoop(file: string, bytes: number, content?: Uint8Array): LoopDrive {
  writeFileSync(file, content ?? '');
  const fd = openSync(file, 'r+');
  ftruncateSync(fd, bytes);
  closeSync(fd);
  const path = execFileSync('losetup', ['--find', '--show', file], { encoding: 'utf8' }).trim();
  return {
    path,
    file,
    async identity() {
      const judged = judgeDrive(path, await readMachine(), { ...NO_NEEDS, allowLoops: true });
      if (judged === null) throw new Error(`lsblk does not know ${path}`);
      return toldDrive(judged).identity;
    },
    detach: () => void execFileSync('losetup', ['--detach', path], { stdio: 'ignore' }),
  };
}
