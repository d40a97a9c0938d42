import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useMemo, useRef } from 'react';
import {
  glassWords,
  monitorWords,
  type PlaceBy,
  type PlacedGlass,
  type Motions,
  type Scene,
  sizesKnown,
} from '../../../shared/desktop';
import { fitMonitors } from './fit';
import { MonitorView } from './monitor-view';
import { Ruler, scaleWords } from './ruler';
import { useFrame } from './use-frame';
import { useRoom } from './use-room';

const NO_WINDOWS = [] as const;

/** What stands below a monitor, and how it is made to fill the stage. */
function MonitorLabel({
  glass,
  alone,
  onAlone,
}: {
  glass: PlacedGlass;
  alone: boolean;
  onAlone: (name: string | null) => void;
}) {
  const { name } = glass.monitor;
  return (
    <div className="dk-label cap">
      <button
        type="button"
        className="dk-name"
        title={alone ? 'Show all monitors' : 'Show this monitor alone'}
        aria-pressed={alone}
        onClick={() => onAlone(alone ? null : name)}
      >
        {name}
      </button>
      <span className="mut el">{monitorWords(glass)}</span>
      <span className="sp" />
      <span className="mut nw">{glassWords(glass)}</span>
    </div>
  );
}

/**
 * All monitors in their places, true to scale. Keys that it is told go to `onKey`; a click on a window to `onWindow`.
 * `over` is drawn in front of each monitor, for those who edit it.
 */
export function Stage({
  label,
  hint,
  scene,
  motions,
  by,
  alone,
  onAlone,
  onKey,
  onWindow,
  over,
}: {
  label: string;
  /** What the keys do, for those who cannot see it. */
  hint: string;
  scene: Scene;
  motions: Motions;
  by: PlaceBy;
  alone: string | null;
  onAlone: (name: string | null) => void;
  onKey: (event: KeyboardEvent) => void;
  onWindow: (id: string) => void;
  over?: (glass: PlacedGlass, zoom: number) => ReactNode;
}) {
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  const prefix = useId().replaceAll(/[^\w-]/gu, '');
  const frame = useFrame(scene, motions);
  const shown = useMemo(() => {
    const one = scene.monitors.filter(({ name }) => name === alone);
    return one.length > 0 ? one : scene.monitors;
  }, [scene, alone]);
  const fit = useMemo(() => fitMonitors(shown, by, room), [shown, by, room]);
  const clicked = (event: MouseEvent): void => {
    const id = (event.target as Element).closest('[data-window]')?.getAttribute('data-window');
    if (id) onWindow(id);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application hears keys of its own
    <div
      ref={stage}
      className="dk-stage"
      role="application"
      aria-label={label}
      aria-describedby={`${prefix}-hint`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys of the host's own binds go here
      tabIndex={0}
      onKeyDown={onKey}
      onClick={clicked}
    >
      <span id={`${prefix}-hint`} className="unseen">
        {hint}
      </span>
      {room.width === 0
        ? null
        : fit.placed.map((glass, index) => {
            const box = fit.boxes[index];
            if (!box) return null;
            const { monitor } = glass;
            return (
              <div
                key={monitor.name}
                className="dk-monitor"
                data-monitor={monitor.name}
                style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
              >
                <MonitorView
                  monitor={monitor}
                  windows={frame.get(monitor.name) ?? NO_WINDOWS}
                  palette={scene.palette}
                  prefix={`${prefix}-${index}`}
                />
                {over?.(glass, fit.zoom)}
                <MonitorLabel glass={glass} alone={alone === monitor.name} onAlone={onAlone} />
              </div>
            );
          })}
      <Ruler zoom={fit.zoom} by={by} />
      <span className="dk-scale cap mut">{scaleWords(fit.zoom, by, sizesKnown(shown))}</span>
    </div>
  );
}
