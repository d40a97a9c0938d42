import { describe, expect, it } from 'vitest';
import type { Client, Job, JobEvent } from '../../shared/contract';
import { followJob, type Interrupts, resultOf } from './follow-job';
import { createIo } from './io';

const JOB: Job = {
  id: 'j1',
  kind: 'deploy',
  title: 'Deploy p510',
  hosts: ['p510'],
  state: 'running',
  startedAt: '2026-01-01T00:00:00Z',
  fraction: null,
  steps: [{ id: 'build', title: 'Build', weight: 1, state: 'running', fraction: null }],
  pid: 1,
};
const log: JobEvent = { type: 'log', seq: 2, at: JOB.startedAt, source: 'nix', text: 'building\u001b[2J' };
const endsAs = (state: Job['state'], result?: unknown): JobEvent => ({
  type: 'result',
  seq: 3,
  job: { ...JOB, state, ...(state === 'failed' ? { error: FAILURE } : {}) },
  result,
});
const FAILURE = { code: 'build-failed', message: 'It does not build.', hint: '', detail: {} } as const;

/** A client of one job only, whose feed is `events`. */
function clientOf(events: JobEvent[], onCancel: () => void = () => undefined): Client {
  const jobs = {
    async follow() {
      return (async function* () {
        yield* events;
      })();
    },
    async cancel() {
      onCancel();
      return JOB;
    },
  };
  return { jobs } as unknown as Client;
}

function setUp(json: boolean) {
  const out: string[] = [];
  const err: string[] = [];
  const listeners = new Set<() => void>();
  const interrupts: Interrupts = {
    onInterrupt(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const stdout = { write: (text: string) => out.push(text) };
  const stderr = { write: (text: string) => err.push(text) };
  return { io: createIo({ stdout, stderr, isInteractive: false }, json), out, err, interrupts, listeners };
}

describe('following a job', () => {
  it('gives its result, with progress for people on standard error', async () => {
    const { io, out, err, interrupts } = setUp(false);
    const client = clientOf([{ type: 'job', seq: 1, job: JOB }, log, endsAs('done', { hosts: [] })]);
    const followed = await followJob(client, 'j1', io, interrupts, { events: true });
    expect(resultOf(followed)).toEqual({ hosts: [] });
    expect(out).toEqual([]);
    expect(err).toEqual(['· Build\n', '  nix| building\\x1b[2J\n']);
  });

  it('gives events a line each where the command is one that runs', async () => {
    const { io, out, err, interrupts } = setUp(true);
    await followJob(clientOf([log, endsAs('done')]), 'j1', io, interrupts, { events: true });
    expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([log]);
    expect(err).toEqual([]);
  });

  it('keeps a partial result beside the error of a job that failed', async () => {
    const { io, interrupts } = setUp(true);
    const followed = await followJob(clientOf([endsAs('failed', { hosts: [1] })]), 'j1', io, interrupts, {
      events: true,
    });
    expect(followed).toEqual({ result: { hosts: [1] }, error: FAILURE });
    expect(() => resultOf(followed)).toThrow('It does not build.');
  });

  it.each([
    ['cancelled', 'cancelled'],
    ['interrupted', 'internal'],
  ] as const)('tells a job that was %s as %s', async (state, code) => {
    const { io, interrupts } = setUp(true);
    const followed = await followJob(clientOf([endsAs(state)]), 'j1', io, interrupts, { events: true });
    expect(followed.error?.code).toBe(code);
  });

  it('asks the job to stop at each Ctrl-C, and listens no more afterwards', async () => {
    const { io, interrupts, listeners } = setUp(true);
    let cancels = 0;
    const client = clientOf([log, log, endsAs('cancelled')], () => cancels++);
    const feed = client.jobs.follow.bind(client.jobs);
    const pressing = {
      jobs: {
        ...client.jobs,
        async follow(input: { job: string }) {
          const events = await feed(input);
          return (async function* () {
            for await (const event of events) {
              if (event.type === 'log') for (const press of listeners) press();
              yield event;
            }
          })();
        },
      },
    } as unknown as Client;
    await followJob(pressing, 'j1', io, interrupts, { events: true });
    expect(cancels).toBe(2);
    expect(listeners.size).toBe(0);
  });
});
