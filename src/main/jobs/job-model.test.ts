import { describe, expect, it } from 'vitest';
import type { JobStep } from '../../shared/contract';
import { isJobId, newJobId } from './job-id';
import { advanceStep, beginStep, weightedFraction } from './job-model';

const waiting = (id: string, weight: number): JobStep => ({
  id,
  title: id,
  weight,
  state: 'waiting',
  fraction: null,
});

describe('weightedFraction', () => {
  it('is null while no step knows', () => {
    expect(weightedFraction([])).toBe(null);
    expect(weightedFraction([waiting('a', 1)])).toBe(null);
    expect(weightedFraction(beginStep([waiting('a', 1)], 'a', 'now'))).toBe(null);
  });

  it('weighs what has ended and what runs', () => {
    let steps = [waiting('a', 1), waiting('b', 2), waiting('c', 7)];
    steps = beginStep(steps, 'a', 't1');
    steps = advanceStep(steps, 0.5);
    expect(weightedFraction(steps)).toBeCloseTo(0.05);
    steps = beginStep(steps, 'c', 't2');
    expect(steps.map((step) => step.state)).toEqual(['done', 'skipped', 'running']);
    expect(weightedFraction(steps)).toBeCloseTo(0.3);
    steps = advanceStep(steps, 7);
    expect(weightedFraction(steps)).toBe(1);
    expect(weightedFraction(advanceStep(steps, Number.NaN))).toBeCloseTo(0.3);
  });

  it('refuses a step that was not announced', () => {
    expect(() => beginStep([waiting('a', 1)], 'x', 't')).toThrow('no step x');
  });
});

describe('job ids', () => {
  it('sort by time and are safe as file names', () => {
    const earlier = newJobId(new Date('2026-11-23T03:15:00Z'));
    expect(earlier).toMatch(/^20261123-031500-/);
    expect(earlier < newJobId(new Date('2026-11-23T03:15:01Z'))).toBe(true);
    expect(isJobId(newJobId())).toBe(true);
    for (const bad of ['', '..', 'a/b', `${newJobId()}\n`, `../${newJobId()}`])
      expect(isJobId(bad)).toBe(false);
  });
});
