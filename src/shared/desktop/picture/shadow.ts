import { ringShape } from './rounded';
import type { SceneBox, Shadow } from './scene';
import { alphaOf, type Shape, solid } from './shapes';

/** A shadow is drawn as rings about so wide, each in the shader's darkness at its distance. */
const RING = 4;
const MOST_RINGS = 7;

/** Corners of shadows are circles, whatever those of the window are: it cannot be told in the dark. */
const ROUND = 2;

/** What is fainter cannot be seen. */
const FAINTEST = 0.01;

/**
 * The shadow of a box: full at its edge, gone at `range`, between them (distance to the outer edge / range)^power as
 * Hyprland's shader has it, in steps. Nothing of it lies under a box that it is not moved away from, as there.
 */
export function shadowShapes(outer: SceneBox, rounding: number, shadow: Shadow): readonly Shape[] {
  const { range, colour } = shadow;
  const alpha = alphaOf(colour);
  if (range <= 0 || alpha <= 0) return [];
  const moved = { ...outer, x: outer.x + shadow.x, y: outer.y + shadow.y };
  const rings = Math.min(MOST_RINGS, Math.max(2, Math.ceil(range / RING)));
  return Array.from({ length: rings }, (_, index) => {
    const inner = (index / rings) * range;
    const to = ((index + 1) / rings) * range;
    const opacity = alpha * (1 - (inner + to) / 2 / range) ** shadow.power;
    return { ring: { inner, outer: to }, opacity };
  })
    .filter(({ opacity }) => opacity >= FAINTEST)
    .map(({ ring, opacity }) => ringShape(moved, rounding, ROUND, ring, { colour: solid(colour), opacity }));
}
