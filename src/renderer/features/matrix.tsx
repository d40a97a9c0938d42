/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a grid that draws only what is in view is no table */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Board, Draft, Finding } from '../../shared/contract';
import { Filter } from '../ui';
import { draftedPaths, marksOf } from './board-model';
import { CellEditor } from './cell-editor';
import './matrix.css';
import type { Spot } from './matrix-actions';
import { useMatrixKeys } from './matrix-keys';
import { cellId, MATRIX, MatrixRowView, type MatrixData } from './matrix-row';
import { matrixRows } from './matrix-rows';
import { useOptions } from './use-options';

/** Columns and rows drawn beyond what is in view. */
const BEYOND = { columns: 2, rows: 6 };

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The hosts over the columns; they stay at the top. */
function Head({ data, first, last, lit }: { data: MatrixData; first: number; last: number; lit: number }) {
  return (
    <div role="row" aria-rowindex={1} className="mx-head">
      <div role="columnheader" aria-colindex={1} className="mx-name">
        Feature
      </div>
      {data.lanes.slice(first, last + 1).map((lane, offset) => {
        const column = first + offset + 1;
        return (
          <div
            key={lane.host}
            role="columnheader"
            aria-colindex={column + 1}
            className={column === lit ? 'mx-host el lit' : 'mx-host el'}
            style={{ left: MATRIX.name + (column - 1) * MATRIX.column }}
            title={`${lane.host}, ${lane.role ?? 'no role'}`}
          >
            {lane.host}
          </div>
        );
      })}
    </div>
  );
}

/** Every feature and option on every host, changed in place. Drawn only where it is in view, both ways. */
export function Matrix({
  board,
  draft,
  findings,
}: {
  board: Board;
  draft: Draft | undefined;
  findings: readonly Finding[];
}) {
  const [query, setQuery] = useState('');
  const [hostQuery, setHostQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState<Spot | null>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const options = useOptions(open);
  const rows = useMemo(
    () => matrixRows(board, { query, closed, open }, options),
    [board, query, closed, open, options],
  );
  const data = useMemo((): MatrixData => {
    const words = hostQuery.toLowerCase().split(/\s+/).filter(Boolean);
    const lanes = board.hosts.filter(({ host, role }) =>
      words.every((word) => `${host} ${role ?? ''}`.toLowerCase().includes(word)),
    );
    return {
      board,
      lanes,
      drafted: draftedPaths(draft, board.featureRoots),
      marks: marksOf(findings),
    };
  }, [board, hostQuery, draft, findings]);
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const vertical = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => MATRIX.row,
    overscan: BEYOND.rows,
    paddingStart: MATRIX.row,
    scrollPaddingStart: MATRIX.row,
  });
  // oxlint-disable-next-line react/incompatible-library -- as above
  const horizontal = useVirtualizer({
    horizontal: true,
    count: data.lanes.length,
    getScrollElement: () => scroller,
    estimateSize: () => MATRIX.column,
    overscan: BEYOND.columns,
    paddingStart: MATRIX.name,
    scrollPaddingStart: MATRIX.name,
  });
  const columns = horizontal.getVirtualItems();
  const first = columns[0]?.index ?? 0;
  const last = columns.at(-1)?.index ?? -1;
  const keys = useMatrixKeys({
    rows,
    data,
    scroller,
    show(row, column) {
      vertical.scrollToIndex(row);
      if (column > 0) horizontal.scrollToIndex(column - 1);
    },
    onToggle(row) {
      if (row.kind === 'category') setClosed(toggled(closed, row.category));
      if (row.kind === 'feature') setOpen(toggled(open, row.path));
    },
    onEdit: setEdited,
  });
  const { active } = keys;
  // Once the field is gone: while it is there it keeps the focus to itself.
  const wasEdited = useRef(false);
  useEffect(() => {
    if (wasEdited.current && edited === null) scroller?.focus();
    wasEdited.current = edited !== null;
  }, [edited, scroller]);
  return (
    <section className="matrix" aria-label="Matrix">
      <div className="matrix-bar">
        <Filter label="Filter features" value={query} onChange={setQuery} />
        <Filter label="Filter hosts" value={hostQuery} onChange={setHostQuery} />
        <span className="cap mut el">
          {data.lanes.length === board.hosts.length
            ? `${board.hosts.length} hosts`
            : `${data.lanes.length} of ${board.hosts.length} hosts`}
        </span>
      </div>
      {rows.length === 0 ? <p className="wb cap mut">No feature has these words.</p> : null}
      {data.lanes.length === 0 ? <p className="wb cap mut">No host has this name or role.</p> : null}
      <div
        ref={setScroller}
        id={keys.grid}
        className="mx"
        role="grid"
        tabIndex={0}
        aria-label="Features and hosts"
        aria-rowcount={rows.length + 1}
        aria-colcount={data.lanes.length + 1}
        aria-activedescendant={active ? cellId(keys.grid, active.row, active.column) : undefined}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onDoubleClick={keys.onDoubleClick}
        onContextMenu={keys.onContextMenu}
        onFocus={keys.onFocus}
      >
        <div
          role="presentation"
          className="mx-size"
          style={{ width: horizontal.getTotalSize(), height: vertical.getTotalSize() }}
        >
          <Head data={data} first={first} last={last} lit={active?.column ?? -1} />
          {vertical.getVirtualItems().map(({ index }) => {
            const row = rows[index];
            return row ? (
              <MatrixRowView
                key={row.key}
                grid={keys.grid}
                row={row}
                index={index}
                first={first}
                last={last}
                active={active?.row === index ? active.column : null}
                data={data}
              />
            ) : null;
          })}
        </div>
      </div>
      {edited ? <CellEditor spot={edited} onClose={() => setEdited(null)} /> : null}
    </section>
  );
}
