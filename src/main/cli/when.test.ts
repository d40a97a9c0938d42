import { describe, expect, it } from 'vitest';
import { spanOf, timeOf } from './when';

describe('times as they are typed', () => {
  const now = new Date(2026, 2, 1, 8, 30);

  it.each([
    ['today', new Date(2026, 2, 1)],
    ['yesterday', new Date(2026, 1, 28)],
    ['12h', new Date(2026, 1, 28, 20, 30)],
    ['2w', new Date(2026, 1, 15, 8, 30)],
    ['2026-01-31', new Date(2026, 0, 31)],
    ['2026-01-31 08:00', new Date(2026, 0, 31, 8)],
    ['2026-01-31T08:00:00Z', new Date(Date.UTC(2026, 0, 31, 8))],
  ])('%s', (text, at) => expect(timeOf(text, now)).toBe(at.toISOString()));

  it.each(['', 'soon', '5', '30 fortnights', '2026-13-45'])('refuses "%s"', (text) =>
    expect(() => timeOf(text, now)).toThrow('It is a day'),
  );

  it('reads spans', () => {
    expect(spanOf('90min')).toBe(5_400_000);
    expect(() => spanOf('30')).toThrow('span');
  });
});
