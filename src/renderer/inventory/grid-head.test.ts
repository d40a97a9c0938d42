import { describe, expect, it } from 'vitest';
import { nextSort } from './grid-head';

describe('sorting by a head', () => {
  it('goes up, down, and back to the fleet’s own order', () => {
    const up = nextSort(null, 'load');
    expect(up).toEqual({ column: 'load', descending: false });
    const down = nextSort(up, 'load');
    expect(down).toEqual({ column: 'load', descending: true });
    expect(nextSort(down, 'load')).toBeNull();
  });

  it('begins anew with another column', () =>
    expect(nextSort({ column: 'load', descending: true }, 'host')).toEqual({
      column: 'host',
      descending: false,
    }));
});
