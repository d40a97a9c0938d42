import { colourOption, type DesktopModel, type Gradient, gradientOption, hexText } from '../../model';
import type { SceneColour, ContentPalette, Paint } from '../scene';

/** What a border or a bar is filled with; nothing where no gradient is written. */
export function paintOf(gradient: Gradient | undefined): Paint {
  return gradient
    ? { colours: gradient.colours.map(hexText), angle: gradient.angle }
    : { colours: [], angle: 0 };
}

/** Where a host names no colours: quiet ones of our own. */
const OWN: ContentPalette = {
  background: '#12181f',
  foreground: '#d6e0e8',
  muted: '#4a5a68',
  raised: '#1f2a35',
  accents: ['#98b7f3', '#c9a0ea', '#7dcba4', '#e4b668'],
};

/** Names of base16 by what a picture takes them for. */
const BASE16 = { background: 'base00', raised: 'base02', muted: 'base03', foreground: 'base05' } as const;
const BASE16_ACCENTS = ['base0D', 'base0E', 'base0B', 'base09'] as const;

/** The colours of what is drawn inside windows: the host's base16 palette where it has one, else ours with its border's. */
export function paletteOf(model: DesktopModel): ContentPalette {
  const named = new Map(
    model.colours.map(({ name, colour }) => [name.toLowerCase(), hexText({ ...colour, alpha: 255 })]),
  );
  const at = (name: string): SceneColour | undefined => named.get(name.toLowerCase());
  const background = at(BASE16.background);
  const foreground = at(BASE16.foreground);
  if (background !== undefined && foreground !== undefined) {
    const accents = BASE16_ACCENTS.map(at).filter((colour) => colour !== undefined);
    return {
      background,
      foreground,
      raised: at(BASE16.raised) ?? OWN.raised,
      muted: at(BASE16.muted) ?? OWN.muted,
      accents: accents.length > 0 ? accents : OWN.accents,
    };
  }
  const border = gradientOption(model.options, 'general:col.active_border')?.colours ?? [];
  const own = border
    .map((colour) => hexText({ ...colour, alpha: 255 }))
    .filter((colour) => colour !== '#ffffffff');
  return { ...OWN, accents: [...own, ...OWN.accents].slice(0, 4) };
}

/** A colour option, or another where it is not set. */
export function colourAt(model: DesktopModel, key: string, otherwise: SceneColour): SceneColour {
  const colour = colourOption(model.options, key);
  return colour ? hexText(colour) : otherwise;
}
