import { useId, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { announce } from '../app';
import { type ActiveCell, stepCell } from '../ui';
import {
  explainSpot,
  isOwn,
  lockedWords,
  openCellMenu,
  openPlace,
  toggleSpot,
  unsetSpot,
  type Spot,
} from './matrix-actions';
import { cellId, cellOf, type MatrixData } from './matrix-row';
import type { MatrixRow } from './matrix-rows';
import { selectFeature } from './board-view';

interface MatrixKeysInput {
  readonly rows: readonly MatrixRow[];
  readonly data: MatrixData;
  readonly scroller: HTMLElement | null;
  readonly show: (row: number, column: number) => void;
  /** Opens or closes a category or a feature. */
  readonly onToggle: (row: MatrixRow) => void;
  readonly onEdit: (spot: Spot) => void;
}

function cellElement(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement || target instanceof SVGElement
    ? target.closest<HTMLElement>('[data-col]')
    : null;
}

/** The active cell of the matrix, and what keys and clicks do with it. */
export function useMatrixKeys(input: MatrixKeysInput) {
  const { rows, data, scroller, show, onToggle, onEdit } = input;
  const grid = useId();
  const [at, setAt] = useState<ActiveCell | null>(null);
  const active =
    at && rows.length > 0
      ? { row: Math.min(at.row, rows.length - 1), column: Math.min(at.column, data.lanes.length) }
      : null;
  const size = { rows: rows.length, columns: data.lanes.length };

  const spotAt = ({ row: index, column }: ActiveCell): Spot | null => {
    const row = rows[index];
    const lane = data.lanes[column - 1];
    if (!row || !lane || (row.kind !== 'feature' && row.kind !== 'option')) return null;
    const cell = cellOf(row, lane, data);
    if (!cell) return null;
    const anchor = document.getElementById(cellId(grid, index, column)) ?? scroller;
    return anchor ? { board: data.board, row, lane, cell, anchor } : null;
  };
  const change = (spot: Spot): void => {
    const locked = lockedWords(spot);
    if (locked !== null) {
      announce(locked);
      openPlace(spot);
      return;
    }
    if (!toggleSpot(spot)) onEdit(spot);
  };
  const go = (to: ActiveCell): void => {
    setAt(to);
    show(to.row, to.column);
    const row = rows[to.row];
    if (row?.kind === 'feature') selectFeature(row.path);
  };
  /** What a key does with the active cell; false for one that does nothing. */
  const act = (key: string, cell: ActiveCell): boolean => {
    const row = rows[cell.row];
    if (cell.column === 0) {
      if (!row || (key !== 'Enter' && key !== ' ')) return false;
      onToggle(row);
      return true;
    }
    const spot = spotAt(cell);
    if (!spot) return false;
    switch (key) {
      case 'Enter':
      case ' ':
        change(spot);
        return true;
      case 'Delete':
      case 'Backspace':
        if (isOwn(spot)) void unsetSpot(spot);
        else announce(`It is not set in a file of ${spot.lane.host}'s own.`);
        return true;
      case 'e':
        explainSpot(spot);
        return true;
      case 'o':
        openPlace(spot);
        return true;
      default:
        return false;
    }
  };
  return {
    grid,
    active,
    onFocus: (): void => {
      if (at === null && rows.length > 0) setAt({ row: 0, column: 0 });
    },
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.target !== event.currentTarget || event.altKey) return;
      const from = active ?? { row: 0, column: 0 };
      const to = stepCell(event, from, size);
      if (to) {
        event.preventDefault();
        go(to);
      } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        event.preventDefault();
        const spot = spotAt(from);
        if (spot) openCellMenu(spot, () => change(spot));
      } else if (!event.ctrlKey && !event.metaKey && act(event.key, from)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    onClick: (event: MouseEvent): void => {
      const element = cellElement(event.target);
      const rowElement = element?.closest<HTMLElement>('[data-row]');
      if (!element || !rowElement) return;
      const cell = { row: Number(rowElement.dataset['row']), column: Number(element.dataset['col']) };
      setAt(cell);
      const row = rows[cell.row];
      if (row?.kind === 'feature') selectFeature(row.path);
      if (cell.column === 0) {
        if (row) onToggle(row);
        return;
      }
      const spot = spotAt(cell);
      const told = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-act]') : null;
      if (!spot || !told) return;
      if (told.dataset['act'] === 'place') openPlace(spot);
      else change(spot);
    },
    onDoubleClick: (event: MouseEvent): void => {
      const told = event.target instanceof Element ? event.target.closest('[data-act]') : null;
      const spot = active && !told ? spotAt(active) : null;
      if (spot) change(spot);
    },
    onContextMenu: (event: MouseEvent): void => {
      const element = cellElement(event.target);
      const rowElement = element?.closest<HTMLElement>('[data-row]');
      if (!element || !rowElement) return;
      const cell = { row: Number(rowElement.dataset['row']), column: Number(element.dataset['col']) };
      const spot = spotAt(cell);
      if (!spot) return;
      event.preventDefault();
      setAt(cell);
      openCellMenu(spot, () => change(spot));
    },
  };
}
