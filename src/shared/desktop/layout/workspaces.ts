import { LayoutError } from './error';
import { findWorkspace, fullscreenOn, membersOf, monitorNamed, shownBy } from './find';
import { notPreviewed } from './find';
import { placeMovedFloating } from './floating';
import { groundOf, ruleOf } from './ground';
import { placeAgain, setBox } from './place';
import { refreshEffects } from './rules/window-rules';
import { settingsOf } from './settings';
import type { Desk, LayoutName, PlacedMonitor, Workspace } from './state';
import {
  addTiled,
  emptyTiling,
  isLayoutName,
  layOutTiled,
  removeTiled,
  targetsOf,
  type Adding,
} from './tiling/tiling';

/** The layout of a workspace: its rule, else the option. Layouts of plugins are shown as dwindle, and said. */
function layoutFor(desk: Desk, workspace: Workspace): LayoutName {
  const name = ruleOf(desk, workspace)?.layout?.value.trim() ?? settingsOf(desk.model).layout;
  if (isLayoutName(name)) return name;
  notPreviewed(desk, `The layout ${name} is not previewed; windows are shown in dwindle.`);
  return 'dwindle';
}

/**
 * Brings a workspace up to date: the layout it should have, what rules say of its windows, and all places. A fullscreen
 * window covers what is below, which keeps its place until it ends.
 */
export function refresh(desk: Desk, workspace: Workspace, scrolled = false): void {
  const layout = layoutFor(desk, workspace);
  if (workspace.tiling.kind !== layout) changeLayout(desk, workspace, layout);
  for (const target of workspace.targets)
    for (const win of membersOf(desk, target)) refreshEffects(desk, win);
  const ground = groundOf(desk, workspace);
  const full = fullscreenOn(desk, workspace);
  if (full) {
    const box = full.fullscreen === 2 ? ground.monitor : full.floating ? ground.floatArea : ground.area;
    setBox(desk, workspace, ground, full.group ?? full.id, box);
    return;
  }
  layOutTiled(desk, workspace, ground, scrolled);
  for (const target of workspace.targets)
    if (shownBy(desk, target).floating) placeAgain(desk, ground, target);
}

function changeLayout(desk: Desk, workspace: Workspace, layout: LayoutName): void {
  const targets = workspace.targets.filter((target) => !shownBy(desk, target).floating);
  const known = targetsOf(workspace.tiling);
  workspace.tiling = emptyTiling(layout);
  for (const target of targets)
    if (known.includes(target)) addTiled(desk, workspace, target, { isNew: true });
}

/** Finds a workspace, or makes it on the monitor that its rule names, else on the focused one. */
export function needWorkspace(desk: Desk, id: number, name: string): Workspace {
  const there = findWorkspace(desk, id);
  if (there) return there;
  if (desk.workspaces.length >= 500)
    throw new LayoutError('too-many', 'A preview has at most 500 workspaces.');
  const special = name.startsWith('special');
  const workspace: Workspace = {
    id,
    name,
    special,
    monitor: monitorFor(desk, id, name),
    targets: [],
    tiling: emptyTiling('dwindle'),
  };
  desk.workspaces.push(workspace);
  workspace.tiling = emptyTiling(layoutFor(desk, workspace));
  return workspace;
}

/** The monitor that a workspace rule with this very name binds it to, else the focused one. */
function monitorFor(desk: Desk, id: number, name: string): string {
  for (const rule of desk.model.workspaceRules) {
    const wanted = rule.monitor?.value.trim();
    if (wanted === undefined || wanted === '') continue;
    if (rule.selector.trim() !== String(id) && rule.selector.trim().replace(/^name:/, '') !== name) continue;
    const monitor = findMonitor(desk, wanted);
    if (monitor) return monitor.name;
  }
  return desk.focusedMonitor;
}

/** A monitor by connector, or by `desc:` and the beginning of its description. */
export const findMonitor = (desk: Desk, name: string): PlacedMonitor | undefined =>
  desk.monitors.find((monitor) =>
    name.startsWith('desc:')
      ? (monitor.description ?? '').startsWith(name.slice(5).trim())
      : monitor.name === name,
  );

/** Adds a target to a workspace, tiled or floating as its windows are. */
export function addTarget(desk: Desk, workspace: Workspace, target: string, adding: Adding): void {
  workspace.targets.push(target);
  for (const win of membersOf(desk, target)) win.workspace = workspace.id;
  const win = shownBy(desk, target);
  if (win.floating) return;
  const most = adding.most ?? win.effects.maxSize;
  if (addTiled(desk, workspace, target, { ...adding, ...(most && { most }) })) return;
  for (const member of membersOf(desk, target)) member.floating = true;
  placeMovedFloating(desk, workspace, target, false);
}

/** Takes a target off its workspace. */
export function removeTarget(desk: Desk, workspace: Workspace, target: string): void {
  workspace.targets = workspace.targets.filter((one) => one !== target);
  const win = desk.windows.get(target) ?? desk.groups.get(target);
  if (win === undefined) return;
  removeTiled(desk, workspace, target);
}

/** Moves a target to another workspace. Does not move the focus. */
export function moveTarget(desk: Desk, target: string, to: Workspace, adding: Adding): void {
  const win = shownBy(desk, target);
  const from = findWorkspace(desk, win.workspace);
  if (from === to) return;
  if (win.fullscreen !== 0) win.fullscreen = 0;
  if (from) {
    removeTarget(desk, from, target);
    refresh(desk, from);
  }
  addTarget(desk, to, target, adding);
  if (win.floating) placeMovedFloating(desk, to, target, false);
  refresh(desk, to);
}

/** Shows a workspace on its monitor. */
export function showWorkspace(desk: Desk, workspace: Workspace): void {
  const monitor = monitorNamed(desk, workspace.monitor);
  if (workspace.special) monitor.special = workspace.id;
  else {
    monitor.active = workspace.id;
    delete monitor.special;
  }
  desk.focusedMonitor = monitor.name;
}

/** Makes the workspaces that monitors show at the start: those bound to them by default, else the first free numbers. */
export function firstWorkspaces(desk: Desk): void {
  for (const monitor of desk.monitors) {
    desk.focusedMonitor = monitor.name;
    showFirst(desk, monitor);
  }
  desk.focusedMonitor = desk.monitors[0]?.name ?? '';
}

/** Gives a monitor that shows nothing yet its first workspace. One it has already, from a monitor that went, comes first. */
export function showFirst(desk: Desk, monitor: PlacedMonitor): void {
  const named = defaultOf(desk, monitor);
  const left = desk.workspaces.find(
    (one) =>
      one.monitor === monitor.name && !one.special && !desk.monitors.some(({ active }) => active === one.id),
  );
  const workspace = named === undefined ? (left ?? freeWorkspace(desk, monitor)) : needNamed(desk, named);
  workspace.monitor = monitor.name;
  monitor.active = workspace.id;
}

/** The workspace that a rule makes the default of a monitor. */
function defaultOf(desk: Desk, monitor: PlacedMonitor): string | undefined {
  const rule = desk.model.workspaceRules.find(
    (one) =>
      one.isDefault?.value === true &&
      one.monitor !== undefined &&
      findMonitor(desk, one.monitor.value.trim()) === monitor,
  );
  return rule?.selector.trim();
}

function freeWorkspace(desk: Desk, monitor: PlacedMonitor): Workspace {
  for (let id = 1; ; id += 1) {
    if (findWorkspace(desk, id)) continue;
    const bound = monitorFor(desk, id, String(id));
    if (bound === monitor.name || bound === desk.focusedMonitor) return needWorkspace(desk, id, String(id));
  }
}

/** A workspace by what a rule or dispatch calls it: a number, `name:x`, `special`, `special:x`. */
export function needNamed(desk: Desk, text: string): Workspace {
  const name = text.trim();
  if (/^\d{1,9}$/.test(name) && Number(name) > 0)
    return needWorkspace(desk, Number(name), String(Number(name)));
  const plain = name.replace(/^name:/, '');
  const there = desk.workspaces.find((workspace) => workspace.name === plain);
  if (there) return there;
  if (plain.startsWith('special'))
    return needWorkspace(desk, -99 + desk.workspaces.length, plain === 'special' ? 'special:special' : plain);
  if (!name.startsWith('name:')) throw new LayoutError('bad-dispatch', `"${name}" names no workspace.`);
  const least = Math.min(-1336, ...desk.workspaces.map((workspace) => workspace.id));
  return needWorkspace(desk, least - 1, plain);
}

/** Takes away special and other workspaces that are empty and out of view, as Hyprland does. */
export function dropEmpty(desk: Desk): void {
  const shown = new Set(desk.monitors.flatMap((monitor) => [monitor.active, monitor.special]));
  desk.workspaces = desk.workspaces.filter(
    (workspace) => workspace.targets.length > 0 || shown.has(workspace.id),
  );
}
