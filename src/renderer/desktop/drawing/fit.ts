import {
  type SceneBox,
  boundsOf,
  type PlaceBy,
  type PlacedGlass,
  placeGlass,
  type SceneMonitor,
} from '../../../shared/desktop';

/** Pixels of the page around all monitors, between two of them, and for the words below each. */
const MARGIN = 24;
const BETWEEN = 14;
const LABEL = 26;
const RULER = 30;

/** Monitors where they are drawn. */
export interface Fit {
  readonly placed: readonly PlacedGlass[];
  /** In pixels of the page, one for each of `placed`. */
  readonly boxes: readonly SceneBox[];
  /** Pixels of the page for a millimetre, or for a logical pixel. */
  readonly zoom: number;
}

/** As large as all monitors fit into `room`, in the middle of it, with `BETWEEN` pixels between neighbours. */
export function fitMonitors(
  monitors: readonly SceneMonitor[],
  by: PlaceBy,
  room: { readonly width: number; readonly height: number },
): Fit {
  const wide = Math.max(40, room.width - 2 * MARGIN);
  const high = Math.max(40, room.height - 2 * MARGIN - LABEL - RULER);
  const zoomOf = (bounds: SceneBox): number =>
    Math.min(wide / Math.max(1, bounds.width), high / Math.max(1, bounds.height));
  const rough = zoomOf(boundsOf(placeGlass(monitors, by, 0).map(({ box }) => box)));
  const placed = placeGlass(monitors, by, BETWEEN / rough);
  const bounds = boundsOf(placed.map(({ box }) => box));
  const zoom = zoomOf(bounds);
  const left = MARGIN + (wide - bounds.width * zoom) / 2;
  const top = MARGIN + (high - bounds.height * zoom) / 2;
  const boxes = placed.map(({ box }) => ({
    x: left + (box.x - bounds.x) * zoom,
    y: top + (box.y - bounds.y) * zoom,
    width: box.width * zoom,
    height: box.height * zoom,
  }));
  return { placed, boxes, zoom };
}

/** A round length that is about `wanted` pixels of the page long, in the picture's own measure. */
export function rulerLength(zoom: number, wanted = 90): number {
  const exact = wanted / zoom;
  const power = 10 ** Math.floor(Math.log10(Math.max(exact, 1e-6)));
  const step = [5, 2, 1].find((each) => each * power <= exact) ?? 1;
  return step * power;
}
