/* oxlint-disable jsx-a11y/prefer-tag-over-role -- see host-grid */
import { memo } from 'react';
import type { LoadSample } from '../../shared/contract';
import { Cell } from './cells';
import type { PlacedColumn } from './columns';
import type { HostRow } from './host-row';

/** A host's line. Clicks and keys are the list's, so that a line has nothing of its own to make anew. */
export const HostLine = memo(function HostLine({
  row,
  lineKey,
  index,
  columns,
  isOpen,
  isChosen,
  isEntry,
  samples,
}: {
  row: HostRow;
  lineKey: string;
  /** As screen readers count: the heads are 1. */
  index: number;
  columns: readonly PlacedColumn[];
  isOpen: boolean;
  isChosen: boolean;
  /** Whether Tab leads here. */
  isEntry: boolean;
  samples: readonly LoadSample[] | undefined;
}) {
  const { name } = row.host;
  const classes = ['line', 'host-row', isOpen ? 'on' : '', isChosen ? 'chosen' : ''];
  return (
    <div
      role="row"
      className={classes.filter(Boolean).join(' ')}
      data-host={name}
      data-key={lineKey}
      aria-rowindex={index}
      aria-selected={isChosen}
      aria-current={isOpen}
      tabIndex={isEntry ? 0 : -1}
    >
      <div role="gridcell" className="cell pick">
        <input type="checkbox" tabIndex={-1} aria-label={`Choose ${name}`} checked={isChosen} readOnly />
      </div>
      {columns.map(({ id, right = false }) => (
        <Cell key={id} row={row} column={id} right={right} samples={id === 'load' ? samples : undefined} />
      ))}
    </div>
  );
});

/** The title of a group. */
export const GroupLine = memo(function GroupLine({
  title,
  count,
  index,
  span,
}: {
  title: string;
  count: number;
  index: number;
  span: number;
}) {
  return (
    <div role="row" className="line grp" aria-rowindex={index}>
      <span role="rowheader" aria-colspan={span} title={title}>
        {title}, {count}
      </span>
    </div>
  );
});

/** The room of lines that are not drawn. */
export function Gap({ pixels }: { pixels: number }) {
  return pixels > 0 ? <div role="presentation" style={{ height: pixels }} /> : null;
}
