import { seeded } from './contents/strokes';
import { mixed } from './gradient';
import type { Backdrop, ContentPalette, Size } from './scene';
import { fill, rect, type Shape, shape, short, solid } from './shapes';

/** Ranges of hills, one behind the other. */
const HILLS = 3;
const HILL_POINTS = 7;

/**
 * What lies behind the windows. Where a wallpaper is configured, a landscape in the host's colours stands for it: the same
 * for the same file, and never the file itself.
 */
export function backdropShapes(
  backdrop: Backdrop,
  size: Size,
  palette: ContentPalette,
  id: string,
): readonly Shape[] {
  const whole = { x: 0, y: 0, width: size.width, height: size.height };
  if (backdrop.wallpaper === null) return [rect(whole, fill(backdrop.colour))];
  const next = seeded(backdrop.wallpaper);
  const accent = palette.accents[0] ?? palette.foreground;
  const other = palette.accents[1] ?? accent;
  const sky = shape('linearGradient', { id, x1: 0, y1: 0, x2: 0.4, y2: 1 }, [
    shape('stop', { offset: 0, 'stop-color': solid(mixed(palette.background, other, 0.3)) }),
    shape('stop', { offset: 1, 'stop-color': solid(mixed(palette.background, accent, 0.5)) }),
  ]);
  const hills = Array.from({ length: HILLS }, (_, range) => {
    const base = size.height * (0.5 + range * 0.16);
    const points = Array.from({ length: HILL_POINTS }, (_unused, index) => ({
      x: (index / (HILL_POINTS - 1)) * size.width,
      y: base - next() * size.height * 0.16,
    }));
    const curve = points
      .slice(1)
      .map((point, index) => {
        const before = points[index] ?? point;
        const middle = (before.x + point.x) / 2;
        return `C${short(middle)} ${short(before.y)} ${short(middle)} ${short(point.y)} ${short(point.x)} ${short(point.y)}`;
      })
      .join('');
    return shape('path', {
      d: `M0 ${short(points[0]?.y ?? base)}${curve}V${short(size.height)}H0z`,
      ...fill(solid(mixed(palette.background, range === 1 ? other : accent, 0.34 - range * 0.1))),
    });
  });
  return [sky, rect(whole, { fill: `url(#${id})` }), ...hills];
}
