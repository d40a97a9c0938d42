import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError, type Job, type JobState, type WriteResult } from '../../shared/contract';
import { resolveHome } from '../state';
import { createWriteHistory, type WriteBegun } from './write-history';

const BEGUN: WriteBegun = {
  purpose: 'image',
  image: { path: '/x/small.iso', name: 'small.iso', title: 'small.iso', host: null, bytes: 5 },
  drive: { path: '/dev/sdc', title: 'Stick', serial: 'S', bytes: 10 },
};
const RESULT: WriteResult = {
  ok: true,
  bytes: 5,
  sha256: 'a'.repeat(64),
  verified: true,
  seconds: 2,
  image: '/x/small.iso',
  drive: '/dev/sdc',
  skippedBytes: 0,
  writeSeconds: 1,
  verifySeconds: 1,
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snowfleet-writes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function job(id: string, state: JobState): Job {
  return {
    id,
    kind: 'write',
    title: 'Write',
    hosts: [],
    state,
    startedAt: `2026-01-01T00:00:0${id.slice(1)}Z`,
    ...(state === 'running' ? {} : { endedAt: '2026-01-01T00:01:00Z' }),
    ...(state === 'failed' ? { error: new AppError('drive-gone', 'It is gone.').toShape() } : {}),
    fraction: null,
    steps: [],
    pid: 1,
  };
}

/** A history over jobs that are as the test says, and whose ends it brings about. */
function history(jobs: Map<string, Job>) {
  const ends = new Map<string, () => void>();
  let changes = 0;
  const writes = createWriteHistory({
    home: resolveHome({ SNOWFLEET_HOME: folder }),
    jobs: {
      list: () => Promise.resolve([...jobs.values()]),
      async result<Result>(id: string): Promise<Result> {
        if (jobs.get(id)?.state === 'running') await new Promise<void>((resolve) => ends.set(id, resolve));
        return RESULT as Result;
      },
    },
    onChange: () => (changes += 1),
  });
  return { writes, end: (id: string) => ends.get(id)?.(), changes: () => changes };
}

it('notes how each write ended, newest first', async () => {
  const jobs = new Map([['j1', job('j1', 'running')]]);
  const { writes, end, changes } = history(jobs);
  await writes.begin(job('j1', 'running'), BEGUN);
  expect(await writes.list()).toMatchObject([{ id: 'j1', outcome: 'running', result: null }]);
  jobs.set('j1', job('j1', 'done'));
  end('j1');
  await expect.poll(changes).toBe(2);
  jobs.set('j2', job('j2', 'failed'));
  await writes.begin(job('j2', 'running'), BEGUN);
  expect(await writes.list()).toMatchObject([
    { id: 'j2', outcome: 'failed', error: { code: 'drive-gone' }, endedAt: '2026-01-01T00:01:00Z' },
    { id: 'j1', outcome: 'written', result: { verified: true } },
  ]);
});

it('tells what became of writes whose process died, also without their journal', async () => {
  const running = new Map([
    ['j1', job('j1', 'running')],
    ['j2', job('j2', 'running')],
  ]);
  const before = history(running);
  await before.writes.begin(job('j1', 'running'), BEGUN);
  await before.writes.begin(job('j2', 'running'), BEGUN);
  // Another process, after a restart.
  const after = history(new Map([['j1', job('j1', 'interrupted')]]));
  expect((await after.writes.list()).map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'j2 interrupted',
    'j1 interrupted',
  ]);
});
