import { useState } from 'react';
import type { Desktop } from '../../../shared/contract';
import type { Curve } from '../../../shared/desktop';
import { Icon } from '../../ui';
import { canWrite, RowFrame, type Standing } from '../edit/row-frame';
import { tryEdits } from '../edit/trial';
import { BezierEditor } from './bezier-editor';
import { CurvePath, DotPreview, HEIGHT, SIDE } from './curve-drawing';

const wordsOf = (curve: Curve): string =>
  curve.kind === 'bezier'
    ? curve.points.join(', ')
    : `spring: mass ${curve.mass}, stiffness ${curve.stiffness}, damping ${curve.damping}`;

/** A curve of the configuration, to look at and, a Bézier, to change. */
export function CurveItem({
  desktop,
  curve,
  users,
  standing,
}: {
  desktop: Desktop;
  curve: Curve;
  /** The animations that go by it. */
  users: readonly { readonly name: string; readonly speed: number }[];
  standing: Standing;
}) {
  const [open, setOpen] = useState(false);
  const { name } = curve;
  const { host, model } = desktop;
  return (
    <RowFrame
      name={name}
      standing={standing}
      value={
        <button
          type="button"
          className="tool mono m11"
          aria-expanded={open}
          aria-label={`${open ? 'Close' : 'Open'} the curve ${name}`}
          onClick={() => setOpen(!open)}
        >
          {wordsOf(curve)}
          <Icon name={open ? 'down' : 'right'} small />
        </button>
      }
    >
      {open ? (
        <div className="dc-open">
          {curve.kind === 'bezier' ? (
            <BezierEditor
              curve={curve}
              locked={!canWrite(standing)}
              onTry={(points) =>
                tryEdits(
                  host,
                  model,
                  [{ kind: 'bezier', name, points: [...points] }],
                  `Curve ${name} is ${points.join(', ')} on ${host}`,
                )
              }
            />
          ) : (
            <svg className="dc-field" width={SIDE} height={HEIGHT} aria-hidden>
              <CurvePath curve={curve} />
            </svg>
          )}
          <DotPreview curve={curve} speed={users[0]?.speed ?? 8} />
          <p className="cap mut">
            {users.length === 0
              ? 'No animation goes by it.'
              : `For ${users.map((user) => user.name).join(', ')}.`}
          </p>
        </div>
      ) : null}
    </RowFrame>
  );
}
