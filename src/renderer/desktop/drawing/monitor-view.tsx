/* oxlint-disable jsx-a11y/prefer-tag-over-role -- drawings inside an svg have no tags of their own for this */
import { memo, useMemo } from 'react';
import {
  backdropShapes,
  type ContentPalette,
  cursorShape,
  type FrameWindow,
  panelShape,
  type ScenePanel,
  type SceneMonitor,
  unitOf,
} from '../../../shared/desktop';
import { useKept } from '../use-kept';
import { Shapes } from './shapes';
import { WindowView } from './window-view';

const Behind = memo(function Behind({
  monitor,
  palette,
  prefix,
}: {
  monitor: SceneMonitor;
  palette: ContentPalette;
  prefix: string;
}) {
  const { width, height } = monitor.box;
  const { colour, wallpaper } = monitor.backdrop;
  const shapes = useMemo(
    () => backdropShapes({ colour, wallpaper }, { width, height }, palette, `${prefix}-sky`),
    [colour, wallpaper, width, height, palette, prefix],
  );
  return <Shapes shapes={shapes} />;
});

function Panel({ panel: now }: { panel: ScenePanel }) {
  const panel = useKept(now);
  const shapes = useMemo(() => [panelShape(panel)], [panel]);
  return (
    <g role="img" aria-label={panel.name} data-panel={panel.id}>
      <Shapes shapes={shapes} />
    </g>
  );
}

/** What a monitor shows at one moment, in logical pixels; it fills the element it stands in. */
export function MonitorView({
  monitor,
  windows,
  palette: colours,
  prefix,
}: {
  monitor: SceneMonitor;
  windows: readonly FrameWindow[];
  palette: ContentPalette;
  prefix: string;
}) {
  const { width, height } = monitor.box;
  const palette = useKept(colours);
  const unit = unitOf(monitor);
  const drawing = useMemo(() => ({ palette, unit, prefix }), [palette, unit, prefix]);
  const panels = monitor.items.filter((item) => item.kind === 'panel');
  const first = monitor.items[0];
  const below = first?.kind === 'panel';
  const bars = panels.map((panel) => <Panel key={panel.id} panel={panel} />);
  const words = `${monitor.name}, workspace ${monitor.view.order}, ${windows.length} windows`;
  return (
    <svg
      className="dk-glass"
      viewBox={`0 0 ${Math.max(1, width)} ${Math.max(1, height)}`}
      preserveAspectRatio="none"
      role="group"
      aria-label={words}
    >
      <Behind monitor={monitor} palette={palette} prefix={prefix} />
      {below ? bars : null}
      {windows.map((frame) => (
        <WindowView key={frame.window.id} frame={frame} drawing={drawing} />
      ))}
      {below ? null : bars}
      {monitor.cursor ? (
        <g aria-hidden>
          <Shapes shapes={[cursorShape(monitor.cursor, unit)]} />
        </g>
      ) : null}
    </svg>
  );
}
