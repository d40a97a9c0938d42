import { describe, expect, it } from 'vitest';
import { stepCell } from './step-cell';

describe('keys from cell to cell', () => {
  const size = { rows: 5, columns: 3 };
  const step = (key: string, row: number, column: number, ctrlKey = false) =>
    stepCell({ key, ctrlKey, metaKey: false }, { row, column }, size);
  it('stay inside', () => {
    expect(step('ArrowUp', 0, 0)).toEqual({ row: 0, column: 0 });
    expect(step('ArrowRight', 2, 3)).toEqual({ row: 2, column: 3 });
    expect(step('PageDown', 2, 1)).toEqual({ row: 4, column: 1 });
  });
  it('go to the ends', () => {
    expect(step('Home', 2, 2)).toEqual({ row: 2, column: 0 });
    expect(step('End', 2, 0)).toEqual({ row: 2, column: 3 });
    expect(step('End', 0, 0, true)).toEqual({ row: 4, column: 3 });
    expect(step('ArrowDown', 0, 1, true)).toEqual({ row: 4, column: 1 });
  });
  it('are no others', () => expect(step('x', 0, 0)).toBeNull());
});
