import { letters } from './letters';
import { monitorShapes } from './monitor';
import { boundsOf, type PlaceBy, type PlacedGlass, placeGlass, sizesKnown } from './place';
import type { Scene } from './scene';
import { grown, rect, type Shape, shape, short } from './shapes';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as XML holds it: markup in a window's title stays letters. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (letter) => ESCAPES[letter] ?? letter);
}

/** The shape as SVG text. */
function shapeText({ tag, attributes, inside }: Shape): string {
  const names = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
  const content = typeof inside === 'string' ? escaped(inside) : inside.map(shapeText).join('');
  return content === '' ? `<${tag}${names}/>` : `<${tag}${names}>${content}</${tag}>`;
}

/** Colours of what is not the desktop: the wall, frames, labels. */
const WALL = { background: '#0b1015', frame: '#17202a', edge: '#34444f', text: '#e4ebf1', muted: '#8c9dac' };

/** Pixels around everything, for frames and between monitors. */
const MARGIN = 32;
const FRAME = 5;
const LABEL = 26;
const SMALLEST_WIDTH = 320;
const LARGEST_WIDTH = 8192;

/** What stands below a monitor: name, mode, scale, how it is turned. */
export function monitorWords({ monitor }: Pick<PlacedGlass, 'monitor'>): string {
  const { pixels, scale, turned } = monitor;
  const parts = [`${short(pixels.width)} x ${short(pixels.height)}`, `scale ${short(scale)}`];
  if (turned !== 0) parts.push(`turned ${turned} degrees`);
  return parts.join(', ');
}

/** The size of the glass in words, or null where nobody knows it. */
export function glassWords({ monitor }: Pick<PlacedGlass, 'monitor'>): string | null {
  const { millimetres } = monitor;
  return millimetres ? `${Math.round(millimetres.width)} x ${Math.round(millimetres.height)} mm` : null;
}

/**
 * The whole desktop as an SVG file `width` pixels wide, monitors as they stand. By millimetres where every monitor's size is
 * known and nothing else is asked for.
 */
export function sceneSvg(
  scene: Scene,
  options: { readonly width?: number; readonly by?: PlaceBy } = {},
): string {
  const by = options.by ?? (sizesKnown(scene.monitors) ? 'millimetres' : 'pixels');
  const width = Math.min(LARGEST_WIDTH, Math.max(SMALLEST_WIDTH, Math.round(options.width ?? 1600)));
  const rough = boundsOf(placeGlass(scene.monitors, by, 0).map(({ box }) => box));
  const zoomRough = (width - 2 * MARGIN) / Math.max(1, rough.width);
  const placed = placeGlass(scene.monitors, by, (FRAME * 3) / zoomRough);
  const bounds = boundsOf(placed.map(({ box }) => box));
  // A tower of monitors becomes narrower rather than endlessly high.
  const zoom = Math.min(
    (width - 2 * MARGIN) / Math.max(1, bounds.width),
    (width * 2) / Math.max(1, bounds.height),
  );
  const height = Math.round(bounds.height * zoom + 2 * MARGIN + LABEL);
  const left = (width - bounds.width * zoom) / 2;
  const monitors = placed.flatMap((each, index) => {
    const { monitor } = each;
    const prefix = `m${index}`;
    const box = {
      x: left + (each.box.x - bounds.x) * zoom,
      y: MARGIN + (each.box.y - bounds.y) * zoom,
      width: each.box.width * zoom,
      height: each.box.height * zoom,
    };
    const x = box.width / Math.max(1, monitor.box.width);
    const y = box.height / Math.max(1, monitor.box.height);
    const glass = glassWords(each);
    const words = `${monitor.name}  ${monitorWords(each)}${glass === null ? '' : `, ${glass}`}`;
    return [
      rect(grown(box, FRAME), { rx: 6, fill: WALL.frame, stroke: WALL.edge }),
      shape('clipPath', { id: `${prefix}-glass` }, [
        rect({ x: 0, y: 0, width: monitor.box.width, height: monitor.box.height }, {}),
      ]),
      shape(
        'g',
        { transform: `translate(${short(box.x)} ${short(box.y)}) scale(${x.toFixed(5)} ${y.toFixed(5)})` },
        [shape('g', { 'clip-path': `url(#${prefix}-glass)` }, monitorShapes(monitor, scene.palette, prefix))],
      ),
      ...letters(
        words,
        { x: box.x, y: box.y + box.height + FRAME + 13, width: Math.max(box.width, 240), size: 12 },
        { fill: WALL.muted },
      ),
    ];
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `${[rect({ x: 0, y: 0, width, height }, { fill: WALL.background }), ...monitors].map(shapeText).join('')}</svg>\n`
  );
}
