/** A colour without transparency; each part from 0 to 255. */
export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** Colours of one kind of surface. */
export interface SurfaceColours {
  readonly background: Rgb;
  readonly alternate: Rgb;
  readonly foreground: Rgb;
  readonly inactive: Rgb;
  readonly focus: Rgb;
  readonly hover: Rgb;
  readonly link: Rgb;
  readonly visited: Rgb;
  readonly negative: Rgb;
  readonly neutral: Rgb;
  readonly positive: Rgb;
}

/** A bar over a window, with or without the focus. */
export interface BarColours {
  readonly background: Rgb;
  readonly foreground: Rgb;
}

/** A colour scheme of KDE: what a `.colors` file says, as far as a picture of the desktop needs it. */
export interface ColourScheme {
  readonly name: string;
  readonly window: SurfaceColours;
  readonly view: SurfaceColours;
  readonly button: SurfaceColours;
  readonly selection: SurfaceColours;
  readonly tooltip: SurfaceColours;
  readonly complementary: SurfaceColours;
  /** The title bar of the window with the focus, and of the others. */
  readonly activeTitle: BarColours;
  readonly inactiveTitle: BarColours;
}

/** A colour by its parts, 0 to 255. */
export const rgb = (red: number, green: number, blue: number): Rgb => ({ red, green, blue });

/** `r,g,b` (an alpha behind it is not needed), or `#rrggbb`; undefined for anything else. */
export function parseRgb(text: string): Rgb | undefined {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (digits) {
    const [red = 0, green = 0, blue = 0] = digits.slice(1).map((part) => Number.parseInt(part, 16));
    return { red, green, blue };
  }
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length < 3 || parts.length > 4 || !parts.every((part) => /^\d{1,3}$/.test(part)))
    return undefined;
  const [red = 0, green = 0, blue = 0] = parts.map(Number);
  return [red, green, blue].every((part) => part <= 255) ? { red, green, blue } : undefined;
}

/** `#rrggbb`. */
export const hexOf = ({ red, green, blue }: Rgb): string =>
  `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** How light a colour is to the eye, 0 to 1. */
export const lightness = ({ red, green, blue }: Rgb): number =>
  (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
