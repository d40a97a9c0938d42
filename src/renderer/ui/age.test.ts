import { describe, expect, it } from 'vitest';
import { age, ago, duration, moment } from './age';

const now = Date.parse('2026-11-23T12:00:00Z');
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

describe('age', () => {
  it.each([
    [0, 'now'],
    [12, '12 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [86_400 * 3, '3 d'],
  ])('%i seconds are %s', (seconds, words) => expect(age(before(seconds), now)).toBe(words));

  it('takes a clock that runs ahead as now', () => expect(age(before(-40), now)).toBe('now'));
  it('never invents an age', () => expect(age('never', now)).toBe('not known'));
  it('reads inside a sentence', () => {
    expect(ago(before(1), now)).toBe('just now');
    expect(ago(before(40), now)).toBe('40 s ago');
  });
});

describe('duration', () => {
  it.each([
    [2100, '2.1 s'],
    [48_900, '48 s'],
    [68_000, '1 min 8 s'],
    [7_500_000, '2 h 5 min'],
  ])('%i ms are %s', (ms, words) => expect(duration(ms)).toBe(words));
});

describe('moment', () => {
  it('names today, yesterday and the day before by date', () => {
    const noon = new Date(2026, 10, 23, 12).getTime();
    expect(moment(new Date(2026, 10, 23, 8, 41).toISOString(), noon)).toBe('today 08:41');
    expect(moment(new Date(2026, 10, 22, 22, 10).toISOString(), noon)).toBe('yesterday 22:10');
    expect(moment(new Date(2026, 10, 20, 9, 14).toISOString(), noon)).toBe('20 Nov 09:14');
  });
});
