import type { SceneBox, SceneMonitor } from './scene';

/** What a picture is true to: the size of the glass, or the pixels windows are laid out on. */
export type PlaceBy = 'millimetres' | 'pixels';

/** Logical pixels to the millimetre where nobody knows how large the glass is (96 to the inch). */
const PIXELS_PER_MM = 96 / 25.4;

/** A monitor where it stands among the others. */
export interface PlacedGlass {
  readonly monitor: SceneMonitor;
  /** In millimetres, or in logical pixels. */
  readonly box: SceneBox;
}

/** Whether the size of every monitor's glass is known. */
export function sizesKnown(monitors: readonly SceneMonitor[]): boolean {
  return monitors.every(({ millimetres }) => millimetres !== null);
}

function sizeOf(monitor: SceneMonitor, by: PlaceBy): { width: number; height: number } {
  const { width, height } = monitor.box;
  if (by === 'pixels') return { width, height };
  return monitor.millimetres ?? { width: width / PIXELS_PER_MM, height: height / PIXELS_PER_MM };
}

/** How far two spans are apart; 0 or less where they overlap or touch. */
const apart = (a: number, aLength: number, b: number, bLength: number): number =>
  Math.max(b - (a + aLength), a - (b + bLength));

/** A box beside another as their monitors lie in the compositor's plane, `gap` apart. */
function beside(from: SceneMonitor, to: SceneMonitor, anchor: SceneBox, by: PlaceBy, gap: number): SceneBox {
  const size = sizeOf(to, by);
  const acrossX = anchor.width / Math.max(1, from.box.width);
  const acrossY = anchor.height / Math.max(1, from.box.height);
  const offset = {
    x: anchor.x + (to.box.x - from.box.x) * acrossX,
    y: anchor.y + (to.box.y - from.box.y) * acrossY,
  };
  const apartX = apart(from.box.x, from.box.width, to.box.x, to.box.width);
  const apartY = apart(from.box.y, from.box.height, to.box.y, to.box.height);
  if (apartX >= apartY) {
    const right = to.box.x >= from.box.x;
    const x = right
      ? anchor.x + anchor.width + gap + Math.max(0, apartX) * acrossX
      : anchor.x - gap - size.width - Math.max(0, apartX) * acrossX;
    // Where both begin or both end at one height, they do so as glass too.
    const end = from.box.y + from.box.height === to.box.y + to.box.height && from.box.y !== to.box.y;
    return { x, y: end ? anchor.y + anchor.height - size.height : offset.y, ...size };
  }
  const below = to.box.y >= from.box.y;
  const y = below
    ? anchor.y + anchor.height + gap + Math.max(0, apartY) * acrossY
    : anchor.y - gap - size.height - Math.max(0, apartY) * acrossY;
  return { x: offset.x, y, ...size };
}

/**
 * Where monitors go in a picture. By pixels they lie as the compositor has them, by millimetres each has the size of its
 * glass and stands at the side of its neighbour where the compositor has it. `gap` leaves room for frames between
 * neighbours and is part of neither measure.
 */
export function placeGlass(
  monitors: readonly SceneMonitor[],
  by: PlaceBy,
  gap: number,
): readonly PlacedGlass[] {
  const [first, ...others] = monitors;
  if (!first) return [];
  const placed: PlacedGlass[] = [{ monitor: first, box: { x: 0, y: 0, ...sizeOf(first, by) } }];
  const waiting = [...others];
  while (waiting.length > 0) {
    let best: { from: PlacedGlass; index: number; distance: number } | undefined;
    for (const from of placed) {
      for (const [index, to] of waiting.entries()) {
        const distance = Math.max(
          apart(from.monitor.box.x, from.monitor.box.width, to.box.x, to.box.width),
          apart(from.monitor.box.y, from.monitor.box.height, to.box.y, to.box.height),
        );
        if (!best || distance < best.distance - 0.5) best = { from, index, distance };
      }
    }
    if (!best) break;
    const [to] = waiting.splice(best.index, 1);
    if (!to) break;
    placed.push({ monitor: to, box: beside(best.from.monitor, to, best.from.box, by, gap) });
  }
  return placed;
}

/** The box around all of them. */
export function boundsOf(boxes: readonly SceneBox[]): SceneBox {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
