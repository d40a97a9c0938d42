/* oxlint-disable jsx-a11y/control-has-associated-label -- cells that only hold room are hidden from everybody */
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
  const classes = ['host-row', isOpen ? 'on' : '', isChosen ? 'chosen' : ''].filter(Boolean).join(' ');
  return (
    <tr
      className={classes}
      data-host={name}
      data-key={lineKey}
      aria-rowindex={index}
      aria-selected={isChosen}
      aria-current={isOpen}
      tabIndex={isEntry ? 0 : -1}
    >
      <td className="pick">
        <input type="checkbox" tabIndex={-1} aria-label={`Choose ${name}`} checked={isChosen} readOnly />
      </td>
      {columns.map(({ id, right = false }) => (
        <Cell key={id} row={row} column={id} right={right} samples={id === 'load' ? samples : undefined} />
      ))}
      <td className="rest" aria-hidden="true" />
    </tr>
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
    <tr className="grp" aria-rowindex={index}>
      <th scope="rowgroup" colSpan={span}>
        <span title={title}>
          {title}, {count}
        </span>
      </th>
    </tr>
  );
});

/** The room of lines that are not drawn. */
export function Gap({ pixels, span }: { pixels: number; span: number }) {
  if (pixels <= 0) return null;
  return (
    <tr className="gap" role="presentation" aria-hidden="true">
      <td colSpan={span} style={{ height: pixels }} />
    </tr>
  );
}
