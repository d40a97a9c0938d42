/* oxlint-disable jsx-a11y/prefer-tag-over-role -- drawings inside an svg have no tags of their own for this */
import { memo, useMemo } from 'react';
import {
  behindContent,
  type FrameWindow,
  insideWindow,
  type SceneWindow,
  overContent,
  type WindowDrawing,
} from '../../../shared/desktop';
import { Shapes } from './shapes';

/** A window in words, for those who do not see it. */
export function windowWords({ window }: FrameWindow): string {
  const { box } = window;
  const name =
    window.title === '' || window.title === window.class ? window.class : `${window.class}, ${window.title}`;
  const state = [window.floating ? 'floating' : '', window.focused ? 'focused' : '']
    .filter(Boolean)
    .join(', ');
  const at = `at ${Math.round(box.x)}, ${Math.round(box.y)}, ${Math.round(box.width)} by ${Math.round(box.height)}`;
  return `${name}: ${at}${state === '' ? '' : `, ${state}`}`;
}

/** What a window holds is drawn for sizes of so many lines, and stretched to the size it has: a dragged gap draws little anew. */
const STEP = 0.5;

const rounded = (length: number, unit: number): number =>
  Math.max(1, Math.round(length / (unit * STEP)) * unit * STEP);

/** What a window holds; while it moves only its place and stretch change. */
const Inside = memo(function Inside({
  window,
  width,
  height,
  drawing,
}: {
  window: SceneWindow;
  width: number;
  height: number;
  drawing: WindowDrawing;
}) {
  const shapes = useMemo(
    () => insideWindow(window, { width, height }, drawing),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a window that only moved has the same drawing
    [window.class, window.title, window.content, window.titleBar, width, height, drawing],
  );
  return <Shapes shapes={shapes} />;
});

/** A window at one moment of its way. */
export function WindowView({ frame, drawing }: { frame: FrameWindow; drawing: WindowDrawing }) {
  const { window, box, alpha, x, y, goes } = frame;
  const goal = window.box;
  const width = rounded(goal.width, drawing.unit);
  const height = rounded(goal.height, drawing.unit);
  const stretch = `translate(${box.x} ${box.y}) scale(${box.width / width} ${box.height / height})`;
  return (
    <g
      {...(goes ? { 'aria-hidden': true } : { role: 'img', 'aria-label': windowWords(frame) })}
      data-window={window.id}
      data-class={window.class}
      data-focused={window.focused}
      data-box={`${goal.x} ${goal.y} ${goal.width} ${goal.height}`}
      transform={`translate(${x} ${y})`}
      opacity={window.opacity * alpha}
    >
      <Shapes shapes={behindContent(window, box, drawing)} />
      <g transform={stretch}>
        <Inside window={window} width={width} height={height} drawing={drawing} />
      </g>
      <Shapes shapes={overContent(window, box, drawing)} />
    </g>
  );
}
