import type { Edge } from '../../model';
import type { PlasmaModel, PlasmaPanel } from '../model';
import { contentLength, type ContentSituation } from './content';

/** A box in logical pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A panel on a screen. */
export interface PlacedPanel {
  readonly panel: PlasmaPanel;
  /** Which of the model's panels it is. */
  readonly index: number;
  readonly screen: number;
  readonly edge: Edge;
  /** The panel's window as KWin counts it: with the free room around a panel that floats. */
  readonly window: Box;
  /** What is drawn of it. */
  readonly drawn: Box;
  /** Across its edge, without that room. */
  readonly thickness: number;
  /** How much of the edge it keeps for itself; 0 where windows may lie there. */
  readonly reserves: number;
  readonly situation: ContentSituation;
}

/** What Plasma leaves free around a panel that floats. */
export const FLOATING_ROOM = 8;
/** The frame of Breeze's panel needs so much. */
const THINNEST = 12;
const SHORTEST = 10;
/** Larger than any screen; what goes beyond is no size. */
const LONGEST = 65_536;

const bounded = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** The side of the screen that a panel is attached to. */
export function edgeOf({ location }: PlasmaPanel): Edge {
  // Plasma knows no panel in the middle of nowhere: it takes it for one at the bottom.
  return location.value === 'floating' ? 'bottom' : location.value;
}

const isVertical = (edge: Edge): boolean => edge === 'left' || edge === 'right';

const thicknessOf = ({ height }: PlasmaPanel): number => bounded(Math.round(height.value), THINNEST, LONGEST);

/**
 * How long a panel's window is on an edge of `side` pixels. The limits are as the layout script leaves them: a longest length
 * alone is the shortest as well, since Plasma begins with the whole edge for both; at the next login both are cut to the edge.
 */
function lengthOf(panel: PlasmaPanel, side: number, across: number, content: number): number {
  const room = panel.floating.value ? 2 * FLOATING_ROOM : 0;
  const wanted = Math.min(LONGEST, content) + room;
  switch (panel.lengthMode?.value ?? 'fill') {
    case 'fill':
      return side;
    case 'fit':
      return Math.max(across, Math.min(side, wanted));
    case 'custom': {
      let [least, most] = [side, side];
      if (panel.maxLength) {
        most = panel.maxLength.value;
        least = Math.min(least, most);
      }
      if (panel.minLength) {
        least = panel.minLength.value;
        most = Math.max(least, most);
      }
      const free = side - offsetOf(panel);
      const shortest = bounded(least, SHORTEST, Math.max(SHORTEST, free));
      return bounded(
        wanted,
        shortest,
        Math.max(shortest, Math.min(bounded(most, SHORTEST, Math.max(SHORTEST, free)), free)),
      );
    }
  }
}

/** How far a panel stands from its end of the edge. One in the middle stands there. */
function offsetOf({ offset, alignment, lengthMode }: PlasmaPanel): number {
  if (lengthMode?.value !== 'custom' || alignment.value === 'center') return 0;
  return bounded(Math.round(offset?.value ?? 0), 0, LONGEST);
}

interface Sized {
  readonly panel: PlasmaPanel;
  readonly index: number;
  readonly edge: Edge;
  readonly thickness: number;
  readonly across: number;
  readonly length: number;
  readonly reserves: number;
  readonly situation: ContentSituation;
}

/** Of the panels at one edge that windows keep clear of only the thickest is kept clear of; of equal ones the first. */
function isKeptClear(panel: PlasmaPanel, all: readonly PlasmaPanel[]): boolean {
  if (panel.hiding.value !== 'none') return false;
  const same = all.filter(
    ({ hiding, location }) => hiding.value === 'none' && location.value === panel.location.value,
  );
  const thickest = same.reduce<PlasmaPanel | undefined>(
    (best, each) => (best && thicknessOf(best) >= thicknessOf(each) ? best : each),
    undefined,
  );
  return thickest === panel;
}

function windowOf({ panel, edge, across, length }: Sized, bounds: Box): Box {
  const offset = offsetOf(panel);
  const fills = (panel.lengthMode?.value ?? 'fill') === 'fill';
  const upright = isVertical(edge);
  const [from, side] = upright ? [bounds.y, bounds.height] : [bounds.x, bounds.width];
  const along = (): readonly [number, number] => {
    if (fills) return [from, side];
    switch (panel.alignment.value) {
      case 'left':
        return [from + offset, length];
      case 'right':
        return [from + side - length - offset, length];
      case 'center':
        // KWin places panels between pixels, and windows not.
        return [from + (side - length) / 2, length];
    }
  };
  const [start, long] = along();
  switch (edge) {
    case 'top':
      return { x: start, y: bounds.y, width: long, height: across };
    case 'bottom':
      return { x: start, y: bounds.y + bounds.height - across, width: long, height: across };
    case 'left':
      return { x: bounds.x, y: start, width: across, height: long };
    case 'right':
      return { x: bounds.x + bounds.width - across, y: start, width: across, height: long };
  }
}

function cut(area: Box, edge: Edge, by: number): Box {
  switch (edge) {
    case 'top':
      return { ...area, y: area.y + by, height: Math.max(0, area.height - by) };
    case 'bottom':
      return { ...area, height: Math.max(0, area.height - by) };
    case 'left':
      return { ...area, x: area.x + by, width: Math.max(0, area.width - by) };
    case 'right':
      return { ...area, width: Math.max(0, area.width - by) };
  }
}

const inset = (box: Box, by: number): Box => ({
  x: box.x + by,
  y: box.y + by,
  width: Math.max(0, box.width - 2 * by),
  height: Math.max(0, box.height - 2 * by),
});

/** Whether a panel is meant for a screen. */
export function isOn({ screens }: PlasmaPanel, screen: number): boolean {
  return screens === undefined ? screen === 0 : screens.value === 'all' || screens.value.includes(screen);
}

/** What panels make of a screen. */
export interface ScreenLayout {
  /** From the back to the front. */
  readonly panels: readonly PlacedPanel[];
  /** What maximised windows fill. */
  readonly workArea: Box;
}

/**
 * The panels of a screen and what they leave for windows, as Plasma 6.7 asks for them and KWin places them: those along the
 * whole top or bottom first, then the others in their order, each within what those before it left. Panels that nothing is
 * kept clear of are placed on the whole screen.
 */
export function layOutScreen(
  model: Pick<PlasmaModel, 'panels' | 'desktops' | 'desktopRows'>,
  screen: number,
  box: Box,
  openTasks = 0,
): ScreenLayout {
  const here = model.panels.flatMap((panel, index) => (isOn(panel, screen) ? [{ panel, index }] : []));
  const all = here.map(({ panel }) => panel);
  const sized = here.map(({ panel, index }): Sized => {
    const edge = edgeOf(panel);
    const thickness = thicknessOf(panel);
    const across = thickness + (panel.floating.value ? 2 * FLOATING_ROOM : 0);
    const vertical = isVertical(edge);
    const situation: ContentSituation = {
      thickness,
      vertical,
      screen: box,
      desktops: model.desktops.value,
      desktopRows: model.desktopRows.value,
      openTasks,
    };
    const length = lengthOf(
      panel,
      vertical ? box.height : box.width,
      across,
      contentLength(panel.widgets, situation),
    );
    return {
      panel,
      index,
      edge,
      thickness,
      across,
      length,
      reserves: isKeptClear(panel, all) ? thickness : 0,
      situation,
    };
  });
  const spans = ({ panel, edge }: Sized) =>
    !isVertical(edge) && (panel.lengthMode?.value ?? 'fill') === 'fill';
  const order = sized.toSorted(
    (a, b) => Number(b.reserves > 0) - Number(a.reserves > 0) || Number(spans(b)) - Number(spans(a)),
  );
  let workArea = box;
  const placed = order.map((each): PlacedPanel => {
    const { panel, index, edge, thickness, reserves, situation } = each;
    const window = windowOf(each, reserves > 0 ? workArea : box);
    if (reserves > 0) workArea = cut(workArea, edge, reserves);
    const drawn = panel.floating.value ? inset(window, FLOATING_ROOM) : window;
    return { panel, index, screen, edge, window, drawn, thickness, reserves, situation };
  });
  return { panels: placed.toSorted((a, b) => a.index - b.index), workArea };
}
