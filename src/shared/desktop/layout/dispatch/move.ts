import { middle, type Point } from '../box';
import { LayoutError } from '../error';
import { findWindow, inViewOn, membersOf, monitorNamed, shownBy, targetOf, workspaceOf } from '../find';
import { focusAndWarp, focusOn, focusWindow, monitorTowards, windowTowards } from '../focus';
import { floatToEdge, setFloatBox } from '../floating';
import { groundOf } from '../ground';
import { settingsOf } from '../settings';
import type { Desk, Direction, Scrolling, Win, Workspace } from '../state';
import { oppositeSide } from '../tiling/dwindle';
import { columnOf, newColumn } from '../tiling/scrolling';
import { addToColumn, showColumn, takeFromColumn, tapeOf } from '../tiling/tape';
import { addTiled, removeTiled, swapTiled } from '../tiling/tiling';
import { dropEmpty, moveTarget, needNamed, refresh, showWorkspace } from '../workspaces';

/** A point just outside a window, where it is going. */
function focalPoint(win: Win, direction: Direction): Point {
  const { box } = win;
  const at = middle(box);
  switch (direction) {
    case 'up':
      return { x: at.x, y: box.y - 1 };
    case 'down':
      return { x: at.x, y: box.y + box.h + 1 };
    case 'left':
      return { x: box.x - 1, y: at.y };
    case 'right':
      return { x: box.x + box.w + 1, y: at.y };
  }
}

function toMonitor(desk: Desk, workspace: Workspace, win: Win, direction: Direction): boolean {
  if (!settingsOf(desk.model).monitorFallback) return false;
  const monitor = monitorTowards(desk, monitorNamed(desk, workspace.monitor), direction);
  if (!monitor) return false;
  moveTarget(desk, targetOf(win), inViewOn(desk, monitor), {
    isNew: false,
    focal: focalPoint(win, direction),
  });
  return true;
}

/** Directions as the tape has them: along it is left and right. */
function turned(direction: Direction, tape: Direction): Direction {
  if (tape === 'right') return direction;
  if (tape === 'left') return direction === 'left' ? 'right' : direction === 'right' ? 'left' : direction;
  const down: Readonly<Record<Direction, Direction>> = {
    up: 'left',
    down: 'right',
    left: 'up',
    right: 'down',
  };
  const up: Readonly<Record<Direction, Direction>> = { up: 'right', down: 'left', left: 'up', right: 'down' };
  return tape === 'down' ? down[direction] : up[direction];
}

function onTape(
  desk: Desk,
  workspace: Workspace,
  tiling: Scrolling,
  win: Win,
  direction: Direction,
): boolean {
  const target = targetOf(win);
  const column = columnOf(tiling, target);
  if (!column) return false;
  const tape = tapeOf(desk, groundOf(desk, workspace));
  const towards = turned(direction, tape.direction);
  const row = column.targets.indexOf(target);
  if (towards === 'up' || towards === 'down') {
    const other = column.targets[row + (towards === 'up' ? -1 : 1)];
    if (other !== undefined) swapTiled(tiling, target, other);
    return other !== undefined;
  }
  const index = tiling.columns.indexOf(column);
  const next = tiling.columns[index + (towards === 'left' ? -1 : 1)];
  if (next === undefined && column.targets.length === 1) return false;
  takeFromColumn(tiling, column, target);
  const into =
    next ??
    newColumn(tiling, settingsOf(desk.model).scrolling.columnWidth, towards === 'left' ? -1 : undefined);
  const below = into.targets.findIndex((one) => shownBy(desk, one).box.y >= desk.cursor.y);
  const after = below === -1 ? into.targets.length - 1 : Math.max(0, below - 1);
  addToColumn(into, target, into.targets.length === 0 ? 0 : after + 1);
  showColumn(desk, tape, tiling, tiling.columns.indexOf(into));
  return true;
}

/** `movewindow`: dwindle takes the window out and opens it again there, master changes places, scrolling changes columns. */
export function moveTowards(desk: Desk, win: Win, direction: Direction): void {
  if (win.fullscreen !== 0) throw new LayoutError('not-possible', 'A fullscreen window cannot be moved.');
  const workspace = workspaceOf(desk, win.workspace);
  const target = targetOf(win);
  if (win.floating) return floatToEdge(desk, workspace, target, direction);
  const { tiling } = workspace;
  switch (tiling.kind) {
    case 'dwindle': {
      const focal = focalPoint(win, direction);
      const monitor = desk.monitors.find(
        ({ box }) =>
          focal.x >= box.x && focal.x < box.x + box.w && focal.y >= box.y && focal.y < box.y + box.h,
      );
      if (monitor?.name !== workspace.monitor) {
        if (monitor && settingsOf(desk.model).monitorFallback)
          moveTarget(desk, target, inViewOn(desk, monitor), { isNew: false, focal });
        else if (!settingsOf(desk.model).monitorFallback) return;
      } else {
        const preselect = oppositeSide(tiling, target, direction);
        if (preselect) tiling.preselect = preselect;
        removeTiled(desk, workspace, target);
        refresh(desk, workspace);
        addTiled(desk, workspace, target, { isNew: false, focal });
      }
      break;
    }
    case 'master': {
      const other = windowTowards(desk, win, direction);
      if (other?.workspace === win.workspace) swapTiled(tiling, target, targetOf(other));
      else toMonitor(desk, workspace, win, direction);
      break;
    }
    case 'monocle':
      toMonitor(desk, workspace, win, direction);
      break;
    case 'scrolling':
      if (!onTape(desk, workspace, tiling, win, direction)) toMonitor(desk, workspace, win, direction);
      break;
  }
  refresh(desk, workspace);
  focusAndWarp(desk, win);
}

/** Changes two windows' places, also across workspaces. */
export function swapWindows(desk: Desk, win: Win, other: Win): void {
  const here = workspaceOf(desk, win.workspace);
  const there = workspaceOf(desk, other.workspace);
  const [a, b] = [targetOf(win), targetOf(other)];
  const change = (target: string): string => (target === a ? b : target === b ? a : target);
  if (win.floating !== other.floating)
    throw new LayoutError('not-possible', 'A tiled and a floating window do not change places here.');
  const [from, to] = [win.box, other.box];
  swapTiled(here.tiling, a, b);
  here.targets = here.targets.map(change);
  if (there !== here) {
    swapTiled(there.tiling, a, b);
    there.targets = there.targets.map(change);
    for (const one of membersOf(desk, a)) one.workspace = there.id;
    for (const one of membersOf(desk, b)) one.workspace = here.id;
  }
  if (win.floating) {
    setFloatBox(desk, there, a, to);
    setFloatBox(desk, here, b, from);
  }
  refresh(desk, here);
  if (there !== here) refresh(desk, there);
}

/** Sends a window to a workspace; unless `silent`, the view and the focus follow. */
export function sendToWorkspace(desk: Desk, win: Win, name: string, silent: boolean): void {
  const from = workspaceOf(desk, win.workspace);
  const to = needNamed(desk, name);
  if (to === from) return;
  const mode = win.fullscreen;
  moveTarget(desk, targetOf(win), to, { isNew: false });
  if (!silent) {
    win.fullscreen = mode;
    showWorkspace(desk, to);
    focusAndWarp(desk, win);
  } else if (desk.focused === win.id) {
    const last = desk.history.findLast((id) => id !== win.id && findWindow(desk, id)?.workspace === from.id);
    const next =
      findWindow(desk, last) ?? (from.targets[0] === undefined ? undefined : shownBy(desk, from.targets[0]));
    if (next) focusWindow(desk, next);
    else delete desk.focused;
  }
  dropEmpty(desk);
}

/** Shows a workspace and focuses what it had. `name` is a number, `name:x`, `+1`, `-1`, `previous` is not kept here. */
export function goToWorkspace(desk: Desk, name: string): void {
  const here = inViewOn(desk, monitorNamed(desk, desk.focusedMonitor));
  const step = /^[em]?([+-]\d+)$/.exec(name.trim());
  const wanted = step ? String(Math.max(1, here.id + Number(step[1]))) : name;
  const workspace = needNamed(desk, wanted);
  showWorkspace(desk, workspace);
  refresh(desk, workspace);
  focusOn(desk, workspace);
  dropEmpty(desk);
}

/** Opens a special workspace over what its monitor shows, or takes it away. */
export function toggleSpecial(desk: Desk, name: string): void {
  const monitor = monitorNamed(desk, desk.focusedMonitor);
  const workspace = needNamed(desk, name === '' ? 'special' : `special:${name.replace(/^special:/, '')}`);
  if (monitor.special === workspace.id) delete monitor.special;
  else {
    workspace.monitor = monitor.name;
    monitor.special = workspace.id;
  }
  refresh(desk, workspace);
  focusOn(desk, inViewOn(desk, monitor));
  dropEmpty(desk);
}
