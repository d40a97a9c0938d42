import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAppError, type AppError } from '../../shared/contract';
import { bundleForNode, removeBundle, startChild } from '../process/testing';
import { acquireLock, isOwnerAlive, thisOwner, type Home } from './index';
import { temporaryHome } from './testing';

const refusal = async (home: Home, name: string): Promise<AppError> => {
  const error: unknown = await acquireLock(home, name).catch((reason: unknown) => reason);
  if (!isAppError(error, 'busy')) throw new Error(`expected busy, got ${String(error)}`);
  return error;
};

describe('acquireLock', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleForNode(new URL('./testing/lock-child.ts', import.meta.url));
    return () => removeBundle(bundle);
  });

  it('refuses a second holder, also of this process, naming the first', async () => {
    const { home } = await temporaryHome();
    const lock = await acquireLock(home, 'host:a', { purpose: 'Deploy a' });
    const error = await refusal(home, 'host:a');
    expect(error.message).toBe(`host:a is in use by Deploy a (process ${process.pid}).`);
    expect(error.detail).toMatchObject({ lock: 'host:a', holder: { pid: process.pid, purpose: 'Deploy a' } });
    await lock.release();
    await lock.release();
    await (await acquireLock(home, 'host:a')).release();
    expect(await readdir(join(home.state, 'locks'))).toEqual([]);
  });

  it('keeps names apart that read alike', async () => {
    const { home } = await temporaryHome();
    await acquireLock(home, 'tree:/a/b');
    await acquireLock(home, 'tree:/a_b');
    await acquireLock(home, `tree:/${'x'.repeat(300)}`);
    expect(await readdir(join(home.state, 'locks'))).toHaveLength(3);
  });

  it('waits for the holder where asked, and stops waiting when cancelled', async () => {
    const { home } = await temporaryHome();
    const lock = await acquireLock(home, 'host:a');
    const waiting = acquireLock(home, 'host:a', { waitMs: 10_000 });
    const given = acquireLock(home, 'host:a', { waitMs: 10_000, signal: AbortSignal.timeout(50) });
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    await lock.release();
    await (await waiting).release();
  });

  it('holds against another living process, and is free when that was killed', async () => {
    const { home, env } = await temporaryHome();
    const child = startChild(bundle, ['hold'], env);
    expect(await child.line()).toBe('held');
    expect((await refusal(home, 'host:a')).detail).toMatchObject({ holder: { pid: child.process.pid } });
    child.process.kill('SIGKILL');
    await child.ended;
    await (await acquireLock(home, 'host:a')).release();
  });

  it.each([
    ['another boot', { boot: 'before' }],
    ['another process of the same pid', { start: '1' }],
  ])('takes over from %s', async (_words, change) => {
    const { home } = await temporaryHome();
    await acquireLock(home, 'host:a');
    const folder = join(home.state, 'locks');
    const path = join(folder, (await readdir(folder))[0] ?? '');
    const holder = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await refusal(home, 'host:a');
    await writeFile(path, JSON.stringify({ ...holder, ...change }));
    await acquireLock(home, 'host:a');
  });

  it('takes over a damaged lock, and one whose takeover was itself cut short', async () => {
    const { home } = await temporaryHome();
    await acquireLock(home, 'host:a');
    const folder = join(home.state, 'locks');
    const path = join(folder, (await readdir(folder))[0] ?? '');
    await writeFile(path, '');
    await writeFile(`${path}.takeover`, JSON.stringify({ pid: 1 }));
    await (await acquireLock(home, 'host:a')).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives a dead owner’s lock to exactly one of many', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { home, env } = await temporaryHome();
      const dead = startChild(bundle, ['hold'], env);
      await dead.line();
      const racers = Array.from({ length: 8 }, () => startChild(bundle, ['race'], env));
      for (const racer of racers) expect(await racer.line()).toBe('ready');
      dead.process.kill('SIGKILL');
      await dead.ended;
      for (const racer of racers) racer.process.stdin?.write('go\n');
      const outcomes = await Promise.all(racers.map((racer) => racer.line()));
      expect(outcomes.toSorted()).toEqual([...Array<string>(7).fill('busy'), 'won']);
      for (const racer of racers) racer.process.kill('SIGKILL');
      await Promise.all(racers.map((racer) => racer.ended));
      await (await acquireLock(home, 'host:a')).release();
    }
  });

  it('never lets two in, while holders die with the lock in their hands', async () => {
    const { home, env } = await temporaryHome();
    const children = Array.from({ length: 12 }, () => startChild(bundle, ['contend', '15'], env));
    const endings = await Promise.all(children.map((child) => child.ended));
    // An intruder would fail on creating the marker and exit with 1.
    expect(endings.filter((ending) => ending !== 0 && ending !== 'SIGKILL')).toEqual([]);
    expect(endings).toContain('SIGKILL');
    await acquireLock(home, 'host:a');
  });
});

describe('isOwnerAlive', () => {
  it('knows this process, and no zombie', async () => {
    expect(isOwnerAlive(thisOwner())).toBe(true);
    expect(isOwnerAlive({ ...thisOwner(), pid: 2 ** 22 + 1 })).toBe(false);
  });
});
