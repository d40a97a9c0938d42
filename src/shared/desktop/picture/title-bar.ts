import { letters } from './letters';
import { roundedShape } from './rounded';
import type { SceneBox, SceneWindow, TitleBar, TitleButton } from './scene';
import { fill, type Shape, shape, short, stroke } from './shapes';

const cross = (x: number, y: number, r: number): string =>
  `M${short(x - r)} ${short(y - r)}l${short(2 * r)} ${short(2 * r)}m0 ${short(-2 * r)}l${short(-2 * r)} ${short(2 * r)}`;
const flat = (x: number, y: number, r: number): string => `M${short(x - r)} ${short(y)}h${short(2 * r)}`;
const up = (x: number, y: number, r: number): string =>
  `M${short(x - r)} ${short(y + r / 2)}l${short(r)} ${short(-r)}l${short(r)} ${short(r)}`;
const down = (x: number, y: number, r: number): string =>
  `M${short(x - r)} ${short(y - r / 2)}l${short(r)} ${short(r)}l${short(r)} ${short(-r)}`;
const box = (x: number, y: number, r: number): string =>
  `M${short(x - r)} ${short(y - r)}h${short(2 * r)}v${short(2 * r)}h${short(-2 * r)}z`;

function buttonPath(button: TitleButton, x: number, y: number, r: number): string | null {
  switch (button) {
    case 'close':
      return cross(x, y, r);
    case 'minimise':
    case 'keep-below':
      return down(x, y, r);
    case 'maximise':
    case 'keep-above':
      return up(x, y, r);
    case 'menu':
    case 'all-desktops':
      return box(x, y, r * 0.8);
    case 'help':
    case 'shade':
      return flat(x, y, r);
    case 'gap':
      return null;
  }
}

function buttons(bar: TitleBar, frame: SceneBox): readonly Shape[] {
  const step = bar.height * 0.9;
  const y = frame.y + bar.height / 2;
  const right = frame.x + frame.width - step * bar.right.length;
  const placed = [
    ...bar.left.map((button, index) => ({ button, x: frame.x + step * (index + 0.5) })),
    ...bar.right.map((button, index) => ({ button, x: right + step * (index + 0.5) })),
  ];
  const d = placed.map(({ button, x }) => buttonPath(button, x, y, bar.height * 0.16) ?? '').join('');
  return d === '' ? [] : [shape('path', { d, ...stroke(bar.foreground, bar.height * 0.05) })];
}

/** The title bar of a window whose frame, title bar included, is `frame`. */
export function titleBarShapes(window: SceneWindow, frame: SceneBox): readonly Shape[] {
  const bar = window.titleBar;
  if (bar === null || bar.height <= 0) return [];
  const r = Math.min(window.rounding, bar.height, frame.width / 2);
  const top = `M${short(frame.x)} ${short(frame.y + bar.height)}v${short(r - bar.height)}`;
  const corners =
    r < 0.05
      ? `h${short(frame.width)}`
      : `a${short(r)} ${short(r)} 0 0 1 ${short(r)} ${short(-r)}h${short(frame.width - 2 * r)}a${short(r)} ${short(r)} 0 0 1 ${short(r)} ${short(r)}`;
  const taken = bar.height * 0.9 * 2 * Math.max(bar.left.length, bar.right.length);
  return [
    shape('path', { d: `${top}${corners}v${short(bar.height - r)}z`, ...fill(bar.background) }),
    ...buttons(bar, frame),
    ...letters(
      window.title,
      {
        x: frame.x + frame.width / 2,
        y: frame.y + bar.height / 2,
        width: frame.width - taken,
        size: bar.height * 0.45,
        anchor: 'middle',
      },
      fill(bar.foreground),
    ),
  ];
}

/** What is below a title bar: square at the top, round at the bottom. Without one, round everywhere. */
export function clientShape(
  window: SceneWindow,
  client: SceneBox,
  attributes: Readonly<Record<string, string | number>>,
): Shape {
  if (window.titleBar === null)
    return roundedShape(client, window.rounding, window.roundingPower, attributes);
  const r = Math.min(window.rounding, client.height / 2, client.width / 2);
  if (r < 0.05) return roundedShape(client, 0, 2, attributes);
  const d =
    `M${short(client.x)} ${short(client.y)}h${short(client.width)}v${short(client.height - r)}` +
    `a${short(r)} ${short(r)} 0 0 1 ${short(-r)} ${short(r)}h${short(2 * r - client.width)}` +
    `a${short(r)} ${short(r)} 0 0 1 ${short(-r)} ${short(-r)}z`;
  return shape('path', { d, ...attributes });
}
