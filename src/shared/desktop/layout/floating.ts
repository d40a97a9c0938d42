import { isAtLeast, parseFlag, type Sides } from '../model';
import { centred, contains, middle, type Box, type Point } from './box';
import { membersOf, monitorNamed, shownBy } from './find';
import { groundOf, type Ground } from './ground';
import { setBox, takenAround } from './place';
import { evaluate, splitPair, withoutPercent } from './rules/expression';
import { settingsOf } from './settings';
import type { Desk, Direction, Workspace } from './state';

/** Names that `size` and `move` rules can use. Positions are relative to the monitor. */
function namesFor(desk: Desk, workspace: Workspace, at: Point, size: Point): Record<string, number> {
  const { box } = monitorNamed(desk, workspace.monitor);
  return {
    window_w: size.x,
    window_h: size.y,
    window_x: at.x - box.x,
    window_y: at.y - box.y,
    monitor_w: box.w,
    monitor_h: box.h,
    cursor_x: desk.cursor.x - box.x,
    cursor_y: desk.cursor.y - box.y,
  };
}

/** The two values of a `size` or `move` rule; undefined where it does not read. */
export function pairOf(text: string, names: Readonly<Record<string, number>>): Point | undefined {
  const parts = splitPair(text);
  if (!parts) return undefined;
  const x = evaluate(withoutPercent(parts[0], 'monitor_w'), names);
  const y = evaluate(withoutPercent(parts[1], 'monitor_h'), names);
  return x === undefined || y === undefined ? undefined : { x, y };
}

const NOTHING: Sides = { top: 0, right: 0, bottom: 0, left: 0 };

/** Moves a box so that it is wholly inside an area (2) or some of it is (1), with what is `taken` around it. */
function kept(area: Box, taken: Sides, box: Box, how: number): Box {
  if (how !== 1 && how !== 2) return box;
  const w = box.w + taken.left + taken.right;
  const h = box.h + taken.top + taken.bottom;
  let x = box.x - taken.left;
  let y = box.y - taken.top;
  if (how === 2) {
    x = Math.max(x, area.x);
    y = Math.max(y, area.y);
    if (x + w > area.x + area.w) x = area.x + area.w - w;
    if (y + h > area.y + area.h) y = area.y + area.h - h;
  } else if (x >= area.x + area.w || y >= area.y + area.h || x + w <= area.x || y + h <= area.y) {
    x = Math.max(x, area.x - w / 2);
    y = Math.max(y, area.y - h / 2);
    if (x > area.x + area.w) x = area.x + area.w - w / 2;
    if (y > area.y + area.h) y = area.y + area.h - h / 2;
  }
  return { x: x + taken.left, y: y + taken.top, w: box.w, h: box.h };
}

function put(desk: Desk, workspace: Workspace, ground: Ground, target: string, box: Box): void {
  setBox(desk, workspace, ground, target, box);
  for (const win of membersOf(desk, target)) win.lastFloatBox = box;
}

/**
 * Places a target that opens floating: the `size` rule, else the size it asks for; the `move` rule, the `center` rule, else
 * the middle of the floating work area. Up to 0.56 a `move` rule sees the window's own size, from 0.57 on that of the
 * `size` rule.
 */
export function placeNewFloating(
  desk: Desk,
  workspace: Workspace,
  target: string,
  effects: Readonly<Record<string, string>>,
): void {
  const ground = groundOf(desk, workspace);
  const win = shownBy(desk, target);
  const { box: monitor } = monitorNamed(desk, workspace.monitor);
  const newer = isAtLeast(desk.model.version, 0, 57);
  let size: Point = win.client;
  let names = namesFor(desk, workspace, monitor, size);
  const asked = effects.size === undefined ? undefined : pairOf(effects.size, names);
  if (asked) {
    size = asked;
    names = newer ? namesFor(desk, workspace, monitor, size) : namesFor(desk, workspace, asked, win.client);
  }
  let box = centred(ground.floatArea, size);
  let decided = false;
  const moved = effects.move === undefined ? undefined : pairOf(effects.move, names);
  if (moved) {
    box = { ...box, x: moved.x + monitor.x, y: moved.y + monitor.y };
    decided = true;
  }
  if (effects.center !== undefined && parseFlag(effects.center) !== false) {
    box = centred(ground.floatArea, size);
    decided = true;
  }
  if (!decided && !contains(ground.floatArea, middle(box))) box = centred(ground.floatArea, size);
  // A window that opens has no border yet, for Hyprland.
  if (newer) box = kept(ground.floatArea, NOTHING, box, settingsOf(desk.model).newFloatOnScreen);
  put(desk, workspace, ground, target, box);
}

/** Places a target that was tiled, or came from elsewhere, and floats now. */
export function placeMovedFloating(
  desk: Desk,
  workspace: Workspace,
  target: string,
  wasTiled: boolean,
): void {
  const ground = groundOf(desk, workspace);
  const win = shownBy(desk, target);
  const before = win.box;
  let size: Point =
    win.floatSize && win.floatSize.x >= 5 && win.floatSize.y >= 5 ? win.floatSize : win.client;
  if (wasTiled && Math.abs(size.x - before.w) < 5 && Math.abs(size.y - before.h) < 5)
    size = { x: size.x + 10, y: size.y + 10 };
  let box: Box;
  if (wasTiled) {
    const at = middle(before);
    box = { x: at.x - size.x / 2, y: at.y - size.y / 2, w: size.x, h: size.y };
  } else {
    const here = monitorNamed(desk, workspace.monitor).box;
    const from = desk.monitors.find((monitor) => contains(monitor.box, before))?.box ?? here;
    box = { x: before.x - from.x + here.x, y: before.y - from.y + here.y, w: size.x, h: size.y };
  }
  const how = isAtLeast(desk.model.version, 0, 57) ? settingsOf(desk.model).floatOnScreen : 2;
  put(desk, workspace, ground, target, kept(ground.floatArea, takenAround(desk, ground, win), box, how));
}

/** Moves a floating target to an edge of its work area. */
export function floatToEdge(desk: Desk, workspace: Workspace, target: string, direction: Direction): void {
  const ground = groundOf(desk, workspace);
  const win = shownBy(desk, target);
  const taken = takenAround(desk, ground, win);
  const area = ground.floatArea;
  const { box } = win;
  switch (direction) {
    case 'left':
      return put(desk, workspace, ground, target, { ...box, x: area.x + taken.left });
    case 'right':
      return put(desk, workspace, ground, target, { ...box, x: area.x + area.w - box.w - taken.right });
    case 'up':
      return put(desk, workspace, ground, target, { ...box, y: area.y + taken.top });
    case 'down':
      return put(desk, workspace, ground, target, { ...box, y: area.y + area.h - box.h - taken.bottom });
  }
}

/** Gives a floating target a box. */
export function setFloatBox(desk: Desk, workspace: Workspace, target: string, box: Box): void {
  put(desk, workspace, groundOf(desk, workspace), target, box);
}

/** Puts a floating target in the middle of its work area. */
export function centreFloating(desk: Desk, workspace: Workspace, target: string): void {
  const ground = groundOf(desk, workspace);
  const { box } = shownBy(desk, target);
  put(desk, workspace, ground, target, centred(ground.floatArea, { x: box.w, y: box.h }));
}
