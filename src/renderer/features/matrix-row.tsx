/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus -- a grid that draws only what is in view is no table; the grid itself has the focus and names its active cell */
import { memo, type CSSProperties } from 'react';
import type { Board, BoardHost } from '../../shared/contract';
import { Icon } from '../ui';
import { categoryColour, type HostMarks } from './board-model';
import { featureCell, draftChanged, optionCell, type Cell } from './matrix-cells';
import type { MatrixRow } from './matrix-rows';

/** Pixels of the matrix: a row and its head, the column of names, a host's column. */
export const MATRIX = { row: 28, name: 252, column: 92 } as const;

/** The id of a cell, by which the grid names its active one; column 0 has the names. */
export function cellId(grid: string, row: number, column: number): string {
  return `${grid}-${row}-${column}`;
}

/** What all rows are drawn from. */
export interface MatrixData {
  readonly board: Board;
  readonly lanes: readonly BoardHost[];
  readonly drafted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly marks: ReadonlyMap<string, HostMarks>;
}

/** The cell of a row in a lane's column; null where the row has none. */
export function cellOf(row: MatrixRow, lane: BoardHost, { board, drafted, marks }: MatrixData): Cell | null {
  const draft = drafted.get(lane.host);
  if (row.kind === 'feature') {
    const changed = draftChanged(draft, row.path, board.featureRoots);
    return featureCell(board, lane, row.path, changed, marks.get(lane.host)?.get(row.path));
  }
  if (row.kind !== 'option') return null;
  const at = row.places.get(lane.host);
  if (at === undefined) return null;
  return optionCell(row.option, at, draftChanged(draft, row.option.path, board.featureRoots));
}

function rowWords(row: MatrixRow): string {
  switch (row.kind) {
    case 'category':
      return row.title;
    case 'feature':
      return row.name;
    case 'option':
      return row.option.name;
    case 'note':
      return row.words;
  }
}

function Name({ row, id, active }: { row: MatrixRow; id: string; active: boolean }) {
  const isOpen = row.kind === 'category' || row.kind === 'feature' ? row.open : undefined;
  const tip =
    row.kind === 'option'
      ? `${row.option.path}: ${row.option.type}\n${row.option.description}`
      : row.kind === 'feature'
        ? `${row.path}\n${row.entry?.feature.title ?? ''}`
        : rowWords(row);
  return (
    <div
      id={id}
      role="rowheader"
      aria-colindex={1}
      aria-expanded={isOpen}
      className={`mx-name ${row.kind}${active ? ' active' : ''}`}
      style={row.kind === 'category' ? ({ '--c': categoryColour(row.category) } as CSSProperties) : undefined}
      data-col={0}
      data-path={row.kind === 'feature' ? row.path : undefined}
      title={tip}
    >
      {row.kind === 'category' ? <i className="tick" /> : null}
      {isOpen === undefined ? null : <Icon name={isOpen ? 'down' : 'right'} small />}
      <span className="el">{rowWords(row)}</span>
      {row.kind === 'category' ? <span className="n">{row.count}</span> : null}
      {row.kind === 'option' && !row.option.declared ? (
        <Icon name="alert" small label="not declared" />
      ) : null}
      {row.kind === 'option' ? <span className="mx-type el">{row.option.type}</span> : null}
    </div>
  );
}

const Value = memo(function Value({
  id,
  name,
  host,
  column,
  active,
  text,
  look,
  icon,
  words,
  isSwitch,
}: Omit<Cell, 'place'> & {
  id: string;
  name: string;
  host: string;
  column: number;
  active: boolean;
  isSwitch: boolean;
}) {
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={column + 1}
      aria-label={`${name} on ${host}: ${words}`}
      className={`mx-cell ${look}${active ? ' active' : ''}`}
      style={{ left: MATRIX.name + (column - 1) * MATRIX.column }}
      data-col={column}
      data-host={host}
      data-look={look}
      title={words}
    >
      <span className={isSwitch ? 'mx-value mx-switch' : 'mx-value'} data-act="change">
        {text}
      </span>
      {icon ? (
        <span className="mx-mark" data-act="place">
          <Icon name={icon} small />
        </span>
      ) : null}
    </div>
  );
});

/** One row: its name, which stays at the left, and the cells of the columns in view. */
export const MatrixRowView = memo(function MatrixRowView({
  grid,
  row,
  index,
  first,
  last,
  active,
  data,
}: {
  grid: string;
  row: MatrixRow;
  index: number;
  /** The lanes in view. */
  first: number;
  last: number;
  /** The active column of this row; null where another row has it. */
  active: number | null;
  data: MatrixData;
}) {
  const hasCells = row.kind === 'feature' || row.kind === 'option';
  const isSwitch = row.kind === 'feature' || (row.kind === 'option' && row.option.editor.kind === 'bool');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`mx-row ${row.kind}${active === null ? '' : ' lit'}`}
      style={{ transform: `translateY(${(index + 1) * MATRIX.row}px)` }}
      data-row={index}
      data-key={row.key}
    >
      <Name row={row} id={cellId(grid, index, 0)} active={active === 0} />
      {hasCells
        ? data.lanes.slice(first, last + 1).map((lane, offset) => {
            const cell = cellOf(row, lane, data);
            const column = first + offset + 1;
            return cell ? (
              <Value
                key={lane.host}
                id={cellId(grid, index, column)}
                name={rowWords(row)}
                host={lane.host}
                column={column}
                active={active === column}
                text={cell.text}
                look={cell.look}
                icon={cell.icon}
                words={cell.words}
                isSwitch={isSwitch}
              />
            ) : null;
          })
        : null}
    </div>
  );
});
