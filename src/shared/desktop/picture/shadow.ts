import { roundedPath } from './rounded';
import type { SceneBox, Shadow } from './scene';
import { alphaOf, fill, grown, type Shape, shape, short } from './shapes';

/** A shadow is drawn as so many rings, each in the shader's darkness at its distance. */
const RINGS = 4;

/**
 * The shadow of a box: full at its edge, gone at `range`, between them (distance to the outer edge / range)^power as
 * Hyprland's shader has it, in steps. What lies under the box itself is left out, as there.
 */
export function shadowShapes(
  outer: SceneBox,
  rounding: number,
  power: number,
  shadow: Shadow,
): readonly Shape[] {
  const { range, colour } = shadow;
  const alpha = alphaOf(colour);
  if (range <= 0 || alpha <= 0) return [];
  const moved = { ...outer, x: outer.x + shadow.x, y: outer.y + shadow.y };
  const inner = roundedPath(outer, rounding, power);
  return Array.from({ length: RINGS }, (_, index) => {
    const from = (index / RINGS) * range;
    const to = ((index + 1) / RINGS) * range;
    const strength = (1 - (from + to) / 2 / range) ** shadow.power;
    const within = index === 0 ? inner : roundedPath(grown(moved, from), rounding + from, power);
    return shape('path', {
      d: `${roundedPath(grown(moved, to), rounding + to, power)}${within}`,
      'fill-rule': 'evenodd',
      ...fill(colour.slice(0, 7)),
      'fill-opacity': short(alpha * strength),
    });
  }).filter(({ attributes }) => attributes['fill-opacity'] !== 0);
}
