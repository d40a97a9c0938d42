import { describe, expect, it } from 'vitest';
import { sparkPoints } from './sparkline';

const at = (minute: number, one: number) => ({
  at: new Date(Date.UTC(2025, 0, 1, 0, minute)).toISOString(),
  one,
});

describe('the line of a load', () => {
  it('is none where there is only one answer, or none', () => {
    expect(sparkPoints([])).toBeNull();
    expect(sparkPoints([at(1, 1)])).toBeNull();
    expect(sparkPoints([at(1, 1), at(1, 2)])).toBeNull();
  });

  it('goes by time, and a small load stays low', () => {
    expect(sparkPoints([at(0, 0), at(15, 0.5), at(60, 1)])).toBe('0.0,14.5 14.0,8.0 56.0,1.5');
    expect(sparkPoints([at(0, 4), at(60, 2)])).toBe('0.0,1.5 56.0,8.0');
  });
});
