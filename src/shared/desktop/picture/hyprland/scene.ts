import type { Desk, PlacedMonitor } from '../../layout/state';
import type { Screen } from '../../model';
import type { Scene, SceneMonitor, Size } from '../scene';
import { approximated } from './approximated';
import { backdropOf } from './backdrop';
import { barsOf } from './bars';
import { paletteOf } from './colours';
import { windowsOn } from './windows';

/** The size of the glass as it stands, or null where the screen does not tell. */
function glassOf(monitor: PlacedMonitor, screens: readonly Screen[]): Size | null {
  const told = screens.find(({ name }) => name === monitor.name)?.millimetres;
  if (!told || !(told.width > 0) || !(told.height > 0)) return null;
  return monitor.transform % 2 === 1 ? { width: told.height, height: told.width } : told;
}

const inside = (monitor: PlacedMonitor, { x, y }: { readonly x: number; readonly y: number }): boolean =>
  x >= monitor.box.x &&
  x < monitor.box.x + monitor.box.w &&
  y >= monitor.box.y &&
  y < monitor.box.y + monitor.box.h;

/** The picture of a Hyprland desktop as the layout has it. `screens` tell how large the glass is. */
export function hyprlandScene(desk: Desk, screens: readonly Screen[]): Scene {
  const palette = paletteOf(desk.model);
  let left = 0;
  const monitors = desk.monitors.map((monitor): SceneMonitor => {
    const { windows, left: more } = windowsOn(desk, monitor);
    left += more;
    const full = windows.some(({ id }) => desk.windows.get(id)?.fullscreen === 2);
    // A fullscreen window lies over the bars, every other below them.
    const bars = barsOf(desk, monitor, palette);
    return {
      name: monitor.name,
      box: { x: monitor.box.x, y: monitor.box.y, width: monitor.box.w, height: monitor.box.h },
      pixels: { width: monitor.width, height: monitor.height },
      millimetres: glassOf(monitor, screens),
      scale: monitor.scale,
      turned: (monitor.transform % 4) * 90,
      focused: desk.focusedMonitor === monitor.name,
      view: { key: `${monitor.active}/${monitor.special ?? ''}`, order: monitor.active },
      backdrop: backdropOf(desk.model, monitor.name),
      items: full ? [...bars, ...windows] : [...windows, ...bars],
      cursor: inside(monitor, desk.cursor)
        ? { x: desk.cursor.x - monitor.box.x, y: desk.cursor.y - monitor.box.y }
        : null,
    };
  });
  return { monitors, approximated: approximated(desk, monitors, left), palette };
}
