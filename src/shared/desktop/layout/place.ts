import type { Sides } from '../model';
import { clamp, middle, roundBox, sticks, type Box, type Point } from './box';
import { findWorkspace, membersOf } from './find';
import type { Ground } from './ground';
import { settingsOf, type Settings } from './settings';
import type { Desk, Win, Workspace } from './state';
import { isAtLeast } from '../model';

/** No window gets smaller than this, in logical pixels. */
const SMALLEST = 20;

/** The border around a window now: none when fullscreen, then the window's rules, the workspace's, the option. */
export function borderOf(settings: Settings, ground: Ground, win: Win): number {
  if (win.fullscreen === 2) return 0;
  const decorate = win.effects.decorate ?? ground.rule?.decorate?.value ?? true;
  if (!decorate) return 0;
  if (win.effects.borderSize !== undefined) return win.effects.borderSize;
  if (ground.rule?.border?.value === false) return 0;
  return ground.rule?.borderSize?.value ?? settings.borderSize;
}

/** What the bar of a group takes above its windows, in logical pixels. */
export function groupBarHeight(settings: Settings, decorate: boolean, members: number): number {
  const bar = settings.groupBar;
  if (!bar.enabled || !decorate || (members < 2 && !bar.alsoForOne)) return 0;
  const one = bar.indicator + bar.indicatorGap + (bar.withText ? bar.height : 0);
  const upper = bar.keepUpperGap ? bar.outerGap : 0;
  return bar.stacked ? (bar.outerGap + one) * members + upper : bar.outerGap + upper + one;
}

/** What border and group bar take at each side of a window's box. */
export function takenAround(desk: Desk, ground: Ground, win: Win): Sides {
  const settings = settingsOf(desk.model);
  const border = borderOf(settings, ground, win);
  const group = win.group === undefined ? undefined : desk.groups.get(win.group);
  const bar = group ? groupBarHeight(settings, win.effects.decorate ?? true, group.members.length) : 0;
  return { top: border + bar, right: border, bottom: border, left: border };
}

const inside = (box: Box, taken: Sides): Box => ({
  x: box.x + taken.left,
  y: box.y + taken.top,
  w: box.w - taken.left - taken.right,
  h: box.h - taken.top - taken.bottom,
});

/** How much narrower or lower a window that is alone becomes, to have the wanted proportions. */
function ratioPadding(settings: Settings, area: Box): Point {
  const { x, y } = settings.aspectRatio;
  const wanted = x / y;
  const is = area.w / area.h;
  if (wanted > is) {
    const padding = area.h - area.w / wanted;
    return padding / 2 > settings.aspectTolerance * area.h ? { x: 0, y: padding } : { x: 0, y: 0 };
  }
  if (wanted < is) {
    const padding = area.w - area.h * wanted;
    return padding / 2 > settings.aspectTolerance * area.w ? { x: padding, y: 0 } : { x: 0, y: 0 };
  }
  return { x: 0, y: 0 };
}

/** A tile without its inner gaps. An edge on the work area's has none: the outer gap is taken off already. */
function withoutGaps(desk: Desk, workspace: Workspace, ground: Ground, box: Box): Box {
  const settings = settingsOf(desk.model);
  const { area, gapsIn } = ground;
  const gap = (near: number, same: number, opposite: number, length: number): number =>
    sticks(near, same) ? 0 : sticks(near, opposite) ? 2 * length : length;
  const left = gap(box.x, area.x, area.x + area.w, gapsIn.left);
  const right = gap(box.x + box.w, area.x + area.w, area.x, gapsIn.right);
  const top = sticks(box.y, area.y) ? 0 : gapsIn.top;
  const bottom = sticks(box.y + box.h, area.y + area.h) ? 0 : gapsIn.bottom;
  const alone =
    settings.aspectRatio.y !== 0 &&
    workspace.targets.filter((id) => !membersOf(desk, id)[0]?.floating).length <= 1;
  const padding = alone ? ratioPadding(settings, area) : { x: 0, y: 0 };
  return {
    x: box.x + left + padding.x / 2,
    y: box.y + top + padding.y / 2,
    w: box.w - left - right - padding.x,
    h: box.h - top - bottom - padding.y,
  };
}

function pseudoBox(box: Box, size: Point): Box {
  let scale = 1;
  if (size.x > box.w) scale = box.w / size.x;
  if (size.y * scale > box.h) scale = box.h / size.y;
  scale = Math.fround(scale);
  const w = size.x * scale;
  const h = size.y * scale;
  return { x: box.x + (box.w - w) / 2, y: box.y + (box.h - h) / 2, w, h };
}

/** `misc:size_limits_tiled`: the least and most a rule allows, centred in the tile, kept on the work area. */
function clamped(win: Win, box: Box, area: Box): Box {
  const least = win.effects.minSize ?? { x: SMALLEST, y: SMALLEST };
  const most = win.effects.maxSize ?? { x: Infinity, y: Infinity };
  const w = clamp(box.w, least.x, most.x);
  const h = clamp(box.h, least.y, most.y);
  return {
    x: clamp(box.x + (box.w - w) / 2, area.x, Math.max(area.x, area.x + area.w - w)),
    y: clamp(box.y + (box.h - h) / 2, area.y, Math.max(area.y, area.y + area.h - h)),
    w,
    h,
  };
}

/** Windows of the special workspace shrink about their middle; Hyprland 0.57 no longer does this. */
function specialBox(desk: Desk, workspace: Workspace, box: Box): Box {
  if (!workspace.special || isAtLeast(desk.model.version, 0, 57)) return box;
  const factor = settingsOf(desk.model).specialScale.dwindle;
  const w = box.w * factor;
  const h = box.h * factor;
  const centre = middle(box);
  return { x: centre.x - w / 2, y: centre.y - h / 2, w, h };
}

function settle(win: Win, border: number, box: Box): void {
  win.border = border;
  win.at = { x: box.x, y: box.y };
  win.size = { x: Math.max(box.w, 0), y: Math.max(box.h, 0) };
}

function placeWindow(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  win: Win,
  visual: Box | undefined,
): void {
  const settings = settingsOf(desk.model);
  const border = borderOf(settings, ground, win);
  if (win.fullscreen === 2 || (win.floating && win.fullscreen === 0)) return settle(win, border, win.box);
  const taken = takenAround(desk, ground, win);
  if (win.fullscreen === 1) return settle(win, border, inside(visual ?? win.box, taken));
  let box = visual ?? withoutGaps(desk, workspace, ground, win.box);
  if (win.pseudo) box = pseudoBox(box, win.pseudoSize);
  box = inside(box, taken);
  if (settings.clampTiled) box = clamped(win, box, ground.area);
  settle(win, border, roundBox(specialBox(desk, workspace, box)));
}

/**
 * Gives a target its box, and every window of it its place. `visual` is the box without inner gaps where a layout
 * takes those off itself.
 */
export function setBox(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  target: string,
  box: Box,
  visual?: Box,
): void {
  const rounded = roundBox(box);
  for (const win of membersOf(desk, target)) {
    win.box = rounded;
    placeWindow(desk, workspace, ground, win, visual && roundBox(visual));
  }
}

/** Places a target again in the box it has: after its border, bar or proportions changed. */
export function placeAgain(desk: Desk, ground: Ground, target: string): void {
  for (const win of membersOf(desk, target)) {
    const workspace = findWorkspace(desk, win.workspace);
    if (workspace) placeWindow(desk, workspace, ground, win, undefined);
  }
}
