import type { Desk, PlacedMonitor } from '../../layout/state';
import type { Bar, DesktopModel } from '../../model';
import type { SceneBox, ContentPalette, ScenePanel } from '../scene';
import { barPanel } from './bar';

/** What a bar takes that does not say: about what waybar needs for one line of its usual letters. */
export const ASSUMED_THICKNESS = 30;

/** The desktop with a thickness for each bar, so that layout and picture leave the same room. */
export function withBarThickness(model: DesktopModel): DesktopModel {
  if (model.bars.every(({ thickness }) => thickness !== undefined)) return model;
  return { ...model, bars: model.bars.map((bar) => ({ thickness: ASSUMED_THICKNESS, ...bar })) };
}

/** Where a bar lies on a monitor of this size, below those of its edge that came before. */
function boxOf(
  bar: Bar,
  size: { readonly width: number; readonly height: number },
  before: number,
): SceneBox {
  const { margin } = bar;
  const thick = bar.thickness ?? ASSUMED_THICKNESS;
  const wide = Math.max(0, size.width - margin.left - margin.right);
  const high = Math.max(0, size.height - margin.top - margin.bottom);
  switch (bar.edge) {
    case 'top':
      return { x: margin.left, y: before + margin.top, width: wide, height: thick };
    case 'bottom':
      return { x: margin.left, y: size.height - before - margin.bottom - thick, width: wide, height: thick };
    case 'left':
      return { x: before + margin.left, y: margin.top, width: thick, height: high };
    case 'right':
      return { x: size.width - before - margin.right - thick, y: margin.top, width: thick, height: high };
  }
}

/** The bars on a monitor. */
export function barsOf(desk: Desk, monitor: PlacedMonitor, palette: ContentPalette): readonly ScenePanel[] {
  const size = { width: monitor.box.w, height: monitor.box.h };
  const taken = { top: 0, right: 0, bottom: 0, left: 0 };
  const own = desk.workspaces.filter((each) => !each.special).toSorted((a, b) => a.id - b.id);
  const focused = desk.focused === undefined ? undefined : desk.windows.get(desk.focused);
  const facts = {
    workspaces: {
      count: Math.max(1, own.length),
      current: Math.max(
        0,
        own.findIndex(({ id }) => id === monitor.active),
      ),
    },
    title: focused?.title ?? '',
    palette,
  };
  return desk.model.bars
    .filter(({ outputs }) => outputs.length === 0 || outputs.includes(monitor.name))
    .slice(0, 8)
    .map((bar, index) => {
      const box = boxOf(bar, size, taken[bar.edge]);
      const { margin } = bar;
      const upright = bar.edge === 'left' || bar.edge === 'right';
      if (bar.exclusive) {
        taken[bar.edge] +=
          (bar.thickness ?? ASSUMED_THICKNESS) +
          (upright ? margin.left + margin.right : margin.top + margin.bottom);
      }
      return barPanel(bar, box, `bar-${index}`, facts);
    });
}
