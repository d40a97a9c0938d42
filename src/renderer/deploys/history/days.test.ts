import { describe, expect, it } from 'vitest';
import { dayBegins } from './days';

describe('dayBegins', () => {
  it('takes a day as it begins here, also over the end of a month', () => {
    expect(dayBegins('2026-01-31')).toBe(new Date(2026, 0, 31).toISOString());
    expect(dayBegins('2026-01-31', 1)).toBe(new Date(2026, 1, 1).toISOString());
  });
  it.each(['', '2026', '20260131'])('has none for "%s"', (day) => expect(dayBegins(day)).toBeNull());
});
