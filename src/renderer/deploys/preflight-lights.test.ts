import { describe, expect, it } from 'vitest';
import { type HostPreflight, type Light, preflightCheckNames } from '../../shared/contract';
import { CHECK_WORDS, COLUMNS, shownCheck, spoken, troubles } from './preflight-lights';

function lights(host: string, change: Partial<Record<string, Light>> = {}): HostPreflight {
  const checks = preflightCheckNames.map((name) => ({
    name,
    state: change[name] ?? 'green',
    words: `${name} of ${host}.`,
  }));
  return { host, at: '2026-11-26T12:00:00Z', ok: checks.every(({ state }) => state !== 'red'), checks };
}
const column = (words: string) => COLUMNS.find((one) => one.words === words)!;

it('has each check in one column, and a word for it', () => {
  const all = COLUMNS.flatMap(({ checks }) => checks);
  expect(all.toSorted()).toEqual([...preflightCheckNames].toSorted());
  expect(Object.keys(CHECK_WORDS).toSorted()).toEqual([...preflightCheckNames].toSorted());
});

describe('a column', () => {
  it.each<[string, Partial<Record<string, Light>>, string]>([
    ['Login', {}, 'sudo'],
    ['Login', { login: 'red', sudo: 'unknown', copy: 'unknown' }, 'login'],
    ['Login', { copy: 'amber' }, 'copy'],
    ['System', {}, 'system'],
    ['System', { clock: 'amber', switch: 'red' }, 'switch'],
    // What only the built system can tell is no trouble.
    ['System', { inhibitors: 'unknown' }, 'system'],
    ['System', { inhibitors: 'unknown', reboot: 'amber' }, 'reboot'],
    ['Store', { store: 'unknown' }, 'store'],
  ])('%s shows of %j the light of %s', (words, change, name) =>
    expect(shownCheck(column(words), lights('a', change))?.name).toBe(name),
  );
});

it('puts what keeps a deploy from a host before what is only worth knowing', () =>
  expect(troubles(lights('a', { sudo: 'amber', boot: 'red' })).map(({ name }) => name)).toEqual([
    'boot',
    'sudo',
  ]));

it.each([
  [[lights('a')], 'Preflight: a is ready'],
  [[lights('a', { sudo: 'amber' }), lights('b')], 'Preflight: 2 ready'],
  [[lights('a', { reach: 'red' })], 'Preflight: a is not ready: reach of a.'],
  [[lights('a'), lights('b', { boot: 'red' })], 'Preflight: 1 ready; b is not ready: boot of b.'],
])('speaks of what was found', (all, words) => expect(spoken(all)).toBe(words));
