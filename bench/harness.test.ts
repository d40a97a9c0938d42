import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { figureTable, measure, table, type Figure, type Pair } from './harness';
import { mergeResults, type AreaResults } from './results';
import { median, summarize } from './statistics';

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-bench-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('statistics', () => {
  it('takes the middle of odd and even series, in any order', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([10, 1, 2, 3])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });
  it('a single slow round moves the maximum, not the middle nor the deviation', () => {
    expect(summarize([10, 11, 12, 13, 500])).toEqual({ rounds: 5, median: 12, min: 10, max: 500, mad: 1 });
  });
});

/** A pair on a clock of its own: each side takes a known time, the machine growing slower round by round. */
function staged(rounds: number) {
  let now = 0;
  let slowness = 1;
  const order: string[] = [];
  const step = (side: string, cost: number) => () => {
    order.push(side);
    now += cost * slowness;
    if (order.length % 2 === 0) slowness += 1;
  };
  const pair: Pair = {
    name: 'what',
    peer: 'peer 1.0',
    ours: step('ours', 1),
    theirs: step('theirs', 2),
    rounds,
    work: { amount: 3, unit: 'MB' },
  };
  return { pair, order, clock: () => now };
}

describe('measuring a pair', () => {
  it('takes turns, leaves the warm-up out, and keeps the ratio on a machine that slows down', async () => {
    const { pair, order, clock } = staged(5);
    const result = await measure(pair, clock);
    expect(order.slice(0, 4)).toEqual(['ours', 'theirs', 'theirs', 'ours']);
    expect(order).toHaveLength(14);
    expect(result.ours).toMatchObject({ rounds: 5, median: 5, min: 3, max: 7 });
    expect(result.theirs).toMatchObject({ rounds: 5, median: 10, min: 6, max: 14 });
    expect(result.ratio).toBe(0.5);
  });
  it('a side that fails ends the measurement', async () => {
    const { pair, clock } = staged(1);
    const broken: Pair = { ...pair, theirs: () => Promise.reject(new Error('refused')) };
    await expect(measure(broken, clock)).rejects.toThrow('refused');
  });
  it('shows medians, spread, rates and the ratio', async () => {
    const { pair, clock } = staged(5);
    const text = table([await measure({ ...pair, note: 'be fair' }, clock)]);
    expect(text).toMatch(/what +ours +5\.00 +3\.00–7\.00 ±1\.00 +600\.0 MB\/s +0\.50\n/);
    expect(text).toMatch(/ +peer 1\.0 +10\.0 +6\.00–14\.0 ±2\.00 +300\.0 MB\/s\n/);
    expect(text).toContain('what: be fair');
  });
  it('shows the aim beside the ratio', async () => {
    const { pair, clock } = staged(5);
    expect(table([await measure({ ...pair, aim: 1.1 }, clock)])).toContain('0.50 (aim 1.10)');
  });
});

const echo: Figure = { name: 'echo', unit: 'ms', summary: summarize([20, 30, 100]), aim: 50, note: 'a key' };

describe('figures without a peer', () => {
  it('show their unit, spread, runs and aim', () => {
    const memory: Figure = { name: 'memory', unit: 'MB', summary: summarize([120]) };
    expect(figureTable([echo, memory])).toBe(
      [
        'what    median   min–max ±MAD    runs  aim',
        'echo    30.0 ms  20.0–100 ±10.0  3     50 ms',
        'memory  120 MB   120–120 ±0.00   1',
        'echo: a key',
      ].join('\n'),
    );
  });
});

const run = (commit: string): AreaResults => ({
  commit,
  dirty: false,
  node: 'v20.19.0',
  cpu: '2 × a',
  date: '2026-01-01T00:00:00.000Z',
  pairs: [],
});

describe('results', () => {
  const file = join(scratch, 'results.json');
  it('replaces one area and keeps the others, in the order of their names', () => {
    mergeResults(file, 'write', run('1'));
    mergeResults(file, 'read', run('2'));
    mergeResults(file, 'write', run('3'));
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, AreaResults>;
    expect(Object.entries(kept).map(([area, { commit }]) => [area, commit])).toEqual([
      ['read', '2'],
      ['write', '3'],
    ]);
    expect(existsSync(`${file}.${process.pid}`)).toBe(false);
  });
  it('keeps figures and the load when another area is written', () => {
    mergeResults(file, 'ssh', { ...run('5'), load: 3, figures: [echo] });
    mergeResults(file, 'read', run('6'));
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, AreaResults>;
    expect(kept['ssh']).toMatchObject({ load: 3, figures: [echo] });
  });
  it('does not overwrite a file that is something else', () => {
    writeFileSync(file, '{"read": 1}');
    expect(() => mergeResults(file, 'read', run('4'))).toThrow();
    expect(readFileSync(file, 'utf8')).toBe('{"read": 1}');
  });
});
