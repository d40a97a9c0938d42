import { middle, type Box, type Point } from './box';
import { findWindow, fullscreenOn, isInView, monitorNamed, shownBy, targetOf, workspaceOf } from './find';
import { inViewOn } from './find';
import { isSeen } from './rules/selector';
import { settingsOf } from './settings';
import type { Desk, Direction, PlacedMonitor, Win, Workspace } from './state';
import { followFocus } from './tiling/scrolling';
import { refresh } from './workspaces';

/**
 * Gives a window the focus: its monitor too, its tab in a group, its place on top in monocle, the view of scrolling. A
 * window below a fullscreen one ends that, or takes it over, or gets no focus, as `misc:on_focus_under_fullscreen` says.
 */
export function focusWindow(desk: Desk, win: Win, follow: 'hard' | 'soft' = 'hard'): boolean {
  const workspace = workspaceOf(desk, win.workspace);
  const full = fullscreenOn(desk, workspace);
  if (full && full !== win && targetOf(full) !== targetOf(win) && !win.overFullscreen) {
    const under = settingsOf(desk.model).underFullscreen;
    if (under === 0) return false;
    if (under === 1) win.fullscreen = full.fullscreen;
    full.fullscreen = 0;
  }
  desk.focused = win.id;
  desk.focusedMonitor = workspace.monitor;
  workspace.lastFocused = win.id;
  desk.history = [...desk.history.filter((id) => id !== win.id), win.id];
  const group = win.group === undefined ? undefined : desk.groups.get(win.group);
  if (group) group.current = group.members.indexOf(win.id);
  const { tiling } = workspace;
  if (tiling.kind === 'monocle' && !win.floating) {
    const index = tiling.targets.indexOf(targetOf(win));
    if (index !== -1) tiling.visible = index;
  }
  if (tiling.kind === 'scrolling' && !win.floating && follow === 'hard') followFocus(desk, workspace, tiling);
  refresh(desk, workspace);
  return true;
}

/**
 * Focuses a window for a dispatcher, which takes the pointer along to the window's middle (`cursor:no_warps` forbids).
 * Where it is decides on which side the next window of dwindle opens.
 */
export function focusAndWarp(desk: Desk, win: Win, follow: 'hard' | 'soft' = 'hard'): void {
  if (focusWindow(desk, win, follow)) warpTo(desk, win);
}

/** Takes the pointer to the middle of a window. */
export function warpTo(desk: Desk, win: Win): void {
  if (settingsOf(desk.model).noWarps) return;
  desk.cursor = { x: win.at.x + win.size.x / 2, y: win.at.y + win.size.y / 2 };
}

/** Focuses what a workspace showed last, or its first window, or nothing. */
export function focusOn(desk: Desk, workspace: Workspace): void {
  desk.focusedMonitor = workspace.monitor;
  const last = findWindow(desk, workspace.lastFocused);
  const first = workspace.targets[0];
  const win =
    last?.workspace === workspace.id ? last : first === undefined ? undefined : shownBy(desk, first);
  if (win) focusWindow(desk, win);
  else delete desk.focused;
}

/** A tile's box for looking around: an edge on the work area reaches to the monitor's. */
function reach(desk: Desk, workspace: Workspace, win: Win): Box {
  const { box, reserved } = monitorNamed(desk, workspace.monitor);
  if (win.fullscreen !== 0) return box;
  const border = win.border;
  const tile = win.floating
    ? { x: win.at.x - border, y: win.at.y - border, w: win.size.x + 2 * border, h: win.size.y + 2 * border }
    : win.box;
  if (win.floating) return tile;
  const gaps = settingsOf(desk.model).gapsOut;
  const near = (a: number, b: number, gap: number): boolean => Math.abs(a - b) <= Math.max(gap, 0) + 2;
  const left = near(tile.x, box.x + reserved.left, gaps.left) ? box.x : tile.x;
  const top = near(tile.y, box.y + reserved.top, gaps.top) ? box.y : tile.y;
  const right = near(tile.x + tile.w, box.x + box.w - reserved.right, gaps.right)
    ? box.x + box.w
    : tile.x + tile.w;
  const bottom = near(tile.y + tile.h, box.y + box.h - reserved.bottom, gaps.bottom)
    ? box.y + box.h
    : tile.y + tile.h;
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** Whether b's far edge meets a's near one, overlapping at most by half of the shorter. */
function adjacent(aMin: number, aMax: number, bMin: number, bMax: number): boolean {
  const delta = aMin - bMax;
  if (Math.abs(delta) < 2) return true;
  if (delta >= 0 || (bMin <= aMin && bMax >= aMax) || (aMin <= bMin && aMax >= bMax)) return false;
  return -delta <= Math.min(aMax - aMin, bMax - bMin) / 2;
}

function shared(a: Box, b: Box, direction: Direction): number {
  const overlap = (x: number, w: number, y: number, h: number): number =>
    Math.max(0, Math.min(x + w, y + h) - Math.max(x, y));
  switch (direction) {
    case 'left':
      return adjacent(a.x, a.x + a.w, b.x, b.x + b.w) ? overlap(a.y, a.h, b.y, b.h) : -1;
    case 'right':
      return adjacent(b.x, b.x + b.w, a.x, a.x + a.w) ? overlap(a.y, a.h, b.y, b.h) : -1;
    case 'up':
      return adjacent(a.y, a.y + a.h, b.y, b.y + b.h) ? overlap(a.x, a.w, b.x, b.w) : -1;
    case 'down':
      return adjacent(b.y, b.y + b.h, a.y, a.y + a.h) ? overlap(a.x, a.w, b.x, b.w) : -1;
  }
}

const VECTOR: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** The nearest floating window within 45 degrees of a direction. */
function byAngle(
  from: Box,
  others: readonly { win: Win; box: Box }[],
  direction: Direction,
): Win | undefined {
  let best: Win | undefined;
  let least = Infinity;
  const vector = VECTOR[direction];
  for (const { win, box } of others) {
    const x = box.x + box.w / 2 - from.x - from.w / 2;
    const y = box.y + box.h / 2 - from.y - from.h / 2;
    const length = Math.hypot(x, y);
    if (length === 0 || (x * vector.x + y * vector.y) / length < Math.SQRT1_2 || length >= least) continue;
    least = length;
    best = win;
  }
  return best;
}

/** The window in a direction: the one that had the focus last, or shares most of the edge. */
export function windowTowards(desk: Desk, win: Win, direction: Direction): Win | undefined {
  const workspace = workspaceOf(desk, win.workspace);
  const settings = settingsOf(desk.model);
  const from = reach(desk, workspace, win);
  const candidates = desk.workspaces.flatMap((other) =>
    isInView(desk, other) &&
    (other === workspace || (other.monitor !== workspace.monitor && settings.monitorFallback))
      ? other.targets.flatMap((target) => {
          const one = shownBy(desk, target);
          if (target === targetOf(win) || one.floating !== win.floating || !isSeen(desk, other, target))
            return [];
          return [{ win: one, box: reach(desk, other, one), here: other === workspace }];
        })
      : [],
  );
  if (win.floating) return byAngle(from, candidates, direction);
  let leader: Win | undefined;
  let leaderHere = false;
  let most = -1;
  for (const { win: one, box, here } of candidates) {
    if (leaderHere && !here) continue;
    const length = shared(from, box, direction);
    if (length <= 1) continue;
    const value = settings.focusByLength ? length : desk.history.indexOf(one.id);
    if (value <= most && !(leader && !leaderHere && here)) continue;
    most = value;
    leader = one;
    leaderHere = here;
  }
  return leader;
}

/** The monitor beside the focused one in a direction: the one that shares most of the edge. */
export function monitorTowards(
  desk: Desk,
  from: PlacedMonitor,
  direction: Direction,
): PlacedMonitor | undefined {
  let best: PlacedMonitor | undefined;
  let most = 0;
  for (const monitor of desk.monitors) {
    const length = monitor === from ? 0 : shared(from.box, monitor.box, direction);
    if (length <= most) continue;
    most = length;
    best = monitor;
  }
  return best;
}

/** Focuses a monitor and what it showed last; the pointer goes along. */
export function focusMonitor(desk: Desk, monitor: PlacedMonitor): void {
  desk.focusedMonitor = monitor.name;
  focusOn(desk, inViewOn(desk, monitor));
  const win = findWindow(desk, desk.focused);
  if (win) warpTo(desk, win);
  else if (!settingsOf(desk.model).noWarps) desk.cursor = middle(monitor.box);
}
