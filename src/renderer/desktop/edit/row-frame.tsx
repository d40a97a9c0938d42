import type { ReactNode } from 'react';
import type { DesktopOrigin } from '../../../shared/contract';
import type { Place } from '../../../shared/desktop';
import { Chip } from '../../ui';
import { Origin } from '../values/value-line';

/** What is known of a value besides itself. */
export interface Standing {
  readonly from: Place | undefined;
  /** What stands at its place; undefined where nothing is known of it. */
  readonly origin: DesktopOrigin | undefined;
  readonly drafted: boolean;
  /** What is said where it is nobody's line. */
  readonly otherwise: string;
}

/** Whether the value can be written: a default gets a line of its own. */
export const canWrite = ({ from, origin }: Standing): boolean =>
  from === undefined || origin === undefined || origin.writable;

/** A value to be changed: its name and state, what changes it, and where it is written. */
export function RowFrame({
  name,
  labelFor,
  standing,
  value,
  children,
}: {
  name: string;
  /** The control that the name belongs to. */
  labelFor?: string;
  standing: Standing;
  /** At the right of the name. */
  value?: ReactNode;
  children?: ReactNode;
}) {
  const { from, origin, drafted, otherwise } = standing;
  return (
    <div className="dk-value de-row">
      <div className="de-name">
        {labelFor === undefined ? <span>{name}</span> : <label htmlFor={labelFor}>{name}</label>}
        {drafted ? (
          <Chip tone="dr" icon="draft">
            draft
          </Chip>
        ) : null}
        {origin?.forced ? (
          <Chip icon="forced">forced</Chip>
        ) : canWrite(standing) ? null : (
          <Chip icon="computed">computed</Chip>
        )}
      </div>
      <div className="de-value">{value}</div>
      {children ? <div className="de-control">{children}</div> : null}
      <div className="dk-origin">
        <Origin from={from} otherwise={otherwise} />
        {canWrite(standing) ? null : <p className="cap mut">{origin?.because}</p>}
      </div>
    </div>
  );
}
