import { LayoutError } from './error';
import type { Desk, Group, PlacedMonitor, Win, Workspace } from './state';

/** Look-ups in a desk. Those without "find" in their name throw where the thing must be there. */

/** The window of that id, if it is open. */
export const findWindow = (desk: Desk, id: string | undefined): Win | undefined =>
  id === undefined ? undefined : desk.windows.get(id);

/** The window of that id. Throws LayoutError. */
export function windowOf(desk: Desk, id: string): Win {
  const win = desk.windows.get(id);
  if (!win) throw new LayoutError('no-window', `There is no window ${id}.`);
  return win;
}

/** The group that a target is, if it is one. */
export const groupOf = (desk: Desk, target: string): Group | undefined => desk.groups.get(target);

/** The windows of a target: one, or those of a group. */
export function membersOf(desk: Desk, target: string): Win[] {
  const group = desk.groups.get(target);
  return (group ? group.members : [target]).map((id) => windowOf(desk, id));
}

/** The window a target shows. */
export function shownBy(desk: Desk, target: string): Win {
  const group = desk.groups.get(target);
  return windowOf(desk, group ? (group.members[group.current] ?? '') : target);
}

/** What is laid out for a window: its group, or itself. */
export const targetOf = (win: Win): string => win.group ?? win.id;

/** The monitor of that name. Throws LayoutError. */
export function monitorNamed(desk: Desk, name: string): PlacedMonitor {
  const monitor = desk.monitors.find((candidate) => candidate.name === name);
  if (!monitor) throw new LayoutError('no-monitor', `There is no monitor ${name}.`);
  return monitor;
}

/** The workspace of that id, if it exists. */
export const findWorkspace = (desk: Desk, id: number): Workspace | undefined =>
  desk.workspaces.find((workspace) => workspace.id === id);

/** The workspace of that id. Throws LayoutError. */
export function workspaceOf(desk: Desk, id: number): Workspace {
  const workspace = findWorkspace(desk, id);
  if (!workspace) throw new LayoutError('not-possible', `There is no workspace ${id}.`);
  return workspace;
}

/** The workspace in view on a monitor: its special one where that is open. */
export const inViewOn = (desk: Desk, monitor: PlacedMonitor): Workspace =>
  workspaceOf(desk, monitor.special ?? monitor.active);

/** Whether a workspace is what its monitor shows, or the special one above that. */
export const isInView = (desk: Desk, workspace: Workspace): boolean => {
  const monitor = monitorNamed(desk, workspace.monitor);
  return monitor.active === workspace.id || monitor.special === workspace.id;
};

/** The focused window where it is tiled on this workspace. */
export function focusedTiledOn(desk: Desk, workspace: Workspace): Win | undefined {
  const win = findWindow(desk, desk.focused);
  return win && !win.floating && win.workspace === workspace.id ? win : undefined;
}

/** The window that is fullscreen or maximised on a workspace. */
export function fullscreenOn(desk: Desk, workspace: Workspace): Win | undefined {
  for (const target of workspace.targets) {
    const win = shownBy(desk, target);
    if (win.fullscreen !== 0) return win;
  }
  return undefined;
}

/** Says once that something is not previewed. */
export function notPreviewed(desk: Desk, what: string): void {
  if (!desk.notPreviewed.includes(what)) desk.notPreviewed.push(what);
}
