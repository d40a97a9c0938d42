import type { Placed, Sourced } from './place';
import { parseNumber, type Sides } from './values';

/** Which of a monitor's modes is wanted. Width and height in physical pixels, before the transform. */
export type ModeWish =
  | { readonly kind: 'preferred' | 'highest-rate' | 'highest-resolution' | 'widest' }
  | { readonly kind: 'exact'; readonly width: number; readonly height: number; readonly hertz?: number };

/** Where a monitor goes beside the others when its position is `auto-…`. */
export type AutoSide =
  'right' | 'left' | 'up' | 'down' | 'center-right' | 'center-left' | 'center-up' | 'center-down';

/** Where a monitor's top left corner goes, in logical pixels. */
export type PositionWish =
  | { readonly kind: 'at'; readonly x: number; readonly y: number }
  | { readonly kind: 'auto'; readonly side: AutoSide };

/** 0 to 7 as in Wayland: quarter turns, and from 4 on the same mirrored. */
export type Transform = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/**
 * What the configuration says of monitors that `output` names: a connector (`DP-1`), `desc:` and the beginning of a
 * description, or nothing for all that no other rule names. Every part is absent where it is not written.
 */
export interface MonitorRule extends Placed {
  readonly output: string;
  readonly disabled?: Sourced<boolean>;
  readonly mode?: Sourced<ModeWish>;
  readonly position?: Sourced<PositionWish>;
  /** A factor of at least 0.25, or Hyprland's own choice by the pixel density. */
  readonly scale?: Sourced<number | 'auto'>;
  readonly transform?: Sourced<Transform>;
  readonly mirror?: Sourced<string>;
  /** Kept free at the edges (`addreserved`), in logical pixels. */
  readonly reserved?: Sourced<Sides>;
  /** What changes no geometry: bitdepth, cm, vrr, icc, sdrbrightness … by its name in the configuration. */
  readonly others: Readonly<Record<string, Sourced<string>>>;
}

/** A screen as it is plugged in: what the configuration cannot say and the preview has to be told. */
export interface Screen {
  readonly name: string;
  readonly description?: string;
  /** Its modes, the preferred one first. */
  readonly modes: readonly { readonly width: number; readonly height: number; readonly hertz: number }[];
  /** Physical size in millimetres; absent or 0 where unknown, as for headless outputs. */
  readonly millimetres?: { readonly width: number; readonly height: number };
}

/** Reads a mode: `1920x1080@60`, `preferred`, `highrr`, `highres`, `maxwidth`, `modeline …`. */
export function parseMode(text: string): ModeWish | undefined {
  const mode = text.trim();
  if (mode === '' || mode.startsWith('pref')) return { kind: 'preferred' };
  if (mode.startsWith('highrr')) return { kind: 'highest-rate' };
  if (mode.startsWith('highres')) return { kind: 'highest-resolution' };
  if (mode.startsWith('maxwidth')) return { kind: 'widest' };
  if (/^modeline\s/i.test(mode)) return fromModeline(mode.split(/\s+/).slice(1));
  const exact = /^(\d+)\s*x\s*(\d+)(?:\s*@\s*(\d+(?:\.\d+)?)(?:hz)?)?$/i.exec(mode);
  if (!exact) return undefined;
  const [, width, height, hertz] = exact;
  return {
    kind: 'exact',
    width: Number(width),
    height: Number(height),
    ...(hertz !== undefined && { hertz: Number(hertz) }),
  };
}

/** clock (MHz), then four horizontal and four vertical timings, then flags. */
function fromModeline(words: readonly string[]): ModeWish | undefined {
  const [clock, width, , , totalWidth, height, , , totalHeight] = words
    .slice(0, 9)
    .map((word) => parseNumber(word));
  if (clock === undefined || !width || !height || !totalWidth || !totalHeight) return undefined;
  return { kind: 'exact', width, height, hertz: (clock * 1e6) / totalWidth / totalHeight };
}

const AUTO: Readonly<Record<string, AutoSide>> = {
  '': 'right',
  auto: 'right',
  'auto-right': 'right',
  'auto-left': 'left',
  'auto-up': 'up',
  'auto-down': 'down',
  'auto-center-right': 'center-right',
  'auto-center-left': 'center-left',
  'auto-center-up': 'center-up',
  'auto-center-down': 'center-down',
};

/** Reads a position: `1920x-180`, `auto`, `auto-left`, `auto-center-down` … */
export function parsePosition(text: string): PositionWish | undefined {
  const position = text.trim();
  const side = Object.hasOwn(AUTO, position) ? AUTO[position] : undefined;
  if (side !== undefined) return { kind: 'auto', side };
  const at = /^([+-]?\d+)\s*x\s*([+-]?\d+)$/.exec(position);
  return at ? { kind: 'at', x: Number(at[1]), y: Number(at[2]) } : undefined;
}

/** Reads a scale: `auto` or a number of at least 0.25. */
export function parseScale(text: string): number | 'auto' | undefined {
  const scale = text.trim();
  if (scale === '' || scale.startsWith('auto')) return 'auto';
  const value = parseNumber(scale);
  return value !== undefined && value >= 0.25 ? value : undefined;
}

/** Reads a transform: 0 to 7. */
export function parseTransform(text: string | number): Transform | undefined {
  const value = typeof text === 'number' ? text : parseNumber(text);
  switch (value) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
      return value;
    default:
      return undefined;
  }
}
