import { LayoutError, MOST_WINDOWS } from './error';
import { type DesktopModel, type Screen } from '../model';
import { findWorkspace, isInView, shownBy, targetOf, windowOf, workspaceOf } from './find';
import { focusAndWarp } from './focus';
import { goToWorkspace } from './dispatch/move';
import { run } from './dispatch/run';
import { closeOn, openOn, type NewWindow } from './open';
import { isSeen } from './rules/selector';
import { placeMonitors, screensNamed } from './screens';
import { copyDesk, type Desk, type Fullscreen } from './state';
import { firstWorkspaces, refresh, showFirst } from './workspaces';
import type { Box, Point } from './box';

/** What a configuration does not say and a preview has to be told. */
export interface Given {
  /** The screens that are plugged in, in that order; else those the configuration names. */
  readonly screens?: readonly Screen[];
  /** Where the pointer is: new windows of dwindle open on its side, unless `force_split` decides. */
  readonly cursor?: Point;
}

const change = (desk: Desk, what: (copy: Desk) => void): Desk => {
  const copy = copyDesk(desk);
  what(copy);
  return copy;
};

/**
 * A desk with all monitors in place and no window. Throws LayoutError, in words, for what cannot be laid out: no monitor,
 * sizes or scales that are no numbers, gaps no desktop has.
 */
export function createDesk(model: DesktopModel, given: Given = {}): Desk {
  const monitors = placeMonitors(model, given.screens ?? screensNamed(model));
  const first = monitors[0];
  const desk: Desk = {
    model,
    ...(given.screens && { screens: given.screens }),
    monitors,
    workspaces: [],
    windows: new Map(),
    groups: new Map(),
    cursor: given.cursor ?? lowerRight(first?.box),
    focusedMonitor: first?.name ?? '',
    history: [],
    nextGroup: 1,
    notPreviewed: [],
  };
  firstWorkspaces(desk);
  return desk;
}

/** Where a pointer rests that nobody moved into a window. */
const lowerRight = (box: Box | undefined): Point =>
  box ? { x: box.x + box.w - 3, y: box.y + box.h - 3 } : { x: 0, y: 0 };

/** Opens windows one after the other, each on the focused monitor and as its rules want it. */
export const openWindow = (desk: Desk, ...wanted: readonly NewWindow[]): Desk =>
  change(desk, (copy) => {
    if (copy.windows.size + wanted.length > MOST_WINDOWS)
      throw new LayoutError('too-many', `A preview shows at most ${MOST_WINDOWS} windows.`);
    for (const one of wanted) openOn(copy, one);
  });

/** Closes a window; the focus goes where Hyprland would take it. */
export const closeWindow = (desk: Desk, id: string): Desk =>
  change(desk, (copy) => closeOn(copy, windowOf(copy, id)));

/** Focuses a window, showing its workspace. */
export const focus = (desk: Desk, id: string): Desk =>
  change(desk, (copy) => {
    const win = windowOf(copy, id);
    const workspace = workspaceOf(copy, win.workspace);
    if (!isInView(copy, workspace))
      goToWorkspace(copy, workspace.id > 0 ? String(workspace.id) : workspace.name);
    focusAndWarp(copy, win);
  });

/** Runs a dispatcher by its name and arguments: `layoutmsg togglesplit`, `movefocus l`, `fullscreen 1`. */
export const dispatch = (desk: Desk, text: string): Desk => change(desk, (copy) => run(copy, text));

/**
 * Lays everything out anew, with another model or other screens where they are given: for a gap that is dragged or a monitor
 * that changes. The windows stay open, on their workspaces, in their order; monitors keep what they show.
 */
export function relayout(desk: Desk, model: DesktopModel = desk.model, screens = desk.screens): Desk {
  return change({ ...desk, model, ...(screens && { screens }) }, (copy) => {
    if (model !== desk.model || screens !== desk.screens) moveMonitors(copy);
    for (const workspace of copy.workspaces) refresh(copy, workspace);
  });
}

function moveMonitors(desk: Desk): void {
  const before = desk.monitors;
  desk.monitors = placeMonitors(desk.model, desk.screens ?? screensNamed(desk.model)).map((monitor) => {
    const old = before.find((one) => one.name === monitor.name);
    return old
      ? { ...monitor, active: old.active, ...(old.special !== undefined && { special: old.special }) }
      : monitor;
  });
  const isThere = (name: string): boolean => desk.monitors.some((monitor) => monitor.name === name);
  const [main] = desk.monitors;
  if (!isThere(desk.focusedMonitor)) desk.focusedMonitor = main?.name ?? '';
  for (const workspace of desk.workspaces)
    if (!isThere(workspace.monitor)) workspace.monitor = desk.focusedMonitor;
  for (const monitor of desk.monitors)
    if (findWorkspace(desk, monitor.active) === undefined) showFirst(desk, monitor);
}

/** A window as a picture or a report needs it. Boxes are logical pixels of the whole desk, without the border. */
export interface ShownWindow {
  readonly id: string;
  readonly class: string;
  readonly title: string;
  readonly at: Point;
  readonly size: Point;
  readonly border: number;
  readonly floating: boolean;
  readonly pinned: boolean;
  readonly fullscreen: Fullscreen;
  readonly focused: boolean;
  readonly monitor: string;
  readonly workspace: string;
  /** On a workspace that a monitor shows, and not behind another tab, monocle window or fullscreen window. */
  readonly visible: boolean;
  /** The windows of its group in the order of the tabs, itself among them; empty without a group. */
  readonly group: readonly string[];
  /** All effects of window rules that hold, by name. */
  readonly effects: Readonly<Record<string, string>>;
}

/** All windows in the order they were opened. */
export function windowsOf(desk: Desk): ShownWindow[] {
  return [...desk.windows.values()].map((win) => {
    const workspace = workspaceOf(desk, win.workspace);
    const target = targetOf(win);
    return {
      id: win.id,
      class: win.class,
      title: win.title,
      at: win.at,
      size: win.size,
      border: win.border,
      floating: win.floating,
      pinned: win.pinned,
      fullscreen: win.fullscreen,
      focused: desk.focused === win.id,
      monitor: workspace.monitor,
      workspace: workspace.name,
      visible: isInView(desk, workspace) && shownBy(desk, target) === win && isSeen(desk, workspace, target),
      group: desk.groups.get(win.group ?? '')?.members ?? [],
      effects: win.effects.all,
    };
  });
}
