/** A rectangle in logical pixels of the whole desk. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A place, or a size, in logical pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** To the precision of a C float, in which Hyprland keeps shares of tiles. */
export const f32 = Math.fround;

/** C's round: halves go away from zero. */
export const round = (value: number): number =>
  value < 0 ? -Math.floor(0.5 - value) : Math.floor(value + 0.5);

/** Rounds as Hyprland does: the far edges follow the rounded near ones, so that neighbours keep meeting. */
export function roundBox(box: Box): Box {
  const x = round(box.x);
  const y = round(box.y);
  return { x, y, w: round(box.x + box.w - x), h: round(box.y + box.h - y) };
}

/** Whether two edges count as one. */
export const sticks = (a: number, b: number): boolean => Math.abs(a - b) < 2;

/** The point in the middle of a box. */
export const middle = (box: Box): Point => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 });

/** Whether a point is in a box; the right and the lower edge are not. */
export const contains = (box: Box, point: Point): boolean =>
  point.x >= box.x && point.x < box.x + box.w && point.y >= box.y && point.y < box.y + box.h;

/** A box of `size` with its middle on that of `area`. */
export const centred = (area: Box, size: Point): Box => {
  const at = middle(area);
  return { x: at.x - size.x / 2, y: at.y - size.y / 2, w: size.x, h: size.y };
};

/** The square of the way from a point to the nearest point of a box; 0 inside. */
export function distanceSquared(point: Point, box: Box): number {
  const x = Math.max(box.x - point.x, 0, point.x - box.x - box.w);
  const y = Math.max(box.y - point.y, 0, point.y - box.y - box.h);
  return x * x + y * y;
}

/** The nearest number that is not outside of `least` and `most`. */
export const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);
