import type { PlasmaModel } from '../model';
import type { Box } from './panels';

/** A window with its decoration, as KWin counts them. */
export interface WindowBox {
  /** With the title bar. */
  readonly frame: Box;
  readonly client: Box;
  /** 0 where it has no title bar. */
  readonly titleBar: number;
}

/** Breeze's title bar with buttons of the usual size: measured. It has no frame at the sides. */
export const TITLE_BAR = 36;

const clientOf = (frame: Box, titleBar: number): Box => ({
  ...frame,
  y: frame.y + titleBar,
  height: Math.max(0, frame.height - titleBar),
});

/** A window that would hide another one goes further right and down by this share of the room. */
const CASCADE = 48;

const holds = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

/**
 * A new window of a size: in the middle of what panels leave, larger ones from its corner. Where it would hide one of
 * `others` it moves on, as long as it stays within the work area.
 */
export function placeWindow(
  size: { readonly width: number; readonly height: number },
  workArea: Box,
  others: readonly Box[] = [],
): WindowBox {
  const [width, height] = [size.width, size.height + TITLE_BAR];
  const middle: Box = {
    x: Math.max(workArea.x, Math.trunc(workArea.x + (workArea.width - width) / 2)),
    y: Math.max(workArea.y, Math.trunc(workArea.y + (workArea.height - height) / 2)),
    width,
    height,
  };
  let frame = middle;
  while (others.some((other) => holds(frame, other))) {
    const next = { ...frame, x: frame.x + workArea.width / CASCADE, y: frame.y + workArea.height / CASCADE };
    if (!holds(workArea, next) || next.x === frame.x) {
      frame = middle;
      break;
    }
    frame = next;
  }
  return { frame, client: clientOf(frame, TITLE_BAR), titleBar: TITLE_BAR };
}

/** A maximised window; whether it keeps its title bar is a setting of KWin. */
export function maximisedWindow(model: Pick<PlasmaModel, 'borderlessMaximised'>, workArea: Box): WindowBox {
  const titleBar = model.borderlessMaximised.value ? 0 : TITLE_BAR;
  return { frame: workArea, client: clientOf(workArea, titleBar), titleBar };
}
