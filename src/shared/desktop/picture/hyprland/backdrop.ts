import { type DesktopModel, flagOption, hexText, numberOption } from '../../model';
import type { Backdrop } from '../scene';
import { colourAt } from './colours';

/** What stands for the picture Hyprland shows by itself. */
export const OWN_PICTURE = 'Hyprland';

/** The last part of a path, or null where the path climbs out of where it begins: such a file is not named. */
export function wallpaperName(path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  let depth = 0;
  for (const part of parts) {
    depth += part === '..' ? -1 : 1;
    if (depth < 0) return null;
  }
  return parts.at(-1)?.slice(0, 120) ?? null;
}

/** What lies behind the windows of a monitor: its wallpaper, else Hyprland's own picture, else a colour. */
export function backdropOf(model: DesktopModel, monitor: string): Backdrop {
  const colour = colourAt(model, 'misc:background_color', '#111111ff');
  const forIt = model.wallpapers.filter(({ outputs }) => outputs.length === 0 || outputs.includes(monitor));
  const chosen = forIt.findLast(({ outputs }) => outputs.includes(monitor)) ?? forIt.at(-1);
  switch (chosen?.show.kind) {
    case 'colour':
      return { colour: hexText(chosen.show.colour), wallpaper: null };
    case 'picture':
      return { colour, wallpaper: wallpaperName(chosen.show.path) };
    case undefined: {
      const none =
        numberOption(model.options, 'misc:force_default_wallpaper') === 0 &&
        flagOption(model.options, 'misc:disable_hyprland_logo');
      return { colour, wallpaper: none ? null : OWN_PICTURE };
    }
  }
}
