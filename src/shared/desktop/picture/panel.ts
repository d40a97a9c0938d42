import { fitted, letters } from './letters';
import { roundedPath } from './rounded';
import type { SceneBox, PanelPart, ScenePanel } from './scene';
import { shadowShapes } from './shadow';
import { fill, grown, rect, type Shape, shape, short, stroke } from './shapes';

/** More marks than these are not drawn in one piece. */
const MOST_MARKS = 24;

const upright = (box: SceneBox): boolean => box.height > box.width;

function workspaces(part: PanelPart, count: number, current: number, active: string): readonly Shape[] {
  const { box } = part;
  const tall = upright(box);
  const across = Math.min(box.width, box.height) * 0.34;
  const shown = Math.min(count, MOST_MARKS);
  const step = Math.min(across * 1.7, (tall ? box.height : box.width) / (shown + 1));
  let at = step * 0.4;
  return Array.from({ length: shown }, (_, index) => {
    const on = index === current;
    const along = on ? step * 1.6 : step * 0.65;
    const mark: SceneBox = tall
      ? { x: box.x + (box.width - across) / 2, y: box.y + at, width: across, height: along }
      : { x: box.x + at, y: box.y + (box.height - across) / 2, width: along, height: across };
    at += along + step * 0.35;
    return rect(mark, {
      rx: short(across / 2),
      ...fill(on ? active : part.colour),
      ...(on ? {} : { opacity: 0.5 }),
    });
  });
}

function marks(
  part: PanelPart,
  count: number,
  size: number,
  draw: (box: SceneBox, index: number) => readonly Shape[],
) {
  const { box } = part;
  const tall = upright(box);
  const across = Math.min(box.width, box.height);
  const side = across * size;
  const step = Math.min(across, (tall ? box.height : box.width) / Math.max(1, count));
  return Array.from({ length: Math.min(count, MOST_MARKS) }, (_, index) => {
    const at = index * step + (step - side) / 2;
    return tall
      ? { x: box.x + (box.width - side) / 2, y: box.y + at, width: side, height: side }
      : { x: box.x + at, y: box.y + (box.height - side) / 2, width: side, height: side };
  }).flatMap(draw);
}

function partShapes(part: PanelPart): readonly Shape[] {
  const { box, draws, colour } = part;
  const across = Math.min(box.width, box.height);
  const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
  switch (draws.is) {
    case 'text':
      return upright(box) && fitted(draws.text, box.width, draws.fontSize) !== draws.text
        ? [
            shape(
              'g',
              { transform: `rotate(-90 ${short(middleX)} ${short(middleY)})` },
              letters(
                draws.text,
                { x: middleX, y: middleY, width: box.height, size: draws.fontSize, anchor: 'middle' },
                fill(colour),
              ),
            ),
          ]
        : letters(
            draws.text,
            { x: middleX, y: middleY, width: box.width, size: draws.fontSize, anchor: 'middle' },
            fill(colour),
          );
    case 'workspaces':
      return workspaces(part, draws.count, draws.current, draws.active);
    case 'tasks':
      return marks(part, draws.count, 0.6, (mark, index) => [
        rect(mark, { rx: short(mark.width * 0.2), ...fill(colour), opacity: 0.55 }),
        ...(index < draws.open
          ? [
              rect(
                { x: mark.x, y: mark.y + mark.height * 1.15, width: mark.width, height: across * 0.06 },
                fill(draws.active),
              ),
            ]
          : []),
      ]);
    case 'tray':
      return marks(part, draws.count, 0.36, (mark) => [
        shape('circle', {
          cx: short(mark.x + mark.width / 2),
          cy: short(mark.y + mark.height / 2),
          r: short(mark.width / 2),
          ...stroke(colour, mark.width * 0.16),
        }),
      ]);
    case 'launcher':
      return [
        shape('path', {
          d: roundedPath(grown({ x: middleX, y: middleY, width: 0, height: 0 }, across * 0.28), across * 0.1),
          ...fill(colour),
        }),
      ];
    case 'battery':
      return [
        rect(
          {
            x: middleX - across * 0.28,
            y: middleY - across * 0.15,
            width: across * 0.5,
            height: across * 0.3,
          },
          { rx: short(across * 0.06), ...stroke(colour, across * 0.05) },
        ),
        rect(
          {
            x: middleX - across * 0.24,
            y: middleY - across * 0.11,
            width: across * 0.3,
            height: across * 0.22,
          },
          fill(colour),
        ),
      ];
    case 'line':
      return [rect(box, { ...fill(colour), opacity: 0.4 })];
  }
}

/** A bar or panel with its pieces. */
export function panelShape(panel: ScenePanel): Shape {
  const { box, border } = panel;
  return shape('g', {}, [
    ...(panel.shadow ? shadowShapes(box, panel.rounding, panel.shadow) : []),
    shape('path', { d: roundedPath(box, panel.rounding), ...fill(panel.background) }),
    ...(border
      ? [
          shape('path', {
            d: roundedPath(grown(box, -border.width / 2), Math.max(0, panel.rounding - border.width / 2)),
            ...stroke(border.colour, border.width),
          }),
        ]
      : []),
    shape(
      'g',
      { transform: `translate(${short(box.x)} ${short(box.y)})` },
      panel.parts.flatMap((part) => [
        ...(part.background
          ? [
              shape('path', {
                d: roundedPath(part.box, Math.min(panel.rounding, part.box.height / 2)),
                ...fill(part.background),
              }),
            ]
          : []),
        ...partShapes(part),
      ]),
    ),
  ]);
}
