import { parseFlag, parseNumber, type Pair } from '../model';
import { f32 } from './box';
import { LARGEST_SIDE, LayoutError, MOST_WINDOWS, within } from './error';
import { findWindow, fullscreenOn, inViewOn, monitorNamed, shownBy, targetOf, workspaceOf } from './find';
import { focusWindow } from './focus';
import { pairOf, placeNewFloating } from './floating';
import { joinGroup, leaveGroup, makeGroup } from './groups';
import { setFullscreen } from './fullscreen';
import { effectsOf, refreshEffects } from './rules/window-rules';
import { groundOf } from './ground';
import { takenAround } from './place';
import { settingsOf } from './settings';
import type { Desk, Win, Workspace } from './state';
import { nextTiled } from './tiling/tiling';
import { addTarget, findMonitor, needNamed, refresh, removeTarget, showWorkspace } from './workspaces';

/** A window to open. What is left out is as a terminal has it: floating, it would be 700x500. */
export interface NewWindow {
  readonly id?: string;
  readonly class: string;
  readonly title?: string;
  readonly xwayland?: boolean;
  /** The size it asks for, in logical pixels. */
  readonly size?: Pair;
  /** Whether it asks to float: dialogs do. */
  readonly floating?: boolean;
}

/** foot's own size; the measured windows were foot's. */
const CLIENT: Pair = { x: 700, y: 500 };
/** What Hyprland gives a pseudo tile before it knows the window's size. */
const PSEUDO: Pair = { x: 1280, y: 720 };
const NOWHERE = { x: 0, y: 0, w: 0, h: 0 };

function create(desk: Desk, wanted: NewWindow, workspace: Workspace): Win {
  if (desk.windows.size >= MOST_WINDOWS)
    throw new LayoutError('too-many', `A preview shows at most ${MOST_WINDOWS} windows.`);
  let number = desk.windows.size + 1;
  while (wanted.id === undefined && desk.windows.has(`w${number}`)) number += 1;
  const id = wanted.id ?? `w${number}`;
  if (desk.windows.has(id) || desk.groups.has(id))
    throw new LayoutError('not-possible', `There is a window ${id} already.`);
  const client = wanted.size ?? CLIENT;
  within(client.x, 1, LARGEST_SIDE, 'The width of a window');
  within(client.y, 1, LARGEST_SIDE, 'The height of a window');
  const title = wanted.title ?? wanted.class;
  return {
    id,
    class: wanted.class,
    title,
    initialClass: wanted.class,
    initialTitle: title,
    xwayland: wanted.xwayland ?? false,
    client,
    workspace: workspace.id,
    floating: wanted.floating ?? false,
    pinned: false,
    pseudo: false,
    pseudoSize: PSEUDO,
    fullscreen: 0,
    overFullscreen: false,
    tags: [],
    effects: { all: {} },
    border: 0,
    box: NOWHERE,
    at: { x: 0, y: 0 },
    size: { x: 0, y: 0 },
  };
}

const isOn = (effects: Readonly<Record<string, string>>, name: string): boolean | undefined =>
  effects[name] === undefined ? undefined : (parseFlag(effects[name]) ?? true);

/** Where rules send a window, and whether the view follows. */
function sentTo(
  desk: Desk,
  effects: Readonly<Record<string, string>>,
  here: Workspace,
): { workspace: Workspace; silent: boolean } {
  let workspace = here;
  let silent = false;
  const read = (text: string): string => {
    silent ||= /\ssilent$/.test(text.trim());
    return text.trim().replace(/\s+silent$/, '');
  };
  if (effects.monitor !== undefined && effects.monitor !== 'unset') {
    const monitor = findMonitor(desk, read(effects.monitor));
    if (monitor) workspace = inViewOn(desk, monitor);
  }
  if (effects.workspace !== undefined && effects.workspace !== 'unset') {
    const name = read(effects.workspace);
    if (name.startsWith('empty')) {
      let free = 1;
      while (desk.workspaces.some((one) => one.id === free && one.targets.length > 0)) free += 1;
      workspace = here.targets.length === 0 ? here : needNamed(desk, String(free));
    } else workspace = needNamed(desk, name);
  }
  return { workspace, silent };
}

function groupWish(effects: Readonly<Record<string, string>>): { set: boolean; barred: boolean } {
  const words = (effects.group ?? '').split(/\s+/);
  return {
    set: words.includes('set') || words.includes('new') || words.includes('on'),
    barred: words.includes('new') || words.includes('barred') || words.includes('deny'),
  };
}

/** The fullscreen a rule asks for, undefined where none does. */
function fullscreenWish(effects: Readonly<Record<string, string>>): 1 | 2 | undefined {
  if (isOn(effects, 'maximize')) return 1;
  if (isOn(effects, 'fullscreen')) return 2;
  const state = parseNumber(effects.fullscreen_state?.split(/\s+/)[0] ?? '');
  return state === 1 || state === 2 ? state : undefined;
}

function pseudoSizeOf(
  desk: Desk,
  win: Win,
  workspace: Workspace,
  effects: Readonly<Record<string, string>>,
): Pair {
  if (win.floating) return win.size;
  const { box } = monitorNamed(desk, workspace.monitor);
  const asked =
    effects.size === undefined
      ? undefined
      : pairOf(effects.size, {
          window_w: win.size.x,
          window_h: win.size.y,
          window_x: win.at.x - box.x,
          window_y: win.at.y - box.y,
          monitor_w: box.w,
          monitor_h: box.h,
          cursor_x: desk.cursor.x - box.x,
          cursor_y: desk.cursor.y - box.y,
        });
  // Hyprland takes the size before it knows of the border.
  const taken = takenAround(desk, groundOf(desk, workspace), win);
  return (
    asked ?? { x: win.size.x + taken.left + taken.right - 10, y: win.size.y + taken.top + taken.bottom - 10 }
  );
}

/** Opens a window as its rules want it, and focuses it unless they forbid. Gives its id. */
export function openOn(desk: Desk, wanted: NewWindow): string {
  const settings = settingsOf(desk.model);
  const here = inViewOn(desk, monitorNamed(desk, desk.focusedMonitor));
  const win = create(desk, wanted, here);
  const effects = effectsOf(desk, win);
  const before = findWindow(desk, desk.focused);
  const { workspace, silent } = sentTo(desk, effects, here);
  win.workspace = workspace.id;
  if (isOn(effects, 'tile')) win.floating = false;
  win.floating = isOn(effects, 'float') ?? win.floating;
  win.pseudo = isOn(effects, 'pseudo') ?? false;
  win.pinned = win.floating && isOn(effects, 'pin') === true;
  desk.windows.set(win.id, win);
  refreshEffects(desk, win);

  const noFocus = isOn(effects, 'no_initial_focus') === true || isOn(effects, 'no_focus') === true;
  if (!silent && !noFocus && workspace !== here) showWorkspace(desk, workspace);
  const group = groupWish(effects);
  const joined = before?.group === undefined ? undefined : desk.groups.get(before.group);
  if (
    joined &&
    settings.autoGroup &&
    !group.barred &&
    before?.workspace === workspace.id &&
    !wanted.floating &&
    (!win.floating || before.floating)
  ) {
    joinGroup(desk, joined, win);
  } else {
    const width = parseNumber(effects.scrolling_width ?? '');
    addTarget(desk, workspace, win.id, {
      isNew: true,
      ...(width !== undefined && { columnWidth: f32(Math.min(Math.max(width, 0.05), 1)) }),
    });
    if (win.floating) placeNewFloating(desk, workspace, win.id, effects);
    if (group.set) makeGroup(desk, win);
  }
  if (win.floating) win.overFullscreen = true;
  win.floatSize = win.client;

  const full = fullscreenOn(desk, workspace);
  let wish = fullscreenWish(effects);
  let quiet = silent || noFocus;
  if (full && full !== win && wish === undefined && !win.floating) {
    if (settings.underFullscreen === 0) quiet = true;
    else if (settings.underFullscreen === 1) wish = full.fullscreen === 0 ? undefined : full.fullscreen;
    if (settings.underFullscreen !== 0) full.fullscreen = 0;
  }
  refresh(desk, workspace);
  win.pseudoSize = pseudoSizeOf(desk, win, workspace, effects);
  if (win.pseudo) refresh(desk, workspace);
  if (!quiet) focusWindow(desk, win);
  if (wish !== undefined) setFullscreen(desk, win, wish);
  return win.id;
}

/** Closes a window and focuses the next as the layout chooses it. */
export function closeOn(desk: Desk, win: Win): void {
  const workspace = workspaceOf(desk, win.workspace);
  const { box } = win;
  const hadFocus = desk.focused === win.id;
  const group = win.group === undefined ? undefined : desk.groups.get(win.group);
  win.fullscreen = 0;
  desk.history = desk.history.filter((id) => id !== win.id);
  if (group === undefined || leaveGroup(desk, win) === 'placed') removeTarget(desk, workspace, targetOf(win));
  desk.windows.delete(win.id);
  refresh(desk, workspace);
  if (!hadFocus) return;
  delete desk.focused;
  const inGroup = desk.history.findLast((id) => group?.members.includes(id));
  const onWorkspace = desk.history.findLast((id) => findWindow(desk, id)?.workspace === workspace.id);
  const chosen = win.floating ? undefined : nextTiled(desk, workspace, box);
  const next =
    inGroup ?? (chosen === undefined ? onWorkspace : shownBy(desk, chosen).id) ?? windowLeft(desk, workspace);
  const candidate = findWindow(desk, next);
  if (candidate) focusWindow(desk, candidate);
}

function windowLeft(desk: Desk, workspace: Workspace): string | undefined {
  const target = workspace.targets.at(-1);
  return target === undefined ? undefined : shownBy(desk, target).id;
}
