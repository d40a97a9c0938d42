import { ringShape } from './rounded';
import type { SceneBox, SceneWindow } from './scene';
import { gradientShape } from './gradient';
import { alphaOf, type Shape, solid } from './shapes';

/** The box of a window with its title bar, which the border goes around. */
export function frameBox(window: SceneWindow, box: SceneBox = window.box): SceneBox {
  const title = window.titleBar?.height ?? 0;
  return { x: box.x, y: box.y - title, width: box.width, height: box.height + title };
}

/** The radius of the border's outer edge (CHyprBorderDecoration::draw). */
export function outerRounding(window: SceneWindow): number {
  const correction = window.border * (Math.SQRT2 - 1) * Math.max(2 - window.roundingPower, 0);
  return window.rounding > 0 ? window.rounding + window.border - correction : 0;
}

/** The border around `frame`, and the gradient it is painted with; `id` is unique in its picture. */
export function borderShapes(window: SceneWindow, frame: SceneBox, id: string): readonly Shape[] {
  if (window.border <= 0 || window.borderPaint.colours.length === 0) return [];
  const gradient = gradientShape(window.borderPaint, id);
  const colour = window.borderPaint.colours[0] ?? '#00000000';
  const ring = ringShape(
    frame,
    window.rounding,
    window.roundingPower,
    { inner: 0, outer: window.border },
    gradient ? { colour: `url(#${id})`, opacity: 1 } : { colour: solid(colour), opacity: alphaOf(colour) },
  );
  return gradient ? [gradient, ring] : [ring];
}
