import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Job, JobEvent } from '../../shared/contract';
import { bundleForNode, removeBundle, startChild, type TestChild } from '../process/testing';
import { resolveHome } from '../state';
import { temporaryHome } from '../state/testing';
import { allEvents, failureOf, testJobs } from './testing';

/** Whether the process runs; a zombie does not. */
function runs(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) !== 'Z';
  } catch {
    return false;
  }
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    if (await check()) return;
    await sleep(25);
  }
  throw new Error('waited in vain');
}

const quickJob = { kind: 'self-test', title: 'Next', steps: [], locks: ['host:a'] } as const;

describe('jobs of several processes', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleForNode(new URL('./testing/job-child.ts', import.meta.url));
    return () => removeBundle(bundle);
  });

  const child = (args: readonly string[], env: NodeJS.ProcessEnv): TestChild => {
    const started = startChild(bundle, args, env);
    onTestFinished(() => void started.process.kill('SIGKILL'));
    return started;
  };

  it('are all listed, followed from any point, and give their result', async () => {
    const { home, env } = await temporaryHome();
    const jobs = testJobs(home);
    const other = child(['count', '3000'], env);
    const id = await other.line();
    expect(await jobs.list()).toMatchObject([{ id, state: 'running', pid: other.process.pid }]);
    const [events, result] = await Promise.all([allEvents(jobs, id), jobs.result(id)]);
    expect(result).toEqual({ lines: 3000 });
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter((event) => event.type === 'log')).toHaveLength(3000);
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { lines: 3000 } });
    expect(await jobs.list()).toMatchObject([{ state: 'done' }]);
    expect(await allEvents(jobs, id, 2990)).toEqual(events.slice(2990));
    expect(await other.ended).toBe(0);
  });

  it('arrive while they run, and a reader may leave', async () => {
    const { home, env } = await temporaryHome();
    const jobs = testJobs(home);
    const id = await child(['endless'], env).line();
    const leave = new AbortController();
    const seen: JobEvent[] = [];
    for await (const event of jobs.follow(id, 0, leave.signal)) {
      seen.push(event);
      if (event.type === 'log') leave.abort();
    }
    expect(seen.at(-1)?.type).toBe('log');
    expect(await jobs.list()).toMatchObject([{ state: 'running' }]);
  });

  it('are cancelled through their owner, in two stages', async () => {
    const { home, env } = await temporaryHome();
    const jobs = testJobs(home);
    const owner = child(['stubborn'], env);
    const id = await owner.line();
    let pid = 0;
    for await (const event of jobs.follow(id)) {
      if (event.type !== 'log') continue;
      pid = Number(event.text);
      break;
    }
    expect((await jobs.cancel(id)).state).toBe('cancelling');
    await sleep(200);
    expect(runs(pid)).toBe(true);
    expect(await child(['cancel', id], env).line()).toBe('cancelling');
    expect(await failureOf(jobs.result(id))).toMatchObject({ code: 'cancelled' });
    expect(runs(pid)).toBe(false);
    expect(await owner.ended).toBe(0);
    expect(readdirSync(home.runtime)).toEqual([]);
  });

  it('hold their locks against each other', async () => {
    const { home, env } = await temporaryHome();
    const jobs = testJobs(home);
    const id = await child(['endless'], env).line();
    expect(await failureOf(jobs.start({ ...quickJob, run: async () => 1 }))).toMatchObject({
      code: 'busy',
      detail: { holder: { job: id } },
    });
  });

  it('are interrupted when their process is killed: lock free, programs gone, socket swept', async () => {
    const { home, env } = await temporaryHome();
    const owner = child(['endless'], env);
    const id = await owner.line();
    const early = testJobs(home);
    let pid = 0;
    for await (const event of early.follow(id)) {
      if (event.type !== 'log') continue;
      pid = Number(event.text);
      break;
    }
    expect(await early.recover()).toEqual([]);
    owner.process.kill('SIGKILL');
    await owner.ended;
    // What a crash in the middle of a write leaves.
    const events = join(home.state, 'jobs', id, 'events.jsonl');
    await appendFile(events, '{"type":"log","seq":99,"at":"20');

    const jobs = testJobs(home);
    const [recovered, ...more] = await jobs.recover();
    expect(more).toEqual([]);
    expect(recovered).toMatchObject({ id, state: 'interrupted', error: { detail: { step: 'only' } } });
    expect(recovered?.error?.hint).not.toBe('');
    expect(
      (await readFile(events, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([1, 2, 3, 4]);
    expect((await allEvents(jobs, id)).at(-1)).toMatchObject({
      type: 'result',
      job: { state: 'interrupted' },
    });
    expect(readdirSync(home.runtime)).toEqual([]);
    expect(await jobs.result((await jobs.start({ ...quickJob, run: async () => 'free' })).id)).toBe('free');
    await until(() => !runs(pid));
    expect(await testJobs(home).recover()).toEqual([]);
  });

  it('end for those who follow them when their process is killed', async () => {
    const { home, env } = await temporaryHome();
    const readers = [testJobs(home), testJobs(home), testJobs(home)];
    const owner = child(['endless'], env);
    const id = await owner.line();
    const feeds = Promise.all(readers.map((jobs) => allEvents(jobs, id)));
    await sleep(300);
    owner.process.kill('SIGKILL');
    for (const events of await feeds) {
      expect(events.filter((event) => event.type === 'result')).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({ job: { state: 'interrupted' } });
    }
    expect((await readers[0]?.cancel(id))?.state).toBe('interrupted');
  });

  it('are told to listeners while somebody listens', async () => {
    const { home, env } = await temporaryHome();
    const jobs = testJobs(home);
    const heard: Job[] = [];
    const stop = jobs.onChange((job) => heard.push(job));
    onTestFinished(stop);
    await sleep(50);
    const owner = child(['endless'], env);
    const id = await owner.line();
    await until(() => heard.some((job) => job.id === id && job.state === 'running'));
    owner.process.kill('SIGKILL');
    await until(() => heard.some((job) => job.id === id && job.state === 'interrupted'));
  });

  it('are reached though the runtime folder’s path is too long for a socket', async () => {
    const top = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
    onTestFinished(() => rm(top, { recursive: true, force: true }));
    const root = join(top, 'long'.repeat(30));
    const env = { SNOWFLEET_HOME: root, TMPDIR: top };
    const jobs = testJobs(resolveHome(env));
    const owner = child(['endless'], env);
    const id = await owner.line();
    expect(readdirSync(top)).toHaveLength(2);
    expect((await jobs.cancel(id)).state).toBe('cancelling');
    expect(await failureOf(jobs.result(id))).toMatchObject({ code: 'cancelled' });
    expect(await owner.ended).toBe(0);
    expect(readdirSync(top)).toEqual(['long'.repeat(30)]);
  });
});

describe.skipIf(process.getuid?.() !== 0)('a full disk (needs root to mount a tmpfs)', () => {
  it('lets the job end well for its own process, and refuses the next', async (test) => {
    const root = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', root], { stdio: 'pipe' });
    } catch (error) {
      test.skip(`no tmpfs can be mounted here: ${String(error)}`);
    }
    try {
      const jobs = testJobs(resolveHome({ SNOWFLEET_HOME: root }));
      const { id } = await jobs.start({
        ...quickJob,
        run: async (context) => {
          for (let i = 0; i < 400; i += 1) context.log('x'.repeat(4_000));
          return 'well';
        },
      });
      expect(await jobs.result(id)).toBe('well');
      const events = await allEvents(jobs, id);
      expect(events.at(-1)).toMatchObject({ type: 'result', result: 'well', job: { state: 'done' } });
      expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
      expect(await failureOf(jobs.start({ ...quickJob, run: async () => 1 }))).toMatchObject({
        code: 'disk-full',
      });
      await jobs.close();
    } finally {
      execFileSync('umount', ['--lazy', root]);
      await rm(root, { recursive: true, force: true });
    }
  });
});
