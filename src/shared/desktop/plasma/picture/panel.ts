import type { ScenePanel } from '../../picture';
import { endMargin, widgetSpans } from '../geometry/content';
import type { Box, PlacedPanel } from '../geometry/panels';
import type { LaidOutWindow, PlasmaSession } from '../session';
import type { PlasmaModel } from '../model';
import { withAlpha } from './colours';
import { panelParts } from './widgets';

/** Breeze's corners, and how much of what is behind a panel is seen through it. */
const ROUNDING = 5;
const TRANSLUCENT = 0.86;
const SHADOW = { range: 10, power: 3, colour: '#00000055', x: 0, y: 0 };

const meets = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const grown = (box: Box, by: number): Box => ({
  x: box.x - by,
  y: box.y - by,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
});

/** Whether a window comes so near to a panel that it stops floating, or hides. */
export const isTouched = ({ window }: PlacedPanel, windows: readonly LaidOutWindow[]): boolean =>
  windows.some(({ at }) => meets(grown(window, 1), at.frame));

/** Whether a panel is seen: those that hide are shown where nothing is in their way, or never by themselves. */
export function isShown({ panel }: PlacedPanel, touched: boolean): boolean {
  switch (panel.hiding.value) {
    case 'none':
    case 'windowsgobelow':
      return true;
    case 'dodgewindows':
      return !touched;
    case 'autohide':
      return false;
  }
}

/** What is drawn of a panel. One that floats lies against its edge while a window touches it. */
function drawnBox({ panel, window, drawn, edge, thickness }: PlacedPanel, touched: boolean): Box {
  if (!panel.floating.value || !touched || panel.hiding.value !== 'none') return drawn;
  switch (edge) {
    case 'top':
      return { ...window, height: thickness };
    case 'bottom':
      return { ...window, y: window.y + window.height - thickness, height: thickness };
    case 'left':
      return { ...window, width: thickness };
    case 'right':
      return { ...window, x: window.x + window.width - thickness, width: thickness };
  }
}

const EDGES = {
  top: 'at the top',
  bottom: 'at the bottom',
  left: 'at the left',
  right: 'at the right',
} as const;

/** A panel as a scene has it, counted from its screen's corner; null where it is hidden. */
export function panelScene(
  placed: PlacedPanel,
  model: PlasmaModel,
  windows: readonly LaidOutWindow[],
  session: PlasmaSession,
  screen: Box,
): ScenePanel | null {
  const touched = isTouched(placed, windows);
  if (!isShown(placed, touched)) return null;
  const box = drawnBox(placed, touched);
  const colours = model.panelColours.value;
  const { vertical } = placed.situation;
  const along = vertical ? box.height : box.width;
  // Widgets stay where they were when a panel that floats comes to its edge.
  const before = vertical ? placed.drawn.y - box.y : placed.drawn.x - box.x;
  const content = along - 2 * before;
  const spans = widgetSpans(placed.panel.widgets, placed.situation, content).filter(
    ({ start, length }) => start + length <= content - endMargin(placed.thickness) + 1,
  );
  const floats = box === placed.drawn && placed.panel.floating.value;
  return {
    kind: 'panel',
    id: `panel-${placed.screen}-${placed.index}`,
    name: `Panel ${EDGES[placed.edge]}`,
    box: { ...box, x: box.x - screen.x, y: box.y - screen.y },
    background: withAlpha(colours.window.background, touched ? 1 : TRANSLUCENT),
    border: { width: 1, colour: withAlpha(colours.window.foreground, 0.12) },
    rounding: floats ? ROUNDING : 0,
    shadow: floats ? SHADOW : null,
    parts: panelParts(
      spans,
      {
        model,
        colours,
        placed,
        desktop: session.desktop,
        running: session.windows.filter(({ desktop }) => desktop === session.desktop).length,
        fontSize: model.fonts.general?.value.pointSize ?? 10,
      },
      before,
    ),
  };
}
