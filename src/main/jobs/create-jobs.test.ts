import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppError, type Job } from '../../shared/contract';
import { runProcess } from '../process';
import { temporaryHome } from '../state/testing';
import { allEvents, failureOf, testJobs } from './testing';
import type { JobSpec } from './types';

const steps = [
  { id: 'a', title: 'First', weight: 1 },
  { id: 'b', title: 'Second', weight: 3 },
];

function spec<R>(run: JobSpec<R>['run'], more: Partial<JobSpec<R>> = {}): JobSpec<R> {
  return { kind: 'self-test', title: 'A test', steps, run, ...more };
}

function createGate(): { opened: Promise<void>; open: () => void } {
  const events = new EventTarget();
  const opened = new Promise<void>((resolve) => {
    events.addEventListener('open', () => resolve());
  });
  return { opened, open: () => void events.dispatchEvent(new Event('open')) };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('cancelled', 'stopped')));
  });
}

async function aborted(signal: AbortSignal): Promise<void> {
  await untilAborted(signal).catch(() => undefined);
}

describe('a job', () => {
  it('returns at once, runs, and gives its result', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const gate = createGate();
    const job = await jobs.start(spec(async () => (await gate.opened, { answer: 42 }), { hosts: ['p620'] }));
    expect(job).toMatchObject({ state: 'running', hosts: ['p620'], pid: process.pid, fraction: null });
    expect(job.id).toMatch(/^\d{8}-\d{6}-[0-9a-f]{6}$/);
    gate.open();
    expect(await jobs.result(job.id)).toEqual({ answer: 42 });
    expect(await jobs.list()).toMatchObject([{ id: job.id, state: 'done', fraction: 1 }]);
  });

  it('keeps an event feed numbered without gaps, that can be resumed after any of them', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const { id } = await jobs.start(
      spec(async (context) => {
        context.step('a');
        context.log('one\ntwo\n', 'nix');
        context.progress(0.5);
        await sleep(120);
        context.step('b');
        context.data({ kind: 'build-nodes', nodes: [], done: 1, expected: 2, failed: 0 });
        context.progress(0.5, 'half');
        return 'end';
      }),
    );
    const events = await allEvents(jobs, id);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(
      events.flatMap((event) => (event.type === 'log' ? [`${event.source}: ${event.text}`] : [])),
    ).toEqual(['nix: one', 'nix: two']);
    const fractions = events.flatMap((event) => (event.type === 'job' ? [event.job.fraction] : []));
    expect(fractions).toEqual([null, null, 0.125, 0.25]);
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      result: 'end',
      job: { state: 'done', fraction: 1 },
    });
    for (const after of [0, 1, 3, events.length - 1]) {
      expect(await allEvents(jobs, id, after)).toEqual(events.slice(after));
    }
    expect(await allEvents(jobs, id, events.length)).toEqual([]);
  });

  it('fails with its error, for readers of this and of a later process', async () => {
    const { home } = await temporaryHome();
    const jobs = testJobs(home);
    const { id } = await jobs.start(
      spec(async (context) => {
        context.step('a');
        throw new AppError('build-failed', 'It did not build.', { hint: 'Look.', detail: { host: 'x' } });
      }),
    );
    const error = {
      code: 'build-failed',
      message: 'It did not build.',
      hint: 'Look.',
      detail: { host: 'x' },
    };
    expect(await failureOf(jobs.result(id))).toMatchObject(error);
    const later = testJobs(home);
    expect(await failureOf(later.result(id))).toMatchObject(error);
    const [job] = await later.list();
    expect(job).toMatchObject({ state: 'failed', error });
    expect(job?.steps.map((step) => step.state)).toEqual(['failed', 'skipped']);
  });

  it('fails when its result cannot be kept', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const { id } = await jobs.start(spec(async () => ({ big: 1n })));
    expect(await failureOf(jobs.result(id))).toMatchObject({ code: 'internal' });
  });

  it('does not say more than ten times a second how far it is', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const { id } = await jobs.start(
      spec(async (context) => {
        context.step('a');
        for (let i = 0; i < 500; i += 1) {
          context.progress(i / 500);
          await sleep(1);
        }
      }),
    );
    const events = await allEvents(jobs, id);
    expect(events.length).toBeGreaterThan(4);
    expect(events.length).toBeLessThan(20);
  });

  it('takes a flood of log lines, and cuts endless ones', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const { id } = await jobs.start(
      spec(async (context) => {
        for (let i = 0; i < 20_000; i += 1) context.log(`line ${i}`);
        context.log('x'.repeat(1_000_000));
      }),
    );
    const logs = (await allEvents(jobs, id)).filter((event) => event.type === 'log');
    expect(logs).toHaveLength(20_001);
    expect(logs[19_999]?.text).toBe('line 19999');
    expect(logs[20_000]?.text.length).toBeLessThan(17_000);
  });

  it('is unknown under any other id, also one that looks like a path', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    for (const id of ['20200101-000000-abcdef', '../../etc', '']) {
      expect(await failureOf(jobs.result(id))).toMatchObject({ code: 'unknown-job' });
      expect(await failureOf(jobs.cancel(id))).toMatchObject({ code: 'unknown-job' });
      expect(await failureOf(allEvents(jobs, id))).toMatchObject({ code: 'unknown-job' });
    }
  });
});

describe('locks', () => {
  it('lets one job at a host, names the holder, and takes all locks or none', async () => {
    const { home } = await temporaryHome();
    const jobs = testJobs(home);
    const first = await jobs.start(
      spec((context) => untilAborted(context.signal), { title: 'Deploy b', locks: ['host:b'] }),
    );
    const second = spec(async () => 'ok', { locks: ['host:c', 'host:b', 'host:a'] });
    expect(await failureOf(jobs.start(second))).toMatchObject({
      code: 'busy',
      detail: { lock: 'host:b', holder: { pid: process.pid, purpose: 'Deploy b', job: first.id } },
    });
    expect(await jobs.list()).toHaveLength(1);
    expect(await readdir(join(home.state, 'locks'))).toHaveLength(1);
    await jobs.cancel(first.id);
    await failureOf(jobs.result(first.id));
    expect(await jobs.result((await jobs.start(second)).id)).toBe('ok');
  });
});

describe('cancel', () => {
  it('asks first and kills the second time', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const up = createGate();
    const { id } = await jobs.start(
      spec((context) =>
        runProcess(['sh', '-c', 'trap "" TERM; echo up; while :; do sleep 0.05; done'], {
          signal: context.signal,
          killGraceMs: 120_000,
          onStdoutLine: () => up.open(),
        }),
      ),
    );
    await up.opened;
    expect((await jobs.cancel(id)).state).toBe('cancelling');
    await sleep(200);
    expect(await jobs.list()).toMatchObject([{ state: 'cancelling' }]);
    await jobs.cancel(id);
    expect(await failureOf(jobs.result(id))).toMatchObject({ code: 'cancelled' });
    expect((await jobs.cancel(id)).state).toBe('cancelled');
  });

  it('leaves a job done that finished all the same, and failed that failed otherwise', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const ending = async (run: JobSpec<unknown>['run']): Promise<Job['state'] | undefined> => {
      const { id } = await jobs.start(spec(run));
      await jobs.cancel(id);
      await jobs.result(id).catch(() => undefined);
      return (await jobs.list()).find((job) => job.id === id)?.state;
    };
    expect(await ending((context) => aborted(context.signal))).toBe('done');
    expect(
      await ending(async (context) => {
        await aborted(context.signal);
        throw new AppError('not-confirmed', 'The host was left half-way.');
      }),
    ).toBe('failed');
    expect(
      await ending(async (context) => {
        await aborted(context.signal);
        throw new DOMException('aborted', 'AbortError');
      }),
    ).toBe('cancelled');
  });

  it('is what close does to all, and nothing starts afterwards', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const { id } = await jobs.start(spec((context) => untilAborted(context.signal)));
    await jobs.close();
    expect(await jobs.list()).toMatchObject([{ id, state: 'cancelled' }]);
    expect(await failureOf(jobs.start(spec(async () => 1)))).toMatchObject({ code: 'cancelled' });
  });
});

describe('the journal', () => {
  it('keeps only the newest finished jobs', async () => {
    const { home } = await temporaryHome();
    const jobs = testJobs(home, 3);
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const { id } = await jobs.start(spec(async () => i));
      await jobs.result(id);
      ids.push(id);
      await sleep(5);
    }
    await jobs.recover();
    expect((await jobs.list()).map((job) => job.id)).toEqual(ids.slice(3).toReversed());
  });

  it('does not lose what changed hosts to what came after', async () => {
    const { home } = await temporaryHome();
    const jobs = testJobs(home, 2);
    const deploy = await jobs.start(
      spec(async (context) => context.log('no space "left" on device'), { kind: 'deploy' }),
    );
    await jobs.result(deploy.id);
    for (let i = 0; i < 4; i += 1) await jobs.result((await jobs.start(spec(async () => i))).id);
    await jobs.recover();
    expect((await jobs.list()).map((job) => job.kind)).toEqual(['self-test', 'self-test', 'deploy']);
    expect(await jobs.says(deploy.id, ['"left"', 'no space', 'seq', 'elsewhere'])).toEqual([
      '"left"',
      'no space',
    ]);
    expect(await jobs.says('../etc', ['root'])).toEqual([]);
  });

  it('is for the owner’s eyes only, and stands as files of lines', async () => {
    const { home } = await temporaryHome();
    const jobs = testJobs(home);
    const { id } = await jobs.start(spec(async (context) => context.log('hello')));
    await jobs.result(id);
    const folder = join(home.state, 'jobs', id);
    expect((await readdir(folder)).toSorted()).toEqual(['events.jsonl', 'job.json']);
    const lines = (await readFile(join(folder, 'events.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'job',
      'log',
      'result',
    ]);
  });

  it('tells listeners of changes, and a listener that throws harms nobody', async () => {
    const jobs = testJobs((await temporaryHome()).home);
    const states: string[] = [];
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    onTestFinished(() => warned.mockRestore());
    const stopBad = jobs.onChange(() => {
      throw new Error('a bad listener');
    });
    const stop = jobs.onChange((job) => states.push(job.state));
    const { id } = await jobs.start(spec(async (context) => context.step('a')));
    await jobs.result(id);
    await sleep(0);
    expect(new Set(states)).toEqual(new Set(['running', 'done']));
    expect(warned).toHaveBeenCalled();
    stop();
    stopBad();
    const count = states.length;
    await jobs.result((await jobs.start(spec(async () => 1))).id);
    expect(states).toHaveLength(count);
  });
});
