import { useId, useMemo, useState } from 'react';
import type { Desktop, MonitorWish } from '../../../shared/contract';
import {
  type DesktopModel,
  LayoutError,
  type PlacedMonitor,
  placeMonitors,
  type Screen,
} from '../../../shared/desktop';
import { ChoiceRow, FlagRow } from '../edit/choice-row';
import { canWrite, RowFrame, type Standing } from '../edit/row-frame';
import { takeEdits } from '../edit/trial';
import { useStanding } from '../edit/use-standing';
import { useDesktopState } from '../desktop-store';
import { modeText, monitorEdit, moveEdits, positionText, ruleOf, scaleSteps, scaleText } from './wishes';

const TURNS = [
  'not turned',
  'a quarter',
  'upside down',
  'three quarters',
  'mirrored',
  'mirrored, a quarter',
  'mirrored, upside down',
  'mirrored, three quarters',
];

const WISHED_MODES = [
  { value: 'preferred', words: 'preferred' },
  { value: 'highres', words: 'highest resolution' },
  { value: 'highrr', words: 'highest rate' },
];

function placedIn(model: DesktopModel, screens: readonly Screen[]): readonly PlacedMonitor[] {
  try {
    return placeMonitors(model, screens);
  } catch (error) {
    if (error instanceof LayoutError) return [];
    throw error;
  }
}

/** The mode as it is wished, in the words of the list. */
function modeValue(model: DesktopModel, placed: PlacedMonitor): string {
  switch (ruleOf(model, placed)?.mode?.value.kind) {
    case 'preferred':
      return 'preferred';
    case 'highest-resolution':
      return 'highres';
    case 'highest-rate':
      return 'highrr';
    case 'widest':
    case 'exact':
    case undefined:
      return modeText(placed);
  }
}

function PositionFields({
  placed,
  standing,
  onMove,
}: {
  placed: PlacedMonitor;
  standing: Standing;
  onMove: (to: { x: number; y: number }) => void;
}) {
  const { name, box } = placed;
  const id = useId();
  const [typed, setTyped] = useState<{ x: string; y: string } | null>(null);
  const shown = typed ?? { x: String(box.x), y: String(box.y) };
  const done = (): void => {
    setTyped(null);
    const to = { x: Math.round(Number(shown.x)), y: Math.round(Number(shown.y)) };
    if (Number.isFinite(to.x) && Number.isFinite(to.y) && positionText(to) !== positionText(box)) onMove(to);
  };
  const field = (axis: 'x' | 'y') => (
    <input
      id={`${id}-${axis}`}
      className="de-number mono dm-at"
      inputMode="numeric"
      aria-label={`${axis === 'x' ? 'Left' : 'Top'} of ${name} in pixels`}
      value={shown[axis]}
      disabled={!canWrite(standing)}
      onChange={({ target }) => setTyped({ ...shown, [axis]: target.value })}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') setTyped(null);
      }}
      onBlur={done}
    />
  );
  return (
    <RowFrame
      name="Position"
      labelFor={`${id}-x`}
      standing={standing}
      value={
        <>
          {field('x')}
          {field('y')}
        </>
      }
    />
  );
}

function MonitorFields({
  desktop,
  screen,
  monitors,
}: {
  desktop: Desktop;
  screen: Screen;
  monitors: readonly PlacedMonitor[];
}) {
  const { host, model } = desktop;
  const standingOf = useStanding(desktop);
  const { name } = screen;
  const rule = ruleOf(model, screen);
  const of = (part: 'mode' | 'position' | 'scale' | 'transform' | 'disabled'): Standing =>
    standingOf(rule?.[part]?.from ?? rule?.from);
  const placed = monitors.find((monitor) => monitor.name === name);
  const modes = useMemo(
    () => [
      ...WISHED_MODES,
      ...[...new Set(screen.modes.map(modeText))].map((value) => ({
        value,
        words: value.replace('@', ' at '),
      })),
    ],
    [screen.modes],
  );
  if (!placed)
    return (
      <FlagRow
        name="In use"
        value={false}
        standing={of('disabled')}
        onPick={() =>
          void takeEdits(
            host,
            [{ kind: 'monitor', output: rule?.output ?? name, wish: { disabled: false } }],
            `${name} in use`,
          )
        }
      />
    );
  const take = (wish: MonitorWish, words: string): void =>
    void takeEdits(host, [monitorEdit(model, placed, wish)], `${name}: ${words} on ${host}`);
  const scales = scaleSteps(placed, screen).map((scale) => ({
    value: scaleText(scale),
    words: String(Number(scale.toFixed(2))),
  }));
  return (
    <>
      {monitors.length > 1 ? (
        <FlagRow
          name="In use"
          value
          standing={of('disabled')}
          onPick={() => take({ disabled: true }, 'not in use')}
        />
      ) : null}
      <ChoiceRow
        name="Mode"
        value={modeValue(model, placed)}
        options={modes}
        standing={of('mode')}
        onPick={(mode) => take({ mode }, `mode ${mode}`)}
      />
      <ChoiceRow
        name="Scale"
        value={scaleText(Math.round(placed.scale * 120) / 120)}
        options={scales}
        standing={of('scale')}
        onPick={(scale) => take({ scale }, `scale ${scale}`)}
      />
      {placed.problem === undefined ? null : <p className="cap warn">{placed.problem}</p>}
      <ChoiceRow
        name="Turned"
        value={String(placed.transform)}
        options={TURNS.map((words, index) => ({ value: String(index), words }))}
        standing={of('transform')}
        onPick={(transform) =>
          take({ transform: Number(transform) }, TURNS[Number(transform)] ?? `turn ${transform}`)
        }
      />
      <PositionFields
        placed={placed}
        standing={of('position')}
        onMove={(to) =>
          void takeEdits(host, moveEdits(model, monitors, name, to), `${name} at ${to.x}, ${to.y} on ${host}`)
        }
      />
    </>
  );
}

/** Modes, scales, turns and places of the monitors; they are moved in the picture too. */
export function MonitorsPanel({ desktop }: { desktop: Desktop }) {
  const tried = useDesktopState((state) => state.tried);
  const { screens } = desktop.screens;
  const model = tried ?? desktop.model;
  const monitors = useMemo(() => placedIn(model, screens), [model, screens]);
  return (
    <>
      <p className="cap mut dm-hint">
        Drag a monitor in the picture, or choose it there with Tab and move it with the arrow keys. The
        picture is in pixels meanwhile.
      </p>
      {screens.map((screen) => (
        <section key={screen.name} aria-label={screen.name}>
          <h3 className="lab">{screen.name}</h3>
          <MonitorFields desktop={desktop} screen={screen} monitors={monitors} />
        </section>
      ))}
    </>
  );
}
