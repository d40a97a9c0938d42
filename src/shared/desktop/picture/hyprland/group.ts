import { settingsOf } from '../../layout/settings';
import type { Desk, Win } from '../../layout/state';
import { gradientOption, numberOption } from '../../model';
import type { SceneGroupBar } from '../scene';
import { colourAt, paintOf } from './colours';

/** The bar of a window's group above its border, or null where it has none. `at` is the client's corner on its monitor. */
export function groupBarOf(
  desk: Desk,
  win: Win,
  at: { readonly x: number; readonly y: number },
  border: number,
): SceneGroupBar | null {
  const group = win.group === undefined ? undefined : desk.groups.get(win.group);
  const bar = settingsOf(desk.model).groupBar;
  if (!group || !bar.enabled || win.fullscreen === 2 || (group.members.length < 2 && !bar.alsoForOne))
    return null;
  const { options } = desk.model;
  const text = bar.withText ? bar.height : 0;
  const high = text + bar.indicator;
  return {
    box: {
      x: at.x - border,
      y: at.y - border - bar.outerGap - high,
      width: win.size.x + 2 * border,
      height: high,
    },
    indicator: bar.indicator,
    gap: numberOption(options, 'group:groupbar:gaps_in'),
    textColour: colourAt(desk.model, 'group:groupbar:text_color', '#ffffffff'),
    fontSize: bar.withText ? numberOption(options, 'group:groupbar:font_size') : 0,
    tabs: group.members.map((id, index) => ({
      title: desk.windows.get(id)?.title ?? '',
      paint: paintOf(
        gradientOption(
          options,
          index === group.current ? 'group:groupbar:col.active' : 'group:groupbar:col.inactive',
        ),
      ),
    })),
  };
}
