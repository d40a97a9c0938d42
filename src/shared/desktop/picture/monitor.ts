import { backdropShapes } from './backdrop';
import { panelShape } from './panel';
import type { ContentPalette, SceneMonitor } from './scene';
import { fill, type Shape, shape, short, stroke } from './shapes';
import { windowShape } from './window';

/** A monitor's shorter side is so many lines of what is drawn inside windows. */
const LINES = 30;

/** Height of a line inside windows of a monitor. Larger than real letters, so that the kind of program can be told. */
export function unitOf(monitor: Pick<SceneMonitor, 'box'>): number {
  return Math.max(1, Math.min(monitor.box.width, monitor.box.height) / LINES);
}

/** The cursor: a drawing of our own, large enough to be seen. */
export function cursorShape(at: { readonly x: number; readonly y: number }, unit: number): Shape {
  const s = unit * 0.9;
  return shape('path', {
    d: `M${short(at.x)} ${short(at.y)}l0 ${short(s)}l${short(s * 0.26)} ${short(s * -0.22)}l${short(s * 0.46)} ${short(s * -0.06)}z`,
    ...fill('#ffffff'),
    ...stroke('#000000', unit * 0.06),
    'fill-opacity': 1,
    fill: '#ffffff',
  });
}

/** All that a monitor shows, from its own corner; what climbs over its edge has to be cut off by who places it. */
export function monitorShapes(
  monitor: SceneMonitor,
  palette: ContentPalette,
  prefix: string,
): readonly Shape[] {
  const unit = unitOf(monitor);
  return [
    ...backdropShapes(monitor.backdrop, monitor.box, palette, `${prefix}-sky`),
    ...monitor.items.map((item) =>
      item.kind === 'window' ? windowShape(item, { palette, unit, prefix }) : panelShape(item),
    ),
    ...(monitor.cursor ? [cursorShape(monitor.cursor, unit)] : []),
  ];
}
