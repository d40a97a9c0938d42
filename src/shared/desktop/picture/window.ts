import { borderShapes, frameBox, outerRounding } from './border';
import { contentShapes } from './contents/draw';
import { groupBarShapes } from './group-bar';
import { letters } from './letters';
import type { SceneBox, ContentPalette, SceneWindow } from './scene';
import { shadowShapes } from './shadow';
import { fill, grown, type Shape, shape, short } from './shapes';
import { clientShape, titleBarShapes } from './title-bar';

/** How a window is drawn. */
export interface WindowDrawing {
  readonly palette: ContentPalette;
  /** Height of a line inside windows. */
  readonly unit: number;
  /** Begins every id, so that several pictures can stand in one document. */
  readonly prefix: string;
}

/** What lies below a window's content: shadow, background, title bar. */
export function behindContent(window: SceneWindow, box: SceneBox, drawing: WindowDrawing): readonly Shape[] {
  const frame = frameBox(window, box);
  return [
    ...(window.shadow ? shadowShapes(grown(frame, window.border), outerRounding(window), window.shadow) : []),
    clientShape(window, box, fill(drawing.palette.background)),
    ...titleBarShapes(window, frame),
  ];
}

/** What a window holds, from the client's own corner. It rests on its size, class and title alone. */
export function insideWindow(
  window: Pick<SceneWindow, 'content' | 'class' | 'title' | 'titleBar'>,
  size: { readonly width: number; readonly height: number },
  drawing: WindowDrawing,
): readonly Shape[] {
  const { unit, palette } = drawing;
  const title =
    window.titleBar === null && size.height > unit * 1.6
      ? letters(
          window.title === '' ? window.class : window.title,
          { x: unit * 0.6, y: unit * 0.85, width: size.width - unit * 1.2, size: unit * 0.66 },
          { ...fill(palette.foreground), opacity: 0.62 },
        )
      : [];
  return [
    ...title,
    ...contentShapes(window.content, { size, unit, palette, seed: `${window.class}/${window.title}` }),
  ];
}

/** What lies over a window's content: the dimming, the border, the bar of its group. */
export function overContent(window: SceneWindow, box: SceneBox, drawing: WindowDrawing): readonly Shape[] {
  const frame = frameBox(window, box);
  const id = `${drawing.prefix}-border-${window.id}`;
  return [
    ...(window.dim > 0
      ? [clientShape(window, box, { fill: '#000000', 'fill-opacity': short(window.dim) })]
      : []),
    ...borderShapes(window, frame, id),
    ...(window.group ? groupBarShapes(window.group, `${drawing.prefix}-group-${window.id}`) : []),
  ];
}

/** A window at rest. */
export function windowShape(window: SceneWindow, drawing: WindowDrawing): Shape {
  const { box } = window;
  return shape('g', window.opacity < 1 ? { opacity: short(window.opacity) } : {}, [
    ...behindContent(window, box, drawing),
    shape(
      'g',
      { transform: `translate(${short(box.x)} ${short(box.y)})` },
      insideWindow(window, box, drawing),
    ),
    ...overContent(window, box, drawing),
  ]);
}
