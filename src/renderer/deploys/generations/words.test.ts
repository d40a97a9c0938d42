import { describe, expect, it } from 'vitest';
import type { Generation } from '../../../shared/contract';
import { comparedPair, deletedWords, generationsWords, isHeld, olderThan } from './words';

const generation = (number: number, more: Partial<Generation> = {}): Generation => ({
  number,
  path: `/nix/store/${number}`,
  date: `2026-01-0${number}T00:00:00.000Z`,
  current: false,
  bootDefault: false,
  booted: false,
  nixosVersion: null,
  kernel: null,
  ...more,
});
const ALL = [
  generation(4, { current: true }),
  generation(3),
  generation(2, { path: '/nix/store/4' }),
  generation(1, { booted: true }),
];

describe('generations', () => {
  it('are held also under an older number of the same system', () =>
    expect(ALL.map((one) => isHeld(one, ALL))).toEqual([true, false, true, true]));

  it('are offered for deletion by age, but for those that are held', () => {
    expect(olderThan(ALL, 1, Date.parse('2026-01-04T00:00:01.000Z'))).toEqual([3]);
    expect(olderThan(ALL, 2, Date.parse('2026-01-04T00:00:01.000Z'))).toEqual([]);
  });

  it('are compared from older to newer, one alone with the current', () => {
    expect(comparedPair(ALL, new Set([3, 1]))).toEqual([1, 3]);
    expect(comparedPair(ALL, new Set([3]))).toEqual([3, 4]);
    expect(comparedPair(ALL, new Set([4]))).toBeNull();
    expect(comparedPair(ALL, new Set([1, 2, 3]))).toBeNull();
  });

  it('say what became of them', () => {
    const done = {
      host: 'h',
      numbers: [2, 1],
      held: [],
      absent: [7],
      paths: 1,
      bytes: 2_000,
      free: 1,
      freeAfter: 3_000,
    };
    expect(deletedWords(done)).toBe(
      'Generations 1, 2 deleted: 2.0 kB in 1 store path freed, 3.0 kB are free now. Gone already: 7.',
    );
    expect(
      deletedWords({ ...done, numbers: [], absent: [], held: [{ number: 3, because: 'running' }] }),
    ).toBe('Nothing was deleted. In use meanwhile, and kept: 3.');
    expect(generationsWords([3])).toBe('generation 3');
  });
});
