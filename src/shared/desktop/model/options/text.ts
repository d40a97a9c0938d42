import type { Colour, Gradient, Sides } from '../values';
import type { OptionValue } from './value';

const hex = (part: number): string =>
  Math.min(255, Math.max(0, Math.round(part)))
    .toString(16)
    .padStart(2, '0');

/** A colour as pages and pictures have it: `#33ccffee`. */
export const hexText = ({ red, green, blue, alpha }: Colour): string =>
  `#${[red, green, blue, alpha].map(hex).join('')}`;

/** A colour as hyprlang writes it: `rgb(33ccff)`, with transparency `rgba(33ccffee)`. */
export function colourText({ red, green, blue, alpha }: Colour): string {
  const digits = [red, green, blue].map(hex).join('');
  return alpha === 255 ? `rgb(${digits})` : `rgba(${digits}${hex(alpha)})`;
}

/** A gradient as hyprlang writes it; one colour has no angle. */
export function gradientText({ colours, angle }: Gradient): string {
  const words = colours.map(colourText);
  return colours.length > 1 ? [...words, `${angle}deg`].join(' ') : words.join(' ');
}

/** Lengths at the sides in as few numbers as tell them. */
export function sidesText({ top, right, bottom, left }: Sides): string {
  if (right !== left) return [top, right, bottom, left].join(' ');
  if (top !== bottom) return [top, right, bottom].join(' ');
  return top === right ? String(top) : [top, right].join(' ');
}

/** A value as hyprlang writes it, so that `parseOption` reads the same again. */
export function hyprlangOption(value: OptionValue): string {
  switch (value.kind) {
    case 'flag':
      return String(value.flag);
    case 'whole':
      return String(value.number);
    case 'number':
      return String(Number(value.number.toFixed(4)));
    case 'text':
      return value.text;
    case 'sides':
      return sidesText(value.sides);
    case 'gradient':
      return gradientText(value.gradient);
    case 'colour':
      return colourText(value.colour);
    case 'pair':
      return `${value.pair.x} ${value.pair.y}`;
  }
}
