import type { SceneColour, Paint } from './scene';
import { alphaOf, type Shape, shape, short, solid } from './shapes';

/** Between two colours the mixture is told so often; SVG mixes in a straight line between them. */
const STEPS = 6;

/** Exponent of the transfer function Hyprland mixes with. */
const GAMMA = 2.2;

type Lab = readonly [number, number, number, number];

const linear = (channel: number): number => (channel / 255) ** GAMMA;
const encoded = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) ** (1 / GAMMA) * 255);

/** OkLab of a colour (Björn Ottosson, "A perceptual color space for image processing", 2020). */
function okLab(colour: SceneColour): Lab {
  const [r, g, b] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) || 0)) as [
    number,
    number,
    number,
  ];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    alphaOf(colour),
  ];
}

function colourOf([light, a, b, alpha]: Lab): SceneColour {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    Math.round(alpha * 255),
  ];
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour at `at` (0 to 1) between two, mixed in OkLab as Hyprland's border shader does. */
export function mixed(from: SceneColour, to: SceneColour, at: number): SceneColour {
  const a = okLab(from);
  const b = okLab(to);
  return colourOf(
    [0, 1, 2, 3].map((index) => (a[index] ?? 0) * (1 - at) + (b[index] ?? 0) * at) as unknown as Lab,
  );
}

/**
 * Where a gradient begins and ends in the unit square. Hyprland's shader does not turn a line by the angle: how far a point
 * is along equals `y·sin(angle) + x·(1 - sin(angle))`, mirrored for the other quadrants (border.glsl, gradient.glsl).
 */
export function gradientLine(angle: number): { x1: number; y1: number; x2: number; y2: number } {
  const turn = ((angle % 360) + 360) % 360;
  const mirroredX = turn > 90 && turn <= 270;
  const mirroredY = turn > 180;
  const within = turn > 270 ? 360 - turn : turn > 180 ? turn - 180 : turn > 90 ? 180 - turn : turn;
  const sine = Math.sin((within * Math.PI) / 180);
  const length = (1 - sine) ** 2 + sine ** 2;
  const [dx, dy] = [(1 - sine) / length, sine / length];
  return {
    x1: short(mirroredX ? 1 : 0),
    y1: short(mirroredY ? 1 : 0),
    x2: short(mirroredX ? 1 - dx : dx),
    y2: short(mirroredY ? 1 - dy : dy),
  };
}

/** The colours of a paint with those between them, evenly spread. */
export function gradientStops(
  colours: readonly SceneColour[],
): readonly { offset: number; colour: SceneColour }[] {
  const pieces = colours.length - 1;
  if (pieces < 1) return colours.map((colour) => ({ offset: 0, colour }));
  return Array.from({ length: pieces * STEPS + 1 }, (_, index) => {
    const piece = Math.min(Math.floor(index / STEPS), pieces - 1);
    const from = colours[piece] ?? '#000000';
    const to = colours[piece + 1] ?? from;
    return { offset: index / (pieces * STEPS), colour: mixed(from, to, index / STEPS - piece) };
  });
}

/** The definition a gradient needs, or null where one colour is enough. */
export function gradientShape(paint: Paint, id: string): Shape | null {
  if (paint.colours.length < 2) return null;
  return shape(
    'linearGradient',
    { id, ...gradientLine(paint.angle) },
    gradientStops(paint.colours).map(({ offset, colour }) =>
      shape('stop', {
        offset: short(offset),
        'stop-color': solid(colour),
        'stop-opacity': short(alphaOf(colour)),
      }),
    ),
  );
}
