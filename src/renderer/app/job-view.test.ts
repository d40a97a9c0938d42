import { describe, expect, it } from 'vitest';
import type { Job, JobEvent } from '../../shared/contract';
import { capLog, emptyJobView, LOG_CAP, reduceJob } from './job-view';

const job: Job = {
  id: 'j1',
  kind: 'deploy',
  title: 'Deploy p620',
  hosts: ['p620'],
  state: 'running',
  startedAt: '2026-11-23T12:00:00Z',
  fraction: null,
  steps: [],
  pid: 1,
};
const log = (seq: number): JobEvent => ({
  type: 'log',
  seq,
  at: job.startedAt,
  source: 'nix',
  text: `line ${seq}`,
});

const stage = (seq: number, state: 'running' | 'done', deadline?: number): JobEvent => ({
  type: 'data',
  seq,
  data: { kind: 'stage', host: 'h', stage: 'confirm', state, fraction: null, deadline },
});

describe('reduceJob', () => {
  it('gathers state, log, nodes, stages, plans and results', () => {
    const view = reduceJob(
      emptyJobView('j1'),
      [
        { type: 'job', seq: 1, job },
        log(2),
        {
          type: 'data',
          seq: 3,
          data: {
            kind: 'build-nodes',
            nodes: [{ id: 'a', name: 'a', kind: 'build', state: 'running' }],
            done: 0,
            expected: 2,
            failed: 0,
          },
        },
        {
          type: 'data',
          seq: 4,
          data: {
            kind: 'build-nodes',
            nodes: [{ id: 'a', name: 'a', kind: 'build', state: 'done' }],
            done: 1,
            expected: 2,
            failed: 0,
          },
        },
        {
          type: 'data',
          seq: 5,
          data: {
            kind: 'stage',
            host: 'p620',
            stage: 'confirm',
            state: 'running',
            fraction: null,
            deadline: 60,
          },
        },
        {
          type: 'data',
          seq: 6,
          data: {
            kind: 'host-result',
            result: { host: 'p620', outcome: 'switched', from: '/a', to: '/b', generation: 2 },
          },
        },
        { type: 'result', seq: 7, job: { ...job, state: 'done' } },
      ],
      1000,
    );
    expect(view.job?.state).toBe('done');
    expect(view.ended).toBe(true);
    expect(view.log.map((line) => line.text)).toEqual(['line 2']);
    expect(view.nodes.get('a')?.state).toBe('done');
    expect(view.build).toEqual({ done: 1, expected: 2, failed: 0 });
    expect(view.stages.get('p620')?.get('confirm')).toMatchObject({ deadlineAt: 61_000, deadlineSpan: 60 });
    expect(view.results.get('p620')?.generation).toBe(2);
  });

  it('passes over what a replay repeats', () => {
    const once = reduceJob(emptyJobView('j1'), [log(1), log(2)], 0);
    const again = reduceJob(once, [log(1), log(2), log(3)], 0);
    expect(again.log.map((line) => line.seq)).toEqual([1, 2, 3]);
  });

  it('tells how long a stage took where both ends were seen live', () => {
    const begun = reduceJob(emptyJobView('j1'), [stage(1, 'running')], 1000, true);
    const going = reduceJob(begun, [stage(2, 'running')], 2000, true);
    const done = reduceJob(going, [stage(3, 'done')], 4500, true);
    expect(done.stages.get('h')?.get('confirm')?.tookMs).toBe(3500);
  });

  it('tells no duration of a stage that began before this page looked', () => {
    const begun = reduceJob(emptyJobView('j1'), [stage(1, 'running')], 1000);
    const done = reduceJob(begun, [stage(2, 'running'), stage(3, 'done')], 4500, true);
    expect(done.stages.get('h')?.get('confirm')?.tookMs).toBeUndefined();
  });

  it('drops the deadline with the stage that had it', () => {
    const view = reduceJob(emptyJobView('j1'), [stage(1, 'running', 30), stage(2, 'done')], 0);
    expect(view.stages.get('h')?.get('confirm')?.deadlineAt).toBeUndefined();
  });
});

describe('capLog', () => {
  it('keeps the newest lines and counts the rest', () => {
    const many = Array.from({ length: LOG_CAP + 3 }, (_, index) => log(index + 1));
    const view = reduceJob(emptyJobView('j1'), many, 0);
    expect(view.log).toHaveLength(LOG_CAP);
    expect(view.log[0]?.seq).toBe(4);
    expect(view.dropped).toBe(3);
    expect(capLog(view.log, 3, LOG_CAP).dropped).toBe(3);
  });
});
