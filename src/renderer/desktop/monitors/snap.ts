import type { Box } from '../../../shared/desktop';

export type Way = 'left' | 'right' | 'up' | 'down';

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const isFree = (box: Box, others: readonly Box[]): boolean => !others.some((other) => overlaps(box, other));

/** The nearest of some places to `at`, if it is within `reach`. */
function nearest(at: number, places: readonly number[], reach: number): number {
  let best = at;
  let distance = reach;
  for (const place of places) {
    if (Math.abs(place - at) > distance) continue;
    best = place;
    distance = Math.abs(place - at);
  }
  return best;
}

/** A box whose edges lie at those of others, where they are within `reach` logical pixels. */
function aligned(box: Box, others: readonly Box[], reach: number): Box {
  const xs = others.flatMap(({ x, w }) => [x, x + w, x - box.w, x + w - box.w]);
  const ys = others.flatMap(({ y, h }) => [y, y + h, y - box.h, y + h - box.h]);
  return { ...box, x: Math.round(nearest(box.x, xs, reach)), y: Math.round(nearest(box.y, ys, reach)) };
}

/** The nearest place to where a box is in which it covers none of the others. */
function pushedOut(box: Box, others: readonly Box[]): Box {
  if (isFree(box, others)) return box;
  const places = others.flatMap((other): Box[] => [
    { ...box, x: other.x - box.w },
    { ...box, x: other.x + other.w },
    { ...box, y: other.y - box.h },
    { ...box, y: other.y + other.h },
  ]);
  const away = ({ x, y }: Box): number => Math.hypot(x - box.x, y - box.y);
  const free = places.filter((place) => isFree(place, others)).toSorted((a, b) => away(a) - away(b));
  // Where each of them is covered by a third, there is always room at the right of all.
  return free[0] ?? { ...box, x: Math.max(...others.map(({ x, w }) => x + w)) };
}

/** Where a monitor that is dropped at `box` comes to lie: at the edges of others within `reach`, and over none. */
export const droppedAt = (box: Box, others: readonly Box[], reach: number): Box =>
  pushedOut(aligned(box, others, reach), others);

/** Where a monitor goes a step of a key: so many logical pixels, or past the monitors that are in the way. */
export function stepped(box: Box, others: readonly Box[], way: Way, step: number): Box {
  let next = { ...box };
  if (way === 'left' || way === 'right') next.x += way === 'left' ? -step : step;
  else next.y += way === 'up' ? -step : step;
  for (let passed = 0; passed <= others.length; passed += 1) {
    const met = others.find((other) => overlaps(next, other));
    if (!met) return next;
    next = {
      ...next,
      ...(way === 'left' && { x: met.x - next.w }),
      ...(way === 'right' && { x: met.x + met.w }),
      ...(way === 'up' && { y: met.y - next.h }),
      ...(way === 'down' && { y: met.y + met.h }),
    };
  }
  return next;
}
