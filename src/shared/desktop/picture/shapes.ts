import type { SceneBox, SceneColour } from './scene';

/** Names of SVG elements that pictures are made of. */
export type ShapeTag =
  'g' | 'rect' | 'path' | 'circle' | 'text' | 'defs' | 'clipPath' | 'linearGradient' | 'stop' | 'title';

/** An element of a picture: what a page and a file draw alike. Attributes have their SVG names. */
export interface Shape {
  readonly tag: ShapeTag;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Shapes inside, or letters. */
  readonly inside: readonly Shape[] | string;
}

const NONE: readonly Shape[] = [];

/** Two decimals are finer than any screen, and keep files small. What is no number becomes 0. */
export function short(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}

/** An element with what is inside it. */
export function shape(
  tag: ShapeTag,
  attributes: Readonly<Record<string, string | number>>,
  inside: readonly Shape[] | string = NONE,
): Shape {
  return { tag, attributes, inside };
}

/** `fill` and `fill-opacity` of a colour; older renderers know no alpha in a colour. */
export function fill(colour: SceneColour): Record<string, string | number> {
  const alpha = alphaOf(colour);
  return alpha === 1 ? { fill: solid(colour) } : { fill: solid(colour), 'fill-opacity': short(alpha) };
}

/** `stroke` and its opacity, without a fill; `width` in the units of the drawing. */
export function stroke(colour: SceneColour, width: number): Record<string, string | number> {
  const alpha = alphaOf(colour);
  return {
    fill: 'none',
    stroke: solid(colour),
    'stroke-width': short(width),
    ...(alpha === 1 ? {} : { 'stroke-opacity': short(alpha) }),
  };
}

/** How much of a colour is seen, 0 to 1. */
export function alphaOf(colour: SceneColour): number {
  return colour.length === 9 ? Number.parseInt(colour.slice(7), 16) / 255 : 1;
}

/** The colour without its alpha. */
export function solid(colour: SceneColour): string {
  return colour.slice(0, 7);
}

/** A rectangle; a side below 0 becomes 0. */
export function rect(box: SceneBox, attributes: Readonly<Record<string, string | number>>): Shape {
  return shape('rect', {
    x: short(box.x),
    y: short(box.y),
    width: short(Math.max(0, box.width)),
    height: short(Math.max(0, box.height)),
    ...attributes,
  });
}

/** A box made larger on all sides, or smaller where `by` is negative. */
export function grown(box: SceneBox, by: number): SceneBox {
  return {
    x: box.x - by,
    y: box.y - by,
    width: Math.max(0, box.width + 2 * by),
    height: Math.max(0, box.height + 2 * by),
  };
}
