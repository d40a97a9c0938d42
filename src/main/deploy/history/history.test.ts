import { describe, expect, it } from 'vitest';
import type { HostPlan, Run } from '../../../shared/contract';
import type { Jobs } from '../../jobs';
import { History, type HistoryQuery } from './history';
import type { RunJournal } from './run-journal';
import { markdownHead, runAsJson, runAsMarkdown } from './export';
import { matching, wordsMissing, wordsOf } from './search';

const run = (id: string, started: string, hosts: Run['hosts'], more: Partial<Run> = {}): Run => ({
  id,
  kind: 'deploy',
  started,
  who: 'ada@desk',
  fleet: '/fleet',
  commit: 'c0ffee',
  draft: null,
  mode: 'switch',
  state: 'done',
  hosts,
  ...more,
});
const host = (
  name: string,
  outcome: Run['hosts'][number]['outcome'],
  reason?: string,
): Run['hosts'][number] => ({
  host: name,
  outcome,
  from: null,
  to: `/nix/store/${'a'.repeat(32)}-nixos-system-${name}`,
  generation: 3,
  ...(reason === undefined ? {} : { reason }),
});

const RUNS = [
  run('three', '2026-03-03T00:00:00.000Z', [
    host('p510', 'failed', 'No space left | on device'),
    host('hp', 'switched'),
  ]),
  run('two', '2026-02-02T00:00:00.000Z', [host('hp', null)], { state: 'interrupted', step: 'copy' }),
  run('one', '2026-01-01T00:00:00.000Z', [host('p510', 'rolled-back')], { who: 'bob@attic', draft: 'd1ff' }),
];
const ids = (query: Parameters<typeof matching>[1]): string[] => matching(RUNS, query).map(({ id }) => id);

describe('matching', () => {
  it('takes a time from its beginning and up to its end', () => {
    expect(ids({ since: '2026-02-02T00:00:00.000Z' })).toEqual(['three', 'two']);
    expect(ids({ until: '2026-02-02T00:00:00.000Z' })).toEqual(['one']);
  });

  it('asks for the outcome of the host that is named, else of any', () => {
    expect(ids({ outcome: 'switched' })).toEqual(['three']);
    expect(ids({ outcome: 'switched', host: 'p510' })).toEqual([]);
    expect(ids({ outcome: 'none' })).toEqual(['two']);
    expect(ids({ host: 'hp' })).toEqual(['three', 'two']);
  });
});

describe('wordsMissing', () => {
  it('finds words in reasons, people, commits and outcomes, whatever their case', () => {
    const found = (text: string): string[] =>
      RUNS.filter((one) => wordsMissing(one, wordsOf(text)).length === 0).map(({ id }) => id);
    expect(found('SPACE left')).toEqual(['three']);
    expect(found('bob d1ff')).toEqual(['one']);
    expect(found('rolled back')).toEqual(['one']);
    expect(found('')).toEqual(['three', 'two', 'one']);
    expect(wordsMissing(RUNS[0]!, ['space', 'elsewhere'])).toEqual(['elsewhere']);
  });
});

describe('History', () => {
  const LOGS: Readonly<Record<string, string>> = { two: 'copying podman', one: 'building mesa' };
  const jobs = {
    list: async () => [],
    says: async (id: string, words: readonly string[]) => words.filter((word) => LOGS[id]?.includes(word)),
  };
  const history = new History(jobs as unknown as Jobs, { list: async () => RUNS } as unknown as RunJournal);
  const found = async (query: HistoryQuery): Promise<[string[], number]> => {
    const { runs, total } = await history.find(query);
    return [runs.map(({ id }) => id), total];
  };

  it('finds words that a record has together with words that its log has', async () => {
    expect(await found({ text: 'ada podman' })).toEqual([['two'], 1]);
    expect(await found({ text: 'bob podman' })).toEqual([[], 0]);
  });

  it('hands out a part, and counts all', async () => {
    expect(await found({ skip: 1, limit: 1 })).toEqual([['two'], 3]);
    expect(await found({ skip: 5 })).toEqual([[], 3]);
  });

  it('knows a run that is not there', async () => {
    await expect(history.details('gone')).rejects.toMatchObject({ code: 'unknown-run' });
  });
});

const PLAN: HostPlan = {
  host: 'p510',
  from: '/a',
  to: '/b',
  unchanged: false,
  packages: {
    added: [{ name: 'podman', version: '5' }],
    removed: [],
    changed: [{ name: 'mesa', from: '1', to: '2' }],
  },
  bytes: -5,
};
const LOG = [{ at: '2026-03-03T00:00:01.000Z', source: 'nix', text: 'ends a ``` block' }];

describe('an export', () => {
  it('is one line of JSON for a run, its log only where it is wanted', () => {
    const details = { run: RUNS[0]!, plans: [PLAN], log: LOG, dropped: 0 };
    const lines = [false, true].map((withLog) => runAsJson(details, withLog));
    expect(lines.map((line) => line.split('\n').length)).toEqual([2, 2]);
    expect(JSON.parse(lines[0]!)).toEqual({ ...RUNS[0], plans: [PLAN] });
    expect(JSON.parse(lines[1]!)).toMatchObject({ log: LOG });
  });

  it('is Markdown in which no text of a host can break out of its place', () => {
    const text = runAsMarkdown({ run: RUNS[0]!, plans: [PLAN], log: LOG, dropped: 2 }, true);
    expect(text).toContain('| p510 | failed | 3 |');
    expect(text).toContain('No space left \\| on device |');
    expect(text).toContain('- changed mesa 1 → 2\n- added podman 5\n- closure: -5 bytes');
    expect(text).toContain(
      '````\n2 earlier lines are left out\n2026-03-03T00:00:01.000Z nix| ends a ``` block\n````',
    );
    expect(runAsMarkdown({ run: RUNS[2]!, plans: null, log: null, dropped: 0 }, true)).toContain(
      'Its plan and log are not kept any more.',
    );
    expect(markdownHead(1, new Date(0))).toContain('1 run, newest first');
  });
});
