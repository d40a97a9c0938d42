import type { ContentPalette } from '../../picture';
import type { ColourScheme, Rgb } from '../colours/scheme';
import { hexOf } from '../colours/scheme';

/** A colour with an alpha from 0 to 1, as scenes have them. */
export const withAlpha = (colour: Rgb, alpha: number): string =>
  hexOf(colour) +
  Math.round(Math.min(1, Math.max(0, alpha)) * 255)
    .toString(16)
    .padStart(2, '0');

/** `share` of the second colour in the first. */
export const blend = (one: Rgb, other: Rgb, share: number): Rgb => ({
  red: one.red + (other.red - one.red) * share,
  green: one.green + (other.green - one.green) * share,
  blue: one.blue + (other.blue - one.blue) * share,
});

/** The colours that windows are filled with. */
export const contentPalette = ({ view, window, selection }: ColourScheme): ContentPalette => ({
  background: hexOf(view.background),
  foreground: hexOf(view.foreground),
  muted: hexOf(view.inactive),
  raised: hexOf(window.background),
  accents: [selection.background, view.positive, view.neutral, view.link, view.visited, view.negative].map(
    hexOf,
  ),
});
