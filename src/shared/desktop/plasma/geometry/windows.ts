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

/** A new window of a size: in the middle of what panels leave. Larger ones begin at its corner. */
export function placeWindow(
  size: { readonly width: number; readonly height: number },
  workArea: Box,
): WindowBox {
  const [width, height] = [size.width, size.height + TITLE_BAR];
  const frame = {
    x: Math.max(workArea.x, Math.trunc(workArea.x + (workArea.width - width) / 2)),
    y: Math.max(workArea.y, Math.trunc(workArea.y + (workArea.height - height) / 2)),
    width,
    height,
  };
  return { frame, client: clientOf(frame, TITLE_BAR), titleBar: TITLE_BAR };
}

/** A maximised window; whether it keeps its title bar is a setting of KWin. */
export function maximisedWindow(model: Pick<PlasmaModel, 'borderlessMaximised'>, workArea: Box): WindowBox {
  const titleBar = model.borderlessMaximised.value ? 0 : TITLE_BAR;
  return { frame: workArea, client: clientOf(workArea, titleBar), titleBar };
}
