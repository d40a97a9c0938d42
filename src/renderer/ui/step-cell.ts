import type { KeyboardEvent } from 'react';

/** A cell by its place in the rows and columns that are shown; column 0 has the names. */
export interface ActiveCell {
  readonly row: number;
  readonly column: number;
}

const PAGE = 15;

/** Where a key leads from a cell; null for a key that leads nowhere. */
export function stepCell(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  from: ActiveCell,
  size: { readonly rows: number; readonly columns: number },
): ActiveCell | null {
  const lastRow = Math.max(0, size.rows - 1);
  const { row, column } = from;
  const far = event.ctrlKey || event.metaKey;
  const to = (nextRow: number, nextColumn: number): ActiveCell => ({
    row: Math.max(0, Math.min(lastRow, nextRow)),
    column: Math.max(0, Math.min(size.columns, nextColumn)),
  });
  switch (event.key) {
    case 'ArrowDown':
      return to(far ? lastRow : row + 1, column);
    case 'ArrowUp':
      return to(far ? 0 : row - 1, column);
    case 'ArrowRight':
      return to(row, far ? size.columns : column + 1);
    case 'ArrowLeft':
      return to(row, far ? 0 : column - 1);
    case 'Home':
      return to(far ? 0 : row, 0);
    case 'End':
      return to(far ? lastRow : row, size.columns);
    case 'PageDown':
      return to(row + PAGE, column);
    case 'PageUp':
      return to(row - PAGE, column);
    default:
      return null;
  }
}
