import { expect, it } from 'vitest';
import type { Run } from '../contract';
import { awayHosts } from './away-hosts';

const run = (id: string, away: string[], good: string[] = [], rest: Partial<Run> = {}): Run => ({
  id,
  kind: 'deploy',
  started: '2026-01-01T00:00:00Z',
  who: 'ada@desk',
  fleet: '/fleet',
  commit: null,
  draft: null,
  mode: 'switch',
  state: 'done',
  hosts: [
    ...away.map((host) => ({
      host,
      outcome: 'skipped' as const,
      away: true,
      from: null,
      to: null,
      generation: null,
    })),
    ...good.map((host) => ({ host, outcome: 'switched' as const, from: null, to: null, generation: 2 })),
  ],
  ...rest,
});

it('remembers a host that was away until a later run has come to it', () => {
  const first = run('first', ['a', 'b', 'c'], ['d']);
  const second = run('second', ['a'], ['b']);
  const found = (...runs: Run[]) =>
    awayHosts(runs, '/fleet').map((one) => ({ run: one.run.id, hosts: one.hosts }));
  expect(found(first)).toEqual([{ run: 'first', hosts: ['a', 'b', 'c'] }]);
  expect(found(second, first)).toEqual([
    { run: 'second', hosts: ['a'] },
    { run: 'first', hosts: ['c'] },
  ]);
  expect(found(run('third', [], ['a', 'c']), second, first)).toEqual([]);
});

it('is not misled by runs of other fleets, and by those that only looked', () => {
  const missed = run('missed', ['a']);
  const others = run('others', [], ['a'], { fleet: '/other' });
  const looked = run('looked', [], ['a'], { mode: 'dry-activate' });
  expect(awayHosts([looked, others, missed], '/fleet').map((one) => one.run.id)).toEqual(['missed']);
});
