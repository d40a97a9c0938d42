import { describe, expect, it } from 'vitest';
import type { BoardChange, FeatureState, InventoryChange } from '../../shared/contract';
import { packNames, packStates } from '../../shared/features';
import { keptWhole, mergeBoard, mergeInventory } from './kept-whole';

const on: FeatureState = {
  path: 'features.a',
  state: 'on',
  on: true,
  place: { file: 'a.nix', line: 3, column: 5 },
};
const states: FeatureState[] = [
  on,
  { path: 'features.b', state: 'inherited', on: true, by: 'features.a', place: { file: 'b.nix', line: 1 } },
  { path: 'features.c', state: 'inherited', on: true, by: 'features.gone' },
  { path: 'features.d', state: 'off', on: false, place: { file: 'a.nix', line: 9, column: 1 } },
  { path: 'features.e', state: 'forced', on: false, place: { file: 'a.nix', line: 10, column: 1 } },
  { path: 'features.f', state: 'forced', on: true, place: { file: 'a.nix', line: 11, column: 1 } },
  { path: 'features.g', state: 'computed', on: false, place: { file: 'a.nix', line: 12, column: 1 } },
];

function change(
  revision: string,
  hosts: Readonly<Record<string, readonly FeatureState[]>>,
  order: string[] | null,
): BoardChange {
  const names = new Map<string, number>();
  const changed = Object.entries(hosts).map(([host, of]) => ({
    host,
    role: null,
    hardware: null,
    states: packStates(of, names),
  }));
  return {
    revision,
    featureRoots: ['features'],
    readMs: 1,
    names: [...names.keys()],
    hosts: { changed, order },
  };
}

describe('a board put together from changes', () => {
  it('has the states that were packed, whatever their kind', () => {
    expect(mergeBoard(undefined, change('1', { h: states }, ['h'])).hosts[0]?.states).toEqual(states);
  });

  it('keeps what did not change by identity, and forgets hosts that are gone', () => {
    const first = mergeBoard(undefined, {
      ...change('1', { h: [on], i: [], j: [] }, ['h', 'i', 'j']),
      features: [],
    });
    const same = mergeBoard(first, change('1', {}, null));
    expect(same.hosts).toBe(first.hosts);
    const second = mergeBoard(same, change('2', { i: [on] }, ['i', 'h']));
    expect(second.hosts.map(({ host }) => host)).toEqual(['i', 'h']);
    expect(second.hosts[1]).toBe(first.hosts[0]);
    expect(second.features).toBe(first.features);
  });
});

function inventoryChange(
  hosts: Readonly<Record<string, readonly string[]>>,
  order: string[] | null,
): InventoryChange {
  const names = new Map<string, number>();
  const changed = Object.entries(hosts).map(([name, features]) => ({
    name,
    kind: 'machine' as const,
    inFlake: true,
    file: null,
    line: null,
    facts: {},
    features: packNames(features, names),
    source: 'source' as const,
  }));
  const fleet = {
    dir: '/fleet',
    name: 'fleet',
    commit: null,
    branch: null,
    dirty: false,
    featureRoots: ['features'],
    readAt: '2026-01-01T00:00:00.000Z',
    evaluatedAt: null,
    practice: false,
  };
  return { revision: '1', fleet, names: [...names.keys()], hosts: { changed, order } };
}

describe('an inventory put together from changes', () => {
  it('has the features that were packed, and keeps what did not change by identity', () => {
    const first = mergeInventory(
      undefined,
      inventoryChange({ h: ['b', 'a'], i: ['a'], j: [] }, ['h', 'i', 'j']),
    );
    expect(first.hosts.map(({ features }) => features)).toEqual([['b', 'a'], ['a'], []]);
    const second = mergeInventory(first, inventoryChange({ i: ['c', 'b'] }, null));
    expect(second.hosts[1]?.features).toEqual(['c', 'b']);
    expect(second.hosts[0]).toBe(first.hosts[0]);
  });

  it('refuses a place without a name', () => {
    const { hosts, ...rest } = inventoryChange({ h: ['a'] }, ['h']);
    expect(() => mergeInventory(undefined, { ...rest, names: [], hosts })).toThrow('cannot be read');
  });
});

describe('a thing that is kept as a whole', () => {
  it('asks for what changed since what it had, also where an older question is answered last', async () => {
    const asked: (string | undefined)[] = [];
    const answers: ((revision: string) => void)[] = [];
    const kept = keptWhole(
      ['key'],
      ({ since }) => {
        asked.push(since);
        return new Promise<{ revision: string; news: string[] }>((resolve) => {
          answers.push((revision) => resolve({ revision, news: [`${since ?? ''}>${revision}`] }));
        });
      },
      (before: string[] | undefined, { news }) => [...(before ?? []), ...news],
    );
    const ask = () => kept.queryFn({ signal: new AbortController().signal });
    const first = ask();
    answers[0]?.('1');
    expect(await first).toEqual(['>1']);
    const [second, third] = [ask(), ask()];
    answers[2]?.('3');
    expect(await third).toEqual(['>1', '1>3']);
    answers[1]?.('2');
    expect(await second).toEqual(['>1', '1>2']);
    const fourth = ask();
    answers[3]?.('3');
    expect(await fourth).toEqual(['>1', '1>2', '2>3']);
    expect(asked).toEqual([undefined, '1', '1', '2']);
  });
});
