import type { NotUnderstood } from '../../model';
import type { PlasmaModel } from '../model';
import type { Setting } from '../setting';
import { readButtons, readDesktops } from './kwin';
import { readColours, readPanelColours, readWallpaper, type SchemeTexts } from './look';
import { Reading } from './notes';
import { notePassedOver, readFonts, readSettings, readShortcuts } from './others';
import { readPanels } from './panels';

const noTexts: SchemeTexts = () => undefined;

/**
 * The desktop that settings of plasma-manager describe: `setting` is what stands at `programs.plasma`, from source or from
 * an evaluation, as `evaluated` says. What does not read, and what no picture shows, is in `notUnderstood`; it never throws.
 */
export function readPlasma(
  setting: Setting,
  schemeTexts: SchemeTexts = noTexts,
  { evaluated = false }: { readonly evaluated?: boolean } = {},
): PlasmaModel {
  const notes: NotUnderstood[] = [];
  const plasma = new Reading(setting, 'programs.plasma', notes);
  const colours = readColours(plasma, schemeTexts);
  const panels = readPanels(plasma);
  notePassedOver(plasma, evaluated);
  return {
    panels,
    panelsWritten: plasma.at('panels') !== undefined,
    wallpaper: readWallpaper(plasma),
    colours,
    panelColours: readPanelColours(plasma, colours),
    buttons: readButtons(plasma),
    borderlessMaximised: plasma.flag('kwin.borderlessMaximizedWindows') ?? { value: false },
    ...readDesktops(plasma),
    fonts: readFonts(plasma),
    shortcuts: readShortcuts(plasma),
    settings: readSettings(plasma),
    notUnderstood: notes,
  };
}
