import type { Place, Placed, Sourced } from './place';
import type { Colour, Sides } from './values';

/** A side of a monitor. */
export type Edge = 'top' | 'right' | 'bottom' | 'left';

/** A bar at an edge of monitors: waybar, hyprpanel or another. */
export interface Bar extends Placed {
  readonly program: string;
  readonly name?: string;
  readonly edge: Edge;
  /** Across the edge, in logical pixels; undefined where the program takes what its contents need. */
  readonly thickness?: number;
  readonly margin: Sides;
  /** Whether windows keep clear of it. */
  readonly exclusive: boolean;
  /** Names of monitors; empty for all. */
  readonly outputs: readonly string[];
  /** Names of what is in it, at the beginning, in the middle and at the end. */
  readonly start: readonly string[];
  readonly middle: readonly string[];
  readonly end: readonly string[];
}

/** What covers the background of monitors. */
export interface Wallpaper extends Placed {
  /** Names of monitors; empty for all. */
  readonly outputs: readonly string[];
  /** The file as it is written, or a colour. */
  readonly show:
    | { readonly kind: 'picture'; readonly path: string }
    | { readonly kind: 'colour'; readonly colour: Colour };
  readonly fit: 'cover' | 'contain' | 'tile' | 'fill';
}

/** A colour with a name: base16 of Stylix (`base00` …), or a `$name` of the configuration. */
export interface NamedColour {
  readonly name: string;
  readonly colour: Colour;
  readonly from?: Place;
}

/** A program that is started, and when. */
export interface Startup extends Placed {
  readonly when: 'once' | 'reload' | 'shutdown';
  readonly command: string;
}

/** Settings of one input device. */
export interface DeviceSettings extends Placed {
  readonly name: string;
  readonly settings: Readonly<Record<string, Sourced<string>>>;
}
