import { describe, expect, it } from 'vitest';
import type { HostPlan } from '../../shared/contract';
import { packageRows, planSummary } from './plan-words';

const plan: HostPlan = {
  host: 'h',
  from: '/a',
  to: '/b',
  unchanged: false,
  bytes: 61_000_000,
  packages: {
    changed: [
      { name: 'mesa', from: '1', to: '2' },
      { name: 'linux', from: '6.12.54', to: '6.12.58' },
    ],
    added: [{ name: 'podman', version: '5' }],
    removed: [{ name: 'docker', version: '28' }],
  },
};

describe('a plan in words', () => {
  it('orders rows by what happens, then by name', () =>
    expect(packageRows(plan.packages!).map((row) => `${row.kind} ${row.name}`)).toEqual([
      'changed linux',
      'changed mesa',
      'added podman',
      'removed docker',
    ]));
  it('sums up growth and shrinking', () => {
    expect(planSummary(plan)).toBe('4 packages, 61 MB more');
    expect(planSummary({ ...plan, bytes: -2_000_000 })).toBe('4 packages, 2.0 MB less');
    expect(planSummary({ ...plan, bytes: undefined })).toBe('4 packages');
  });
  it('does not take "not compared" for "nothing changes"', () => {
    expect(planSummary({ host: 'h', to: '/b', unchanged: false })).toBe('not compared');
    expect(planSummary({ ...plan, unchanged: true })).toBe('unchanged');
  });
});
