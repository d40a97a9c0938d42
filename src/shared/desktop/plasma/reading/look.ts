import type { Sourced } from '../../model';
import { BREEZE_DARK, BREEZE_LIGHT, breezeScheme, schemeOfLook } from '../colours/breeze';
import { parseScheme } from '../colours/parse';
import { type ColourScheme, parseRgb } from '../colours/scheme';
import type { PlasmaWallpaper } from '../model';
import type { Setting } from '../setting';
import { type Reading, shortened } from './notes';

/** The text of a `.colors` file that the host brings under this name; undefined where it brings none. */
export type SchemeTexts = (name: string) => string | undefined;

/** The colours of windows: the scheme that is named, else that of the look, else Breeze's own. */
export function readColours(plasma: Reading, texts: SchemeTexts): Sourced<ColourScheme> {
  const look = plasma.text('workspace.lookAndFeel');
  const ofLook = look && schemeOfLook(look.value);
  const base: Sourced<ColourScheme> = look && ofLook ? { ...look, value: ofLook } : { value: BREEZE_LIGHT };
  const named = plasma.text('workspace.colorScheme');
  if (!named) {
    const written = plasma.at('workspace.lookAndFeel');
    if (look && !ofLook && written)
      plasma.note(
        'workspace.lookAndFeel',
        'not-previewed',
        written,
        'Its colours are in a package; Breeze stands for them.',
      );
    return base;
  }
  const brought = texts(named.value);
  if (brought !== undefined) return { ...named, value: parseScheme(brought, base.value) };
  const breeze = breezeScheme(named.value);
  if (breeze) return { ...named, value: breeze };
  const written = plasma.at('workspace.colorScheme');
  if (written)
    plasma.note(
      'workspace.colorScheme',
      'not-previewed',
      written,
      `The colours of "${shortened(named.value)}" are in a package; Breeze stands for them.`,
    );
  return base;
}

/** The colours of panels: a Plasma style may have its own, whatever windows have. */
export function readPanelColours(plasma: Reading, windows: Sourced<ColourScheme>): Sourced<ColourScheme> {
  const style = plasma.text('workspace.theme');
  const twilight = plasma.text('workspace.lookAndFeel');
  switch (style?.value) {
    case 'breeze-dark':
      return { ...style, value: BREEZE_DARK };
    case 'breeze-light':
      return { ...style, value: BREEZE_LIGHT };
    case undefined:
      return twilight?.value === 'org.kde.breezetwilight.desktop'
        ? { ...twilight, value: BREEZE_DARK }
        : windows;
    default: {
      const written = plasma.at('workspace.theme');
      if (written && style?.value !== 'default')
        plasma.note(
          'workspace.theme',
          'not-previewed',
          written,
          'Its drawings are in a package; Breeze stands for them.',
        );
      return windows;
    }
  }
}

const SLIDE_SECONDS = 300;
const LONGEST_PATH = 4096;

function showOf(plasma: Reading): [PlasmaWallpaper['show'], Setting] | undefined {
  const picture = plasma.at('workspace.wallpaper');
  if (picture) {
    if (picture.kind === 'value' && typeof picture.value === 'string')
      return [{ kind: 'picture', path: picture.value }, picture];
    if (picture.kind === 'computed')
      return [{ kind: 'computed', text: picture.text.slice(0, LONGEST_PATH) }, picture];
    plasma.note('workspace.wallpaper', 'invalid', picture, 'It is no path.');
  }
  const colour = plasma.at('workspace.wallpaperPlainColor');
  const plain = plasma.text('workspace.wallpaperPlainColor');
  if (colour && plain) {
    const read = parseRgb(plain.value);
    if (read) return [{ kind: 'colour', colour: read }, colour];
    plasma.note(
      'workspace.wallpaperPlainColor',
      'invalid',
      colour,
      'It is not red, green and blue from 0 to 255.',
    );
  }
  const slides = plasma.at('workspace.wallpaperSlideShow');
  if (slides) {
    const below = plasma.below('workspace.wallpaperSlideShow');
    const path = below.at('path');
    const paths =
      path?.kind === 'list' ? (below.texts('path')?.value ?? []) : [below.text('path')?.value ?? ''];
    const seconds = below.whole('interval', 1)?.value ?? SLIDE_SECONDS;
    return [{ kind: 'slides', paths, seconds }, slides];
  }
  const daily = plasma.at('workspace.wallpaperPictureOfTheDay');
  if (daily) {
    const provider = plasma.text('workspace.wallpaperPictureOfTheDay.provider')?.value ?? '';
    return [{ kind: 'of-the-day', provider }, daily];
  }
  return undefined;
}

/** What covers the desktop. Of several that are written plasma-manager refuses all; the first is taken here. */
export function readWallpaper(plasma: Reading): PlasmaWallpaper {
  const fill = plasma.text('workspace.wallpaperFillMode');
  const found = showOf(plasma);
  if (!found) return { show: { kind: 'default' } };
  const [show, setting] = found;
  return { show, ...(setting.from && { from: setting.from }), ...(fill && { fill }) };
}
