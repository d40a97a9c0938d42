import { LayoutError } from './error';
import { findWindow, groupOf, membersOf, targetOf, workspaceOf } from './find';
import { groundOf } from './ground';
import { setBox } from './place';
import { settingsOf } from './settings';
import type { Desk, Group, Win, Workspace } from './state';
import { isInTiling, swapTiled } from './tiling/tiling';
import { addTarget, refresh, removeTarget } from './workspaces';

/** Puts a target where another one was, in its workspace and its tiling. */
function replaceTarget(workspace: Workspace, before: string, after: string): void {
  workspace.targets = workspace.targets.map((target) => (target === before ? after : target));
  if (isInTiling(workspace.tiling, before)) swapTiled(workspace.tiling, before, after);
}

/** Makes a group of one window. */
export function makeGroup(desk: Desk, win: Win): Group {
  const there = win.group === undefined ? undefined : groupOf(desk, win.group);
  if (there) return there;
  const group: Group = { id: `group:${desk.nextGroup}`, members: [win.id], current: 0 };
  desk.nextGroup += 1;
  desk.groups.set(group.id, group);
  win.group = group.id;
  replaceTarget(workspaceOf(desk, win.workspace), win.id, group.id);
  return group;
}

/** Adds a window that is on no workspace yet to a group, beside the current one. */
export function joinGroup(desk: Desk, group: Group, win: Win): void {
  const first = findWindow(desk, group.members[0]);
  const at = settingsOf(desk.model).insertAfterCurrent ? group.current + 1 : group.members.length;
  group.members.splice(at, 0, win.id);
  group.current = at;
  win.group = group.id;
  if (!first) return;
  win.floating = first.floating;
  win.workspace = first.workspace;
  const workspace = workspaceOf(desk, first.workspace);
  setBox(desk, workspace, groundOf(desk, workspace), group.id, first.box);
}

/** Takes a window out of its group. It is on no workspace then, unless it was the last: then it takes the group's place. */
export function leaveGroup(desk: Desk, win: Win): 'alone' | 'placed' {
  const group = win.group === undefined ? undefined : groupOf(desk, win.group);
  if (!group) return 'placed';
  const index = group.members.indexOf(win.id);
  if (group.members.length === 1) {
    replaceTarget(workspaceOf(desk, win.workspace), group.id, win.id);
    desk.groups.delete(group.id);
    delete win.group;
    return 'placed';
  }
  group.members.splice(index, 1);
  if (group.current >= index && group.current > 0) group.current -= 1;
  delete win.group;
  return 'alone';
}

/** `togglegroup`: makes a group of the window, or takes its group apart. */
export function toggleGroup(desk: Desk, win: Win): void {
  const workspace = workspaceOf(desk, win.workspace);
  win.fullscreen = 0;
  const group = win.group === undefined ? undefined : groupOf(desk, win.group);
  if (!group) makeGroup(desk, win);
  else {
    for (const member of membersOf(desk, group.id))
      if (leaveGroup(desk, member) === 'alone') addTarget(desk, workspace, member.id, { isNew: false });
  }
  refresh(desk, workspace);
}

/** Shows another window of a group; gives its id. */
export function changeInGroup(desk: Desk, win: Win, to: 'next' | 'previous' | number): string {
  const group = win.group === undefined ? undefined : groupOf(desk, win.group);
  if (!group) throw new LayoutError('not-possible', 'The window is in no group.');
  const count = group.members.length;
  if (to === 'next') group.current = (group.current + 1) % count;
  else if (to === 'previous') group.current = (group.current + count - 1) % count;
  else group.current = Math.min(Math.max(to, 0), count - 1);
  return group.members[group.current] ?? win.id;
}

/** Moves a window into the group of another. */
export function moveIntoGroup(desk: Desk, win: Win, other: Win): void {
  const group = other.group === undefined ? undefined : groupOf(desk, other.group);
  if (!group) throw new LayoutError('not-possible', 'The window in that direction is in no group.');
  if (win.group === group.id) return;
  const from = workspaceOf(desk, win.workspace);
  if (leaveGroup(desk, win) === 'placed') removeTarget(desk, from, targetOf(win));
  joinGroup(desk, group, win);
  refresh(desk, from);
  refresh(desk, workspaceOf(desk, win.workspace));
}

/** Moves a window out of its group, beside it. */
export function moveOutOfGroup(desk: Desk, win: Win): void {
  if (win.group === undefined) throw new LayoutError('not-possible', 'The window is in no group.');
  const workspace = workspaceOf(desk, win.workspace);
  if (leaveGroup(desk, win) === 'alone') addTarget(desk, workspace, win.id, { isNew: false });
  refresh(desk, workspace);
}

/** Changes a window's place among the tabs of its group. */
export function moveInGroup(desk: Desk, win: Win, forward: boolean): void {
  const group = win.group === undefined ? undefined : groupOf(desk, win.group);
  if (!group) throw new LayoutError('not-possible', 'The window is in no group.');
  const count = group.members.length;
  const to = (group.current + (forward ? 1 : count - 1)) % count;
  const [moved] = group.members.splice(group.current, 1);
  if (moved !== undefined) group.members.splice(to, 0, moved);
  group.current = to;
}
