/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-static-element-interactions, jsx-a11y/interactive-supports-focus -- see host-grid; the button in a head has the focus */
import { type DragEvent, type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Arrangement, InventoryColumn } from '../../shared/contract';
import { announce } from '../app';
import { movedColumn, NARROWEST, type PlacedColumn, WIDEST } from './columns';

type Sort = Arrangement['sort'];

/** Ascending, descending, and back to the fleet's own order. */
export function nextSort(sort: Sort, column: InventoryColumn): Sort {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

const STEP = 16;
const DRAGGED = 'application/x-snowfleet-column';

function ariaSort(sort: Sort, column: InventoryColumn): 'ascending' | 'descending' | 'none' {
  if (sort?.column !== column) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}

interface HeadProps {
  readonly columns: readonly PlacedColumn[];
  readonly sort: Sort;
  /** Whether all lines that are shown are chosen, or some. */
  readonly chosen: 'all' | 'some' | 'none';
  onSort(sort: Sort): void;
  /** Called while a column is dragged wider; `done` with the last width. */
  onWidth(id: InventoryColumn, width: number, done: boolean): void;
  onColumns(columns: readonly PlacedColumn[]): void;
  onChooseAll(): void;
  /** Down from the heads. */
  onLeave(): void;
}

const limited = (width: number): number => Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));

/**
 * The heads: click or Enter sorts, dragging moves or widens. One of them takes the focus at a time: Left and Right go
 * along them, with Alt they move the column, with Shift they change its width.
 */
export function GridHead(props: HeadProps) {
  const { columns, sort, chosen, onSort, onWidth, onColumns, onChooseAll, onLeave } = props;
  const [entry, setEntry] = useState<InventoryColumn>('host');
  const [dragged, setDragged] = useState<InventoryColumn | null>(null);
  const [over, setOver] = useState<InventoryColumn | null>(null);
  const focusable = columns.some(({ id }) => id === entry) ? entry : 'host';

  const say = (column: PlacedColumn, next: Sort): void => {
    onSort(next);
    announce(
      next === null
        ? 'In the fleet’s own order'
        : `Sorted by ${column.words}, ${next.descending ? 'descending' : 'ascending'}`,
    );
  };
  const move = (id: InventoryColumn, to: number): void => {
    const moved = movedColumn(columns, id, to);
    if (moved === columns) return;
    onColumns(moved);
    announce(`Column ${moved.findIndex((one) => one.id === id) + 1} of ${moved.length}`);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, column: PlacedColumn): void => {
    const at = columns.indexOf(column);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onLeave();
      return;
    }
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.altKey) {
      if (at + step >= 1) move(column.id, at + step);
    } else if (event.shiftKey) {
      const present = event.currentTarget.closest<HTMLElement>('[data-column]')?.offsetWidth ?? column.width;
      onWidth(column.id, limited(present + step * STEP), true);
    } else {
      const next = columns[at + step];
      if (next === undefined) return;
      setEntry(next.id);
      event.currentTarget
        .closest('[role="row"]')
        ?.querySelector<HTMLElement>(`[data-column="${next.id}"] button`)
        ?.focus();
    }
  };
  const onDrop = (event: DragEvent, onto: InventoryColumn): void => {
    event.preventDefault();
    setOver(null);
    if (dragged !== null)
      move(
        dragged,
        columns.findIndex(({ id }) => id === onto),
      );
    setDragged(null);
  };

  return (
    <div role="row" className="line heads" aria-rowindex={1}>
      <div role="columnheader" className="cell pick">
        <input
          type="checkbox"
          aria-label="Choose all hosts that are shown"
          checked={chosen === 'all'}
          ref={(box) => {
            if (box) box.indeterminate = chosen === 'some';
          }}
          onChange={onChooseAll}
        />
      </div>
      {columns.map((column) => {
        const { id, head, words, right } = column;
        const classes = ['cell', `c-${id}`, right ? 'r' : '', over === id && dragged !== id ? 'drop' : ''];
        const direction = ariaSort(sort, id);
        return (
          <div
            key={id}
            role="columnheader"
            className={classes.filter(Boolean).join(' ')}
            data-column={id}
            aria-sort={direction}
            draggable={id !== 'host'}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, id);
              event.dataTransfer.effectAllowed = 'move';
              setDragged(id);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(id);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDrop={(event) => onDrop(event, id)}
          >
            <button
              type="button"
              title={words}
              tabIndex={id === focusable ? 0 : -1}
              onFocus={() => setEntry(id)}
              onClick={() => say(column, nextSort(sort, id))}
              onKeyDown={(event) => onKeyDown(event, column)}
            >
              <span className="el">{head}</span>
              <span className="sort-mark" aria-hidden="true">
                {direction === 'none' ? '' : direction === 'ascending' ? '↑' : '↓'}
              </span>
            </button>
            <Grip column={column} onWidth={onWidth} />
          </div>
        );
      })}
    </div>
  );
}

/** The edge one drags to make a column wider. The keyboard does the same from the head. */
function Grip({ column, onWidth }: { column: PlacedColumn; onWidth: HeadProps['onWidth'] }) {
  const [start, setStart] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const widthAt = (event: PointerEvent): number =>
    limited((start?.width ?? 0) + event.clientX - (start?.x ?? 0));
  return (
    <span
      className={start ? 'col-grip on' : 'col-grip'}
      aria-hidden="true"
      // Or the head would be carried off.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart({
          x: event.clientX,
          width: event.currentTarget.closest<HTMLElement>('[data-column]')?.offsetWidth ?? column.width,
        });
      }}
      onPointerMove={(event) => {
        if (start) onWidth(column.id, widthAt(event), false);
      }}
      onPointerUp={(event) => {
        if (start && event.clientX !== start.x) onWidth(column.id, widthAt(event), true);
        setStart(null);
      }}
      onPointerCancel={() => setStart(null)}
    />
  );
}
