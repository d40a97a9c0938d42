import type { SceneBox } from './scene';
import { grown, rect, type Shape, shape, short } from './shapes';

/** So many straight pieces stand for a corner that is no circle. */
const CORNER_PIECES = 6;

/** Largest rounding power told apart from a right angle. */
const SQUARE = 10;

interface CornerPoint {
  readonly along: number;
  readonly up: number;
}

const corners = new Map<number, readonly CornerPoint[]>();

/** The points of a corner of radius 1; worked out once for each power. */
function cornerOf(power: number): readonly CornerPoint[] {
  const p = Math.min(Math.max(power, 1), SQUARE);
  let corner = corners.get(p);
  if (corner === undefined) {
    corner = Array.from({ length: CORNER_PIECES + 1 }, (_, index) => {
      const t = (index / CORNER_PIECES) * (Math.PI / 2);
      return { along: Math.sin(t) ** (2 / p), up: Math.cos(t) ** (2 / p) };
    });
    if (corners.size > 100) corners.clear();
    corners.set(p, corner);
  }
  return corner;
}

/**
 * The outline of a box with round corners, closed. `power` 2 is a circle; otherwise the corner is a superellipse
 * |x|^p + |y|^p = r^p, as Hyprland's shaders have it. A radius larger than half the box becomes that half.
 */
export function roundedPath(box: SceneBox, radius: number, power = 2): string {
  const { x, y, width, height } = box;
  const r = Math.max(0, Math.min(radius, width / 2, height / 2));
  if (r < 0.05) return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
  if (power === 2) {
    const arc = (dx: number, dy: number): string =>
      `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`;
    return (
      `M${short(x + r)} ${short(y)}h${short(width - 2 * r)}${arc(r, r)}v${short(height - 2 * r)}${arc(-r, r)}` +
      `h${short(2 * r - width)}${arc(-r, -r)}v${short(2 * r - height)}${arc(r, -r)}z`
    );
  }
  const corner = cornerOf(power).map(({ along, up }) => ({ along: along * r, up: up * r }));
  const back = corner.toReversed();
  const points = [
    ...corner.map(({ along, up }) => [x + width - r + along, y + r - up] as const),
    ...back.map(({ along, up }) => [x + width - r + along, y + height - r + up] as const),
    ...corner.map(({ along, up }) => [x + r - along, y + height - r + up] as const),
    ...back.map(({ along, up }) => [x + r - along, y + r - up] as const),
  ];
  return `M${points.map(([px, py]) => `${short(px)} ${short(py)}`).join('L')}z`;
}

/** A box with round corners, filled: a `rect` where circles are enough, since paths cost more to make and to draw. */
export function roundedShape(
  box: SceneBox,
  radius: number,
  power: number,
  attributes: Readonly<Record<string, string | number>>,
): Shape {
  return power === 2
    ? rect(box, { ...(radius > 0 ? { rx: short(radius) } : {}), ...attributes })
    : shape('path', { d: roundedPath(box, radius, power), ...attributes });
}

/**
 * A ring around a box, from `inner` to `outer` away from its edge: an outline of a `rect` where circles are enough.
 * `paint` is what it is painted with, a colour or `url(#…)`.
 */
export function ringShape(
  box: SceneBox,
  radius: number,
  power: number,
  { inner, outer }: { readonly inner: number; readonly outer: number },
  paint: { readonly colour: string; readonly opacity: number },
): Shape {
  const round = (away: number): number => (radius > 0 ? radius + away : 0);
  if (power === 2) {
    const middle = (inner + outer) / 2;
    return rect(grown(box, middle), {
      ...(radius > 0 ? { rx: short(round(middle)) } : {}),
      fill: 'none',
      stroke: paint.colour,
      'stroke-width': short(outer - inner),
      ...(paint.opacity < 1 ? { 'stroke-opacity': short(paint.opacity) } : {}),
    });
  }
  return shape('path', {
    d:
      roundedPath(grown(box, outer), round(outer), power) +
      roundedPath(grown(box, inner), round(inner), power),
    'fill-rule': 'evenodd',
    fill: paint.colour,
    ...(paint.opacity < 1 ? { 'fill-opacity': short(paint.opacity) } : {}),
  });
}
