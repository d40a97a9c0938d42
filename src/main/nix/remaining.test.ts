import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuildNode } from '../../shared/contract';
import { resolveHome } from '../state';
import { createBuildTimes, learnt, nameAlone } from './build-times';
import { remainingMs } from './remaining';

const NOW = new Date(100_000);
const node = (name: string, parent?: string, more: Partial<BuildNode> = {}): BuildNode => ({
  id: name,
  name,
  kind: 'build',
  state: 'waiting',
  ...(parent === undefined ? {} : { parent }),
  ...more,
});
const took = (times: Readonly<Record<string, number>>) => (name: string) => times[name];

describe('what is left of a build', () => {
  it('is what stands in a chain, however many builders there are', () =>
    expect(
      remainingMs([node('c', 'b'), node('b', 'a'), node('a')], took({ a: 1, b: 10, c: 100 }), 8, NOW),
    ).toBe(111));

  it('is everything spread over the builders, where nothing waits for anything', () =>
    expect(
      remainingMs([node('a'), node('b'), node('c'), node('d')], took({ a: 10, b: 10, c: 10, d: 10 }), 2, NOW),
    ).toBe(20));

  it('counts what runs by what is left of it, and nothing that is done', () =>
    expect(
      remainingMs(
        [
          node('a', undefined, { state: 'running', startedAt: new Date(99_000).toISOString() }),
          node('b', undefined, { state: 'done' }),
        ],
        took({ a: 1500, b: 9999 }),
        1,
        NOW,
      ),
    ).toBe(500));

  it('takes the unknown as the average, unless most are unknown', () => {
    expect(remainingMs([node('a'), node('b')], took({ a: 10 }), 1, NOW)).toBe(20);
    expect(remainingMs([node('a'), node('b'), node('c')], took({ a: 10 }), 1, NOW)).toBeUndefined();
    expect(remainingMs([], took({}), 1, NOW)).toBeUndefined();
  });

  it('ends where derivations name each other', () =>
    expect(remainingMs([node('a', 'b'), node('b', 'a')], took({ a: 1, b: 2 }), 4, NOW)).toBe(3));
});

describe('what is remembered of build times', () => {
  it('is by name without version', () => {
    expect(nameAlone('gcc-wrapper-13.2.0')).toBe('gcc-wrapper');
    expect(nameAlone('unit-sshd.service')).toBe('unit-sshd.service');
  });

  it('evens out, and is bounded: what was not built for longest goes', () => {
    const before = { old: { ms: 1, at: 1 }, gcc: { ms: 100, at: 2 } };
    expect(learnt(before, new Map([['gcc-14.1', 300]]), 3, 2)).toEqual({
      gcc: { ms: 200, at: 3 },
      old: { ms: 1, at: 1 },
    });
    expect(Object.keys(learnt(before, new Map([['new-1', 5]]), 3, 2))).toEqual(['new', 'gcc']);
  });

  it('outlives the process', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-times-'));
    const home = resolveHome({ SNOWFLEET_HOME: dir });
    await createBuildTimes(home).learn(new Map([['linux-6.6', 42]]));
    expect((await createBuildTimes(home).read())('linux-6.12')).toBe(42);
    rmSync(dir, { recursive: true });
  });
});
