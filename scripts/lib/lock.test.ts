import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { ownerAlive, processStart, withLock } from './lock.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-lock-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let lock = '';
let count = 0;
beforeEach(() => {
  lock = join(scratch, `lock-${count++}`);
});

it('is held while the work runs and gone afterwards, also after a failure', async () => {
  expect(await withLock(lock, () => existsSync(join(lock, 'owner.json')))).toBe(true);
  expect(existsSync(lock)).toBe(false);
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

it('takes over from an owner that is dead, and from a pid that another process has by now', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => dead.once('exit', resolve));
  for (const owner of [
    { pid: dead.pid, start: '1', token: 'a' },
    { pid: process.pid, start: '1', token: 'b' },
  ]) {
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'owner.json'), JSON.stringify(owner));
    expect(await withLock(lock, () => 'done')).toBe('done');
  }
});

it('gives up on a live owner after the timeout and names it', async () => {
  mkdirSync(lock);
  const owner = { pid: process.pid, start: processStart(process.pid), token: 'x' };
  expect(ownerAlive(owner)).toBe(true);
  writeFileSync(join(lock, 'owner.json'), JSON.stringify(owner));
  let waitedFor = 0;
  const taken = withLock(lock, () => 'never', {
    timeoutMs: 250,
    onWait: (holder) => {
      waitedFor = holder.pid;
    },
  });
  await expect(taken).rejects.toThrow(`process ${process.pid}`);
  expect(waitedFor).toBe(process.pid);
});

it('lets one process in at a time', async () => {
  const log = join(scratch, 'log');
  const program = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))};
    for (let i = 0; i < 5; i++) await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in\\n');
      await new Promise((resolve) => setTimeout(resolve, 5));
      appendFileSync(${JSON.stringify(log)}, 'out\\n');
    });`;
  const codes = await Promise.all(
    [1, 2, 3].map(
      () =>
        new Promise((resolve) => {
          spawn(process.execPath, ['--input-type=module', '-e', program]).once('exit', resolve);
        }),
    ),
  );
  expect(codes).toEqual([0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(15));
  expect(readdirSync(scratch).filter((name) => name.includes('.dead.'))).toEqual([]);
});
