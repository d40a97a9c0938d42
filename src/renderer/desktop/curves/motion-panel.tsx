import { useMemo } from 'react';
import type { Desktop, DesktopEdit } from '../../../shared/contract';
import { useDesktopState } from '../desktop-store';
import { canWrite, type Standing } from '../edit/row-frame';
import { drawAndTake, dropTrial, keepSoon, keepTrial, tryEdits } from '../edit/trial';
import { useStanding } from '../edit/use-standing';
import { Origin } from '../values/value-line';
import { Chip } from '../../ui';
import { CurveItem } from './curve-item';
import './curves.css';
import { animationTree, type TreeRow } from './tree';

type AnimationEdit = Extract<DesktopEdit, { kind: 'animation' }>;

const plainCurve = (curve: string): string => curve.replace(/^spring:/u, '');

function editOf({ name, holds }: TreeRow, change: Partial<AnimationEdit>): AnimationEdit {
  const { on, speed, curve, style } = holds;
  return { kind: 'animation', name, on, speed, curve, ...(style === undefined ? {} : { style }), ...change };
}

function AnimationRow({
  desktop,
  row,
  curves,
  standing,
}: {
  desktop: Desktop;
  row: TreeRow;
  curves: readonly string[];
  standing: Standing;
}) {
  const { host, model } = desktop;
  const { name, holds, own, inherits } = row;
  const locked = !canWrite(standing);
  const take = (change: Partial<AnimationEdit>, words: string): void =>
    drawAndTake(host, model, [editOf(row, change)], `${name}: ${words} on ${host}`);
  return (
    <li className="dc-row" style={{ paddingLeft: row.depth * 12 }}>
      <label className="row g6">
        <input
          type="checkbox"
          checked={holds.on}
          disabled={locked}
          onChange={({ target }) => take({ on: target.checked }, target.checked ? 'on' : 'off')}
        />
        <span className={own ? undefined : 'mut'}>{name}</span>
        {standing.drafted ? (
          <Chip tone="dr" icon="draft">
            draft
          </Chip>
        ) : null}
      </label>
      <span className="row g4">
        <input
          className="de-number mono"
          type="number"
          min={0}
          step={0.5}
          aria-label={`${name}, tenths of a second`}
          title="Tenths of a second"
          value={holds.speed}
          disabled={locked}
          onChange={({ target }) => {
            const speed = Number(target.value);
            if (target.value === '' || !(speed >= 0)) return;
            tryEdits(host, model, [editOf(row, { speed })], `${name} takes ${speed / 10} s on ${host}`);
            keepSoon();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') dropTrial();
            if (event.key === 'Enter') void keepTrial();
          }}
          onBlur={() => void keepTrial()}
        />
        <select
          className="de-select"
          aria-label={`${name}, curve`}
          value={plainCurve(holds.curve)}
          disabled={locked}
          onChange={({ target }) => take({ curve: target.value }, `curve ${target.value}`)}
        >
          {[...new Set([...curves, plainCurve(holds.curve)])].map((curve) => (
            <option key={curve}>{curve}</option>
          ))}
        </select>
      </span>
      <span className="dk-origin">
        <Origin
          from={standing.from}
          otherwise={inherits === null || inherits === '' ? standing.otherwise : `as ${inherits}`}
        />
        {holds.style === undefined ? null : <span className="cap mut"> {holds.style}</span>}
      </span>
    </li>
  );
}

/** Curves and what moves by them, each kind below the one it inherits from. */
export function MotionPanel({ desktop }: { desktop: Desktop }) {
  const tried = useDesktopState((state) => state.tried);
  const model = tried ?? desktop.model;
  const standingOf = useStanding(desktop);
  const rows = useMemo(() => animationTree(model), [model]);
  const curves = useMemo(
    () =>
      [...new Map(model.curves.map((curve) => [curve.name, curve])).values()].toSorted((a, b) =>
        a.name.localeCompare(b.name),
      ),
    [model.curves],
  );
  const names = ['default', ...curves.map(({ name }) => name)];
  return (
    <>
      <section aria-label="Curves">
        <h3 className="lab">Curves</h3>
        {curves.length === 0 ? <p className="sm mut">The configuration names no curves.</p> : null}
        {curves.map((curve) => (
          <CurveItem
            key={curve.name}
            desktop={desktop}
            curve={curve}
            users={model.animations.filter(({ curve: used }) => plainCurve(used) === curve.name)}
            standing={standingOf(curve.from)}
          />
        ))}
      </section>
      <section aria-label="What moves">
        <h3 className="lab">What moves</h3>
        <ul>
          {rows.map((row) => (
            <AnimationRow
              key={row.name}
              desktop={desktop}
              row={row}
              curves={names}
              standing={standingOf(row.own?.from)}
            />
          ))}
        </ul>
      </section>
    </>
  );
}
