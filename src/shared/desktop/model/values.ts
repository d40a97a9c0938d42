/** Lengths at the four sides, in logical pixels. */
export interface Sides {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A colour; each part from 0 to 255. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** Colours in order, and the angle of the gradient in degrees. One colour is a plain colour. */
export interface Gradient {
  readonly colours: readonly Colour[];
  readonly angle: number;
}

/** Two numbers that belong together, such as a shadow’s offset. */
export interface Pair {
  readonly x: number;
  readonly y: number;
}

/** The same length at all four sides. */
export const allSides = (length: number): Sides => ({
  top: length,
  right: length,
  bottom: length,
  left: length,
});

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A finite number, as Hyprland writes numbers; undefined where the text is something else. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^0x[0-9a-f]+$/i.test(trimmed)) return Number(trimmed);
  if (!NUMBER.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

/** true, on, yes, 1 and false, off, no, 0. Hyprland reads the beginning of the word only, and so does this. */
export function parseFlag(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (/^(true|on|yes)/.test(word)) return true;
  if (/^(false|off|no)/.test(word)) return false;
  const value = parseNumber(word);
  return value === undefined ? undefined : value !== 0;
}

/** One to four whole numbers in the order of CSS (top, right, bottom, left), with commas or blanks between. */
export function parseSides(text: string): Sides | undefined {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const values = parts.slice(0, 4).map((part) => parseNumber(part));
  if (values.length === 0 || values.some((value) => value === undefined)) return undefined;
  const [top = 0, right = top, bottom = top, left = right] = values.map((value) => Math.trunc(value ?? 0));
  return { top, right, bottom, left };
}

/** Two numbers with a blank, a comma or an x between. */
export function parsePair(text: string): Pair | undefined {
  const parts = text.split(/[\s,x]+/).filter((part) => part !== '');
  if (parts.length !== 2) return undefined;
  const [x, y] = parts.map((part) => parseNumber(part));
  return x === undefined || y === undefined ? undefined : { x, y };
}

/** A colour from a number AARRGGBB. */
export const colourOf = (argb: number): Colour => ({
  alpha: (argb >>> 24) & 0xff,
  red: (argb >>> 16) & 0xff,
  green: (argb >>> 8) & 0xff,
  blue: argb & 0xff,
});

const hex = (text: string): number | undefined =>
  /^[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : undefined;

/** RRGGBB or RRGGBBAA in hexadecimal. */
function fromDigits(digits: string): Colour | undefined {
  const value = hex(digits);
  if (value === undefined) return undefined;
  if (digits.length === 6) return { ...colourOf(value), alpha: 255 };
  if (digits.length !== 8) return undefined;
  return { ...colourOf(Math.floor(value / 256)), alpha: value % 256 };
}

function fromParts(parts: readonly string[], withAlpha: boolean): Colour | undefined {
  const values = parts.map((part) => parseNumber(part));
  const [red, green, blue, alpha = 1] = values;
  if (values.length !== (withAlpha ? 4 : 3) || red === undefined || green === undefined || blue === undefined)
    return undefined;
  if ([red, green, blue].some((part) => part < 0 || part > 255) || alpha < 0 || alpha > 1) return undefined;
  return { red, green, blue, alpha: Math.floor(alpha * 255) };
}

/** `rgba(RRGGBBAA)`, `rgb(RRGGBB)`, both with decimal parts too, `0xAARRGGBB`, `#RGB`, `#RRGGBB`, `#RRGGBBAA`. */
export function parseColour(text: string): Colour | undefined {
  const trimmed = text.trim();
  const call = /^(rgba?)\(\s*([^()]*?)\s*\)$/i.exec(trimmed);
  if (call) {
    const [, name = '', inside = ''] = call;
    const withAlpha = name.toLowerCase() === 'rgba';
    if (inside.includes(',')) return fromParts(inside.split(','), withAlpha);
    return inside.length === (withAlpha ? 8 : 6) ? fromDigits(inside) : undefined;
  }
  if (trimmed.startsWith('#')) {
    const digits = trimmed.slice(1);
    return fromDigits(digits.length === 3 ? digits.replace(/./g, (digit) => digit + digit) : digits);
  }
  const value = parseNumber(trimmed);
  return value === undefined || value < 0 || value > 0xffffffff ? undefined : colourOf(value);
}

/** At most ten colours with blanks between, then the angle: `rgba(33ccffee) rgba(00ff99ee) 45deg`. */
export function parseGradient(text: string): Gradient | undefined {
  const words = text.match(/rgba?\([^)]*\)|\S+/gi) ?? [];
  const colours: Colour[] = [];
  let angle = 0;
  for (const word of words) {
    const degrees = /^([+-]?[\d.]+)deg$/.exec(word);
    if (degrees) {
      angle = Number(degrees[1]);
      break;
    }
    const colour = parseColour(word);
    if (colour === undefined) return undefined;
    colours.push(colour);
  }
  return colours.length === 0 || colours.length > 10 || !Number.isFinite(angle)
    ? undefined
    : { colours, angle };
}
