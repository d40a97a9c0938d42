/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a grid that draws only what is in view is no table */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  useId,
  useMemo,
  useState,
} from 'react';
import type { Secret } from '../../shared/contract';
import { type ActiveCell, Icon, stepCell } from '../ui';
import { columnName, READING, type ReaderColumn, readingOf, STATE } from './secrets-model';

/** Pixels, as the style sheet has them. */
const ROW = 34;
const HEAD = 42;
const FIXED = 176 + 104 + 52;
const READER = 58;

const cellId = (grid: string, row: number, column: number): string => `${grid}-${row}-${column}`;

function Head({ columns, lit }: { columns: readonly ReaderColumn[]; lit: number | null }) {
  return (
    <div role="row" aria-rowindex={1} className="sg-row sg-head">
      {['Secret', 'State', 'Hosts'].map((words, at) => (
        <div key={words} role="columnheader" aria-colindex={at + 1} className={`sg-name lab c${at}`}>
          {words}
        </div>
      ))}
      {columns.map((column, at) => {
        const name = columnName(column);
        const kind = column.kind === 'unnamed' ? 'key' : column.recipient.kind;
        return (
          <div
            key={name}
            role="columnheader"
            aria-colindex={at + 4}
            className={lit === at + 1 ? 'sg-reader lit' : 'sg-reader'}
            title={column.kind === 'unnamed' ? 'Keys that nobody here names' : column.recipient.key}
          >
            <span className="el">{name}</span>
            <em>{kind}</em>
          </div>
        );
      })}
    </div>
  );
}

const Row = memo(function Row({
  grid,
  secret,
  index,
  columns,
  active,
  lit,
  open,
}: {
  grid: string;
  secret: Secret;
  index: number;
  columns: readonly ReaderColumn[];
  /** The active column of this row; null where another row has it. */
  active: number | null;
  /** The active column of the grid. */
  lit: number | null;
  open: boolean;
}) {
  const state = STATE[secret.state];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={open}
      className={`sg-row${active === null ? '' : ' lit'}${open ? ' on' : ''}`}
      style={{ transform: `translateY(${HEAD + index * ROW}px)` }}
      data-row={index}
      data-secret={secret.file}
      data-state={secret.state}
    >
      <div
        id={cellId(grid, index, 0)}
        role="rowheader"
        aria-colindex={1}
        aria-label={`${secret.name}, ${state.words}${secret.words[0] ? `. ${secret.words[0]}` : ''}`}
        className={`sg-name mono el${active === 0 ? ' active' : ''}`}
        data-col={0}
        title={secret.file}
      >
        {secret.name}
      </div>
      <div
        className={`row g6 ${state.tone}`}
        role="gridcell"
        aria-colindex={2}
        title={secret.words.join('\n')}
      >
        <Icon name={state.icon} small />
        <span className={secret.state === 'ok' ? 'mut' : ''}>{state.words}</span>
      </div>
      <div className="r mut" role="gridcell" aria-colindex={3} title={secret.usedBy.join(', ')}>
        {secret.usedBy.length}
      </div>
      {columns.map((column, at) => {
        const reading = readingOf(secret, column);
        const { icon, tone, words } = READING[reading];
        const name = columnName(column);
        return (
          <div
            key={name}
            id={cellId(grid, index, at + 1)}
            role="gridcell"
            aria-colindex={at + 4}
            aria-label={`${name}: ${words}`}
            className={`sg-cell ${tone}${active === at + 1 ? ' active' : ''}${lit === at + 1 ? ' lit' : ''}`}
            data-col={at + 1}
            data-reading={reading}
            title={`${name}: ${words}`}
          >
            {icon === null ? <i className="dash" /> : <Icon name={icon} />}
          </div>
        );
      })}
    </div>
  );
});

/** Secrets and who can read them. Arrows go from cell to cell, Enter opens a secret beside the grid. */
export function SecretGrid({
  secrets,
  columns,
  open,
  onOpen,
}: {
  secrets: readonly Secret[];
  columns: readonly ReaderColumn[];
  /** File of the secret whose details are open. */
  open: string | null;
  onOpen: (file: string) => void;
}) {
  const grid = useId();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [at, setAt] = useState<ActiveCell | null>(null);
  const active =
    at && secrets.length > 0
      ? { row: Math.min(at.row, secrets.length - 1), column: Math.min(at.column, columns.length) }
      : null;
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const rows = useVirtualizer({
    count: secrets.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW,
    overscan: 8,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  });
  const style = useMemo(
    (): CSSProperties =>
      ({ '--readers': columns.length, minWidth: FIXED + columns.length * READER }) as CSSProperties,
    [columns.length],
  );
  const openRow = (index: number): void => {
    const secret = secrets[index];
    if (secret) onOpen(secret.file);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const from = active ?? { row: 0, column: 0 };
    const to = stepCell(event, from, { rows: secrets.length, columns: columns.length });
    if (to) {
      event.preventDefault();
      setAt(to);
      rows.scrollToIndex(to.row);
      // Rows beyond what is drawn come with the next frame, and then the column is brought into view.
      requestAnimationFrame(() =>
        document
          .getElementById(cellId(grid, to.row, to.column))
          ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
      );
      if (open !== null && to.row !== from.row) openRow(to.row);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      openRow(from.row);
    }
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest<HTMLElement>('[data-row]');
    if (!row) return;
    const index = Number(row.dataset['row']);
    setAt({ row: index, column: Number(target?.closest<HTMLElement>('[data-col]')?.dataset['col'] ?? 0) });
    openRow(index);
  };
  return (
    <div
      ref={setScroller}
      className="sg"
      role="grid"
      tabIndex={0}
      aria-label="Secrets and who can read them"
      aria-rowcount={secrets.length + 1}
      aria-colcount={columns.length + 3}
      aria-activedescendant={active ? cellId(grid, active.row, active.column) : undefined}
      onFocus={() => {
        if (at === null && secrets.length > 0) setAt({ row: 0, column: 0 });
      }}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" className="sg-size" style={{ ...style, height: rows.getTotalSize() }}>
        <Head columns={columns} lit={active?.column ?? null} />
        {rows.getVirtualItems().map(({ index }) => {
          const secret = secrets[index];
          return secret ? (
            <Row
              key={secret.file}
              grid={grid}
              secret={secret}
              index={index}
              columns={columns}
              active={active?.row === index ? active.column : null}
              lit={active?.column ?? null}
              open={secret.file === open}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}
