import type { ContentKind, ContentPalette, Size } from '../scene';
import { fill, rect, type Shape, shape, short } from '../shapes';
import { Strokes, seeded } from './strokes';

/** What a drawing inside a window has to go by. */
export interface Canvas {
  readonly size: Size;
  /** Height of a line; everything else follows from it. */
  readonly unit: number;
  readonly palette: ContentPalette;
  /** What it is drawn from: the same word gives the same drawing. */
  readonly seed: string;
}

/** No window is filled with more lines than this. */
const MOST_LINES = 160;

const accent = (palette: ContentPalette, index: number): string =>
  palette.accents[index % palette.accents.length] ?? palette.foreground;

function code(
  strokes: Strokes,
  canvas: Canvas,
  left: number,
  width: number,
  top: number,
  prompts: boolean,
): number {
  const { unit, palette, size } = canvas;
  const next = seeded(canvas.seed);
  const rows = Math.min(MOST_LINES, Math.floor((size.height - top - unit * 1.4) / unit));
  let depth = 0;
  for (let row = 0; row < rows; row += 1) {
    const y = top + (row + 0.5) * unit;
    depth = Math.min(3, Math.max(0, depth + Math.floor(next() * 3) - 1));
    const x = left + (prompts ? 0 : depth * unit * 1.1);
    const first = Math.min((1.6 + next() * 4.4) * unit, left + width - x);
    strokes.line(accent(palette, prompts ? row % 2 : Math.floor(next() * 4)), x, y, first);
    const second = Math.min((0.8 + next() * 4) * unit, left + width - x - first - unit * 0.8);
    if (next() > 0.2) strokes.line(palette.muted, x + first + unit * 0.8, y, second);
  }
  return top + rows * unit;
}

function terminal(canvas: Canvas): readonly Shape[] {
  const { unit, size, palette } = canvas;
  const strokes = new Strokes();
  const end = code(strokes, canvas, unit * 0.7, size.width - 1.4 * unit, unit * 1.7, true);
  const cursor = rect(
    { x: unit * 0.55, y: end + unit * 0.1, width: unit * 0.5, height: unit * 0.8 },
    fill(accent(palette, 1)),
  );
  return [...strokes.shapes(unit * 0.34), cursor];
}

function editor(canvas: Canvas): readonly Shape[] {
  const { unit, size, palette } = canvas;
  const tree = Math.min(size.width * 0.22, unit * 6);
  const wide = size.width > unit * 14;
  const strokes = new Strokes();
  const left = wide ? tree + unit * 1.4 : unit * 0.7;
  code(strokes, canvas, left, size.width - left - unit * 0.7, unit * 1.7, false);
  if (!wide) return strokes.shapes(unit * 0.34);
  const next = seeded(`${canvas.seed}/tree`);
  const rows = Math.min(14, Math.floor((size.height - unit * 3) / unit));
  for (let row = 0; row < rows; row += 1) {
    strokes.line(palette.muted, unit * 0.7, (row + 2.2) * unit, (0.45 + next() * 0.45) * (tree - unit));
  }
  const edge = shape('path', {
    d: `M${short(tree)} ${short(unit * 1.5)}V${short(size.height - unit * 0.6)}`,
    stroke: palette.raised,
    'stroke-width': short(unit * 0.1),
  });
  return [edge, ...strokes.shapes(unit * 0.34)];
}

function browser(canvas: Canvas): readonly Shape[] {
  const { unit, size, palette } = canvas;
  const inner = size.width - unit * 1.6;
  const left = unit * 0.8;
  const address = rect(
    { x: left, y: unit * 1.5, width: inner, height: unit * 0.95 },
    { rx: short(unit * 0.45), ...fill(palette.raised) },
  );
  const heading = rect(
    { x: left, y: unit * 3.2, width: inner * 0.45, height: unit * 0.75 },
    { rx: short(unit * 0.2), ...fill(palette.foreground), opacity: 0.75 },
  );
  const strokes = new Strokes();
  const next = seeded(canvas.seed);
  const paragraph = (from: number, count: number): number => {
    for (let row = 0; row < count; row += 1) {
      const share = row === count - 1 ? 0.45 + next() * 0.3 : 0.94 + next() * 0.06;
      strokes.line(palette.muted, left, from + row * unit * 0.85, inner * share);
    }
    return from + count * unit * 0.85;
  };
  const chartTop = paragraph(unit * 4.8, 3) + unit * 0.3;
  const chartHeight = Math.min(Math.max(0, size.height - chartTop - unit * 3.4), inner * 0.24);
  const points = Array.from({ length: 9 }, (_, index) => {
    const height = chartHeight * (0.25 + next() * 0.75);
    return `L${short(left + (index / 8) * inner)} ${short(chartTop + chartHeight - height)}`;
  });
  const chart =
    chartHeight > unit
      ? [
          shape('path', {
            d: `M${short(left)} ${short(chartTop + chartHeight)}${points.join('')}L${short(left + inner)} ${short(chartTop + chartHeight)}z`,
            ...fill(accent(palette, 0)),
            opacity: 0.3,
          }),
        ]
      : [];
  const rest = Math.floor((size.height - chartTop - chartHeight - unit * 1.6) / (unit * 0.85));
  if (rest > 0) paragraph(chartTop + chartHeight + unit * 1.1, Math.min(rest, MOST_LINES));
  return [address, heading, ...chart, ...strokes.shapes(unit * 0.3)];
}

function chat(canvas: Canvas): readonly Shape[] {
  const { unit, size, palette } = canvas;
  const next = seeded(canvas.seed);
  const shapes: Shape[] = [];
  const inner = size.width - unit * 1.4;
  for (let y = unit * 1.7, row = 0; y + unit * 1.8 < size.height && row < 40; row += 1) {
    const mine = row % 3 === 1;
    const width = inner * (0.38 + next() * 0.36);
    const height = unit * (next() > 0.6 ? 1.9 : 1.2);
    const x = mine ? unit * 0.7 + inner - width : unit * 0.7;
    const paint = mine ? { ...fill(accent(palette, 0)), opacity: 0.35 } : fill(palette.raised);
    shapes.push(rect({ x, y, width, height }, { rx: short(unit * 0.35), ...paint }));
    y += height + unit * 0.5;
  }
  return shapes;
}

function files(canvas: Canvas): readonly Shape[] {
  const { unit, size, palette } = canvas;
  const side = Math.min(size.width * 0.22, unit * 5);
  const strokes = new Strokes();
  const rows = Math.min(8, Math.floor((size.height - unit * 3) / unit));
  for (let row = 0; row < rows; row += 1) {
    strokes.line(palette.muted, unit * 0.7, (row + 2.2) * unit, side * (0.5 + 0.3 * ((row * 7) % 3) * 0.5));
  }
  const shapes: Shape[] = [];
  const step = unit * 3.2;
  for (let y = unit * 1.8; y + step * 0.9 < size.height && shapes.length < 120; y += step) {
    for (let x = side + unit * 1.4; x + step * 0.8 < size.width && shapes.length < 120; x += step) {
      const folder = shapes.length % 4 !== 3;
      shapes.push(
        rect(
          { x, y, width: step * 0.6, height: step * (folder ? 0.45 : 0.58) },
          { rx: short(unit * 0.2), ...fill(folder ? accent(palette, 0) : palette.muted), opacity: 0.6 },
        ),
      );
      strokes.line(palette.muted, x + unit * 0.1, y + step * 0.74, step * 0.45);
    }
  }
  return [...shapes, ...strokes.shapes(unit * 0.28)];
}

function media(canvas: Canvas): readonly Shape[] {
  const { unit, size, palette } = canvas;
  const radius = Math.min(size.width, size.height) * 0.12;
  const [x, y] = [size.width / 2, size.height / 2];
  return [
    shape('circle', { cx: short(x), cy: short(y), r: short(radius), ...fill(palette.raised) }),
    shape('path', {
      d: `M${short(x - radius * 0.32)} ${short(y - radius * 0.5)}L${short(x + radius * 0.56)} ${short(y)}L${short(x - radius * 0.32)} ${short(y + radius * 0.5)}z`,
      ...fill(palette.foreground),
    }),
    rect(
      { x: unit, y: size.height - unit * 1.4, width: size.width - unit * 2, height: unit * 0.24 },
      { rx: short(unit * 0.12), ...fill(palette.muted) },
    ),
    rect(
      { x: unit, y: size.height - unit * 1.4, width: (size.width - unit * 2) * 0.37, height: unit * 0.24 },
      { rx: short(unit * 0.12), ...fill(accent(palette, 0)) },
    ),
  ];
}

function plain(canvas: Canvas): readonly Shape[] {
  const { unit, size, palette } = canvas;
  const strokes = new Strokes();
  const next = seeded(canvas.seed);
  const rows = Math.min(7, Math.floor((size.height - unit * 2.6) / unit));
  for (let row = 0; row < rows; row += 1) {
    strokes.line(
      palette.muted,
      unit * 0.8,
      (row + 2.2) * unit,
      (0.3 + next() * 0.5) * (size.width - unit * 1.6),
    );
  }
  return strokes.shapes(unit * 0.3);
}

/** The drawing that stands for what a window would show, from its own corner; its title is not in it. */
export function contentShapes(kind: ContentKind, canvas: Canvas): readonly Shape[] {
  if (canvas.size.width < canvas.unit * 2 || canvas.size.height < canvas.unit * 2) return [];
  switch (kind) {
    case 'terminal':
      return terminal(canvas);
    case 'editor':
      return editor(canvas);
    case 'browser':
      return browser(canvas);
    case 'chat':
      return chat(canvas);
    case 'files':
      return files(canvas);
    case 'media':
      return media(canvas);
    case 'plain':
      return plain(canvas);
  }
}
