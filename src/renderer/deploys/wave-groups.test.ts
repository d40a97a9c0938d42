import { expect, it } from 'vitest';
import type { HostOutcome, HostResult, Job, Waves } from '../../shared/contract';
import { waveGroups } from './wave-groups';

const job = (hosts: string[]): Job => ({
  id: 'j',
  kind: 'deploy',
  title: '',
  hosts,
  state: 'running',
  startedAt: '',
  fraction: null,
  steps: [],
  pid: 1,
});
const groups = (hosts: string[], waves: Waves | null, ends: Record<string, HostOutcome> = {}) => {
  const results = new Map(
    Object.entries(ends).map(([host, outcome]): [string, HostResult] => [
      host,
      { host, outcome, from: null, to: null, generation: null },
    ]),
  );
  return waveGroups(job(hosts), { ended: false, waves, results });
};

it('tells no order of one host, and of jobs that have none', () => {
  expect(groups(['a'], { canary: 'a' })).toEqual([{ title: null, words: '', hosts: ['a'] }]);
  expect(groups(['a', 'b'], null)).toMatchObject([{ title: null }]);
  expect(groups(['a', 'b'], {})).toMatchObject([{ title: null }]);
  expect(groups(['a', 'b', 'c', 'd', 'e'], {})).toMatchObject([{ title: '4 at once' }]);
});

it('puts the canary first, and tells what it meant for the others', () => {
  expect(groups(['a', 'c', 'b'], { canary: 'c', atOnce: 1, stopAfter: 2 })).toEqual([
    { title: 'First the canary', words: 'the others wait for it', hosts: ['c'] },
    { title: 'Then 1 at once, stop after 2 bad', words: '0 of 2 done', hosts: ['a', 'b'] },
  ]);
  const [canary, rest] = groups(['a', 'c', 'b'], { canary: 'c' }, { c: 'rolled-back', a: 'skipped' });
  expect(canary?.words).toBe('did not come out well, so the others were left alone');
  expect(rest?.words).toBe('0 of 2 done, 1 skipped');
});

it('counts what came out well and what did not', () => {
  expect(groups(['a', 'b', 'c'], { atOnce: 3 }, { a: 'switched', b: 'failed' })).toEqual([
    { title: '3 at once', words: '1 of 3 done, 1 not well', hosts: ['a', 'b', 'c'] },
  ]);
});
