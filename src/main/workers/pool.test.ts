import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isAppError, type ErrorCode } from '../../shared/contract';
import { bundleForNode, removeBundle } from '../process/testing';
import { createWorkerPool, type WorkerPool } from './index';
import { findWorkerFile } from './worker-file';

async function codeOf(work: Promise<unknown>): Promise<ErrorCode> {
  const error: unknown = await work.then(
    () => new Error('it was expected to fail'),
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw error;
  return error.code;
}

describe('a pool of threads', () => {
  let workerFile: string;
  beforeAll(async () => {
    workerFile = await bundleForNode(new URL('./worker.ts', import.meta.url));
    return () => removeBundle(workerFile);
  });

  const threads = (size = 1): WorkerPool => {
    const pool = createWorkerPool({ size, workerFile });
    onTestFinished(() => pool.close());
    return pool;
  };

  it('works beside the main thread, which stays free', async () => {
    const pool = threads();
    expect(pool.mode).toBe('threads');
    await pool.run('self-test', { spinMs: 0 });
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const { turns, thread } = await pool.run('self-test', { spinMs: 500 });
    clearInterval(beat);
    expect(turns).toBeGreaterThan(100);
    expect(thread).toBeGreaterThan(0);
    expect(longest).toBeLessThan(400);
  });

  it('uses as many threads as it may and no more, and each again', async () => {
    const pool = threads(2);
    const outputs = await Promise.all(Array.from({ length: 8 }, () => pool.run('self-test', { spinMs: 50 })));
    expect(new Set(outputs.map((output) => output.thread)).size).toBe(2);
  });

  it('keeps the tasks of one owner on one thread, and lets the others go beside it', async () => {
    const pool = threads(2);
    const owned = await Promise.all(
      Array.from({ length: 4 }, () => pool.run('self-test', { spinMs: 20 }, { owner: 'fleet' })),
    );
    expect(new Set(owned.map((output) => output.thread)).size).toBe(1);
    const busy = pool.run('self-test', { spinMs: 300 }, { owner: 'fleet' });
    const others = await Promise.all(
      Array.from({ length: 3 }, () => pool.run('self-test', { spinMs: 0 }, { owner: 'another' })),
    );
    expect(others.every((output) => output.thread !== owned[0]?.thread)).toBe(true);
    expect((await busy).thread).toBe(owned[0]?.thread);
  });

  it('hands on the task’s own error, and a defect as internal', async () => {
    const pool = threads();
    await expect(pool.run('self-test', { spinMs: 0, end: 'error' })).rejects.toMatchObject({
      name: 'AppError',
      code: 'syntax-error',
      detail: { line: 1 },
    });
    expect(await codeOf(pool.run('self-test', { spinMs: 0, end: 'defect' }))).toBe('internal');
    expect((await pool.run('self-test', { spinMs: 0 })).thread).toBeGreaterThan(0);
  });

  it('ends the thread on abort, and goes on with another', async () => {
    const pool = threads();
    const first = await pool.run('self-test', { spinMs: 0 });
    const abort = new AbortController();
    const began = performance.now();
    const endless = pool.run('self-test', { spinMs: 60_000 }, { signal: abort.signal });
    const next = pool.run('self-test', { spinMs: 0 });
    await sleep(100);
    abort.abort();
    expect(await codeOf(endless)).toBe('cancelled');
    const second = await next;
    expect(second.thread).not.toBe(first.thread);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('forgets a waiting task that is aborted', async () => {
    const pool = threads();
    const abort = new AbortController();
    const running = pool.run('self-test', { spinMs: 200 });
    const waiting = pool.run('self-test', { spinMs: 60_000 }, { signal: abort.signal });
    abort.abort();
    expect(await codeOf(waiting)).toBe('cancelled');
    expect((await running).turns).toBeGreaterThan(0);
    expect((await pool.run('self-test', { spinMs: 0 })).thread).toBe((await running).thread);
    expect(await codeOf(pool.run('self-test', { spinMs: 0 }, { signal: AbortSignal.abort() }))).toBe(
      'cancelled',
    );
  });

  it('replaces a thread that died', async () => {
    const pool = threads();
    expect(await codeOf(pool.run('self-test', { spinMs: 0, end: 'exit' }))).toBe('internal');
    expect((await pool.run('self-test', { spinMs: 0 })).thread).toBeGreaterThan(0);
  });

  it('replaces a thread that died between two tasks', async () => {
    const pool = threads();
    const { thread } = await pool.run('self-test', { spinMs: 0, end: 'exit-later' });
    await sleep(300);
    expect((await pool.run('self-test', { spinMs: 0 })).thread).not.toBe(thread);
  });

  it('refuses input that cannot cross, and goes on', async () => {
    const pool = threads();
    const strange = { spinMs: 0, more: () => 1 };
    await expect(pool.run('self-test', strange)).rejects.toThrow('could not be cloned');
    await pool.run('self-test', { spinMs: 0 });
  });

  it('ends everything on close', async () => {
    const pool = threads();
    const tasks = [1, 2, 3].map(() => codeOf(pool.run('self-test', { spinMs: 60_000 })));
    await sleep(50);
    await pool.close();
    expect(await Promise.all(tasks)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await codeOf(pool.run('self-test', { spinMs: 0 }))).toBe('cancelled');
  });
});

describe('without a built worker', () => {
  it('runs tasks in this thread and says so', async () => {
    const pool = createWorkerPool({ workerFile: null });
    onTestFinished(() => pool.close());
    expect(pool.mode).toBe('in-process');
    expect((await pool.run('self-test', { spinMs: 5 })).turns).toBeGreaterThan(0);
    expect(await codeOf(pool.run('self-test', { spinMs: 0, end: 'error' }))).toBe('syntax-error');
    await expect(pool.run('self-test', { spinMs: 0, end: 'defect' })).rejects.toThrow(TypeError);
    const abort = new AbortController();
    const aborted = codeOf(pool.run('self-test', { spinMs: 0 }, { signal: abort.signal }));
    abort.abort();
    expect(await aborted).toBe('cancelled');
  });
});

describe('findWorkerFile', () => {
  it('looks beside the bundle and above its chunks', async () => {
    const out = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
    onTestFinished(() => rm(out, { recursive: true, force: true }));
    await mkdir(join(out, 'chunks'));
    const bundle = pathToFileURL(join(out, 'index.js')).href;
    const chunk = pathToFileURL(join(out, 'chunks', 'a.js')).href;
    expect(findWorkerFile(bundle)).toBe(null);
    await writeFile(join(out, 'worker.js'), '');
    expect(findWorkerFile(bundle)).toBe(join(out, 'worker.js'));
    expect(findWorkerFile(chunk)).toBe(join(out, 'worker.js'));
  });
});
