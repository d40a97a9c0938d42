import { describe, expect, it } from 'vitest';
import { ALL_COLUMNS, columnOf, fittingColumns, movedColumn, placedColumns } from './columns';

const ids = (columns: readonly { id: string }[]): string[] => columns.map(({ id }) => id);

describe('columns', () => {
  it('are as many as fit, the most telling first, always with host and state', () => {
    expect(ids(fittingColumns(0))).toEqual(['host', 'state']);
    expect(ids(fittingColumns(440))).toEqual(['host', 'state', 'gen', 'seen']);
    expect(ids(fittingColumns(10_000))).toEqual(ids(ALL_COLUMNS));
    const wide = fittingColumns(1084);
    expect(wide.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(1084);
    expect(ids(wide)).toContain('disk');
  });

  it('are what somebody chose, in that order, the name first', () => {
    const chosen = [
      { id: 'seen' as const, width: 90 },
      { id: 'host' as const, width: 200 },
      { id: 'seen' as const, width: 50 },
    ];
    expect(placedColumns(chosen, 0).map(({ id, width }) => [id, width])).toEqual([
      ['host', 200],
      ['seen', 90],
    ]);
    expect(ids(placedColumns([{ id: 'load', width: 80 }], 0))).toEqual(['host', 'load']);
  });

  it('move, but not over the name', () => {
    const columns = [columnOf('host'), columnOf('state'), columnOf('gen')];
    expect(ids(movedColumn(columns, 'gen', 1))).toEqual(['host', 'gen', 'state']);
    expect(ids(movedColumn(columns, 'state', 9))).toEqual(['host', 'gen', 'state']);
    expect(movedColumn(columns, 'gen', 2)).toBe(columns);
    expect(ids(movedColumn(columns, 'gen', 0))).toEqual(['host', 'gen', 'state']);
    expect(movedColumn(columns, 'host', 2)).toBe(columns);
  });
});
