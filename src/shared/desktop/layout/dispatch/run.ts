import { LayoutError } from '../error';
import { findWindow, inViewOn, monitorNamed, shownBy, targetOf, workspaceOf } from '../find';
import { centreFloating, placeMovedFloating, setFloatBox } from '../floating';
import { focusAndWarp, focusMonitor, focusWindow, monitorTowards, windowTowards } from '../focus';
import { setFullscreen } from '../fullscreen';
import { changeInGroup, moveInGroup, moveIntoGroup, moveOutOfGroup, toggleGroup } from '../groups';
import { closeOn } from '../open';
import type { Desk, Win } from '../state';
import { addTiled, messageTiled, removeTiled } from '../tiling/tiling';
import { findMonitor, refresh } from '../workspaces';
import { goToWorkspace, moveTowards, sendToWorkspace, swapWindows, toggleSpecial } from './move';
import { resizeTiled } from './resize';
import { directionOf, focusedWindow, selectedWindow, stepsOf } from './words';

/** A layout message to the workspace in view. */
export function message(desk: Desk, text: string): void {
  const words = text.trim().split(/\s+/);
  const workspace = inViewOn(desk, monitorNamed(desk, desk.focusedMonitor));
  const focused = findWindow(desk, desk.focused);
  const target = focused?.workspace === workspace.id && !focused.floating ? targetOf(focused) : undefined;
  const outcome = messageTiled(desk, workspace, target, words);
  const next = outcome.focus === undefined ? undefined : shownBy(desk, outcome.focus);
  if (next !== undefined && next !== focused) return focusAndWarp(desk, next);
  refresh(desk, workspace, outcome.scrolled);
}

function setFloating(desk: Desk, win: Win, floating: boolean): void {
  if (win.floating === floating) return;
  const workspace = workspaceOf(desk, win.workspace);
  const target = targetOf(win);
  const mode = win.fullscreen;
  win.fullscreen = 0;
  const members = desk.groups.get(target)?.members.map((id) => findWindow(desk, id)) ?? [win];
  if (floating) {
    removeTiled(desk, workspace, target);
    for (const member of members) if (member) member.floating = true;
    placeMovedFloating(desk, workspace, target, true);
  } else {
    for (const member of members) {
      if (!member) continue;
      member.floating = false;
      member.pinned = false;
      member.floatSize = { x: member.box.w, y: member.box.h };
    }
    addTiled(desk, workspace, target, { isNew: false });
  }
  refresh(desk, workspace);
  if (mode !== 0) setFullscreen(desk, win, mode);
}

function moveFocus(desk: Desk, text: string): void {
  const direction = directionOf(text);
  const win = findWindow(desk, desk.focused);
  const next = win && windowTowards(desk, win, direction);
  if (next) {
    focusAndWarp(desk, next);
    return;
  }
  const monitor = monitorTowards(desk, monitorNamed(desk, desk.focusedMonitor), direction);
  if (monitor) focusMonitor(desk, monitor);
}

/** The next window of the workspace by order of opening. */
function cycle(desk: Desk, forward: boolean, only?: 'tiled' | 'floating'): Win | undefined {
  const win = focusedWindow(desk);
  const all = [...desk.windows.values()].filter(
    (one) =>
      one.workspace === win.workspace &&
      (one === win || only === undefined || one.floating === (only === 'floating')) &&
      shownBy(desk, targetOf(one)) === one,
  );
  const index = all.indexOf(win);
  return all[(index + (forward ? 1 : all.length - 1)) % all.length];
}

function fullscreen(desk: Desk, text: string): void {
  const [mode = '', action = 'toggle'] = text.trim().split(/\s+/);
  const win = focusedWindow(desk);
  const wanted = mode === '1' || mode.startsWith('max') ? 1 : 2;
  const on = action === 'set' || (action !== 'unset' && win.fullscreen !== wanted);
  setFullscreen(desk, win, on ? wanted : 0);
}

function resizeOrMove(desk: Desk, text: string, what: 'size' | 'place'): void {
  const win = focusedWindow(desk);
  const workspace = workspaceOf(desk, win.workspace);
  const { box: monitor } = monitorNamed(desk, workspace.monitor);
  const steps = stepsOf(text, monitor);
  if (!win.floating) {
    if (what === 'place') return;
    const by = steps.exact ? { x: steps.x - win.size.x, y: steps.y - win.size.y } : steps;
    return resizeTiled(desk, workspace, targetOf(win), by);
  }
  const { box } = win;
  if (what === 'place') {
    const to = steps.exact
      ? { x: monitor.x + steps.x, y: monitor.y + steps.y }
      : { x: box.x + steps.x, y: box.y + steps.y };
    return setFloatBox(desk, workspace, targetOf(win), { ...box, ...to });
  }
  const by = steps.exact ? { x: steps.x - box.w, y: steps.y - box.h } : steps;
  const w = Math.max(20, box.w + by.x);
  const h = Math.max(20, box.h + by.y);
  setFloatBox(desk, workspace, targetOf(win), {
    x: box.x - (w - box.w) / 2,
    y: box.y - (h - box.h) / 2,
    w,
    h,
  });
}

function toMonitor(desk: Desk, text: string): void {
  const name = text.trim();
  const here = monitorNamed(desk, desk.focusedMonitor);
  const step = /^[+-]\d+$/.test(name) ? Number(name) : undefined;
  const count = desk.monitors.length;
  const monitor =
    findMonitor(desk, name) ??
    (/^\d+$/.test(name) ? desk.monitors[Number(name)] : undefined) ??
    (step === undefined
      ? /^[lrudtb]$/.test(name)
        ? monitorTowards(desk, here, directionOf(name))
        : undefined
      : desk.monitors[(((desk.monitors.indexOf(here) + step) % count) + count) % count]);
  if (!monitor) throw new LayoutError('no-monitor', `There is no monitor ${name}.`);
  focusMonitor(desk, monitor);
}

/** Dispatchers that change nothing a preview shows. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'exec',
  'execr',
  'pass',
  'sendshortcut',
  'global',
  'dpms',
  'exit',
  'submap',
  'event',
  'bringactivetotop',
  'alterzorder',
  'lockgroups',
  'lockactivegroup',
  'setprop',
  'tagwindow',
  'forcerendererreload',
  'movecursor',
  'movecursortocorner',
]);

/** Runs a dispatcher of hyprlang: `layoutmsg togglesplit`, `movefocus l`. Throws LayoutError where it says nothing known or cannot be. */
export function run(desk: Desk, text: string): void {
  const [, name = '', rest = ''] = /^\s*(\S+)\s*(.*)$/.exec(text) ?? [];
  const argument = rest.trim();
  switch (name) {
    case 'layoutmsg':
      return message(desk, argument);
    case 'togglesplit':
    case 'swapsplit':
    case 'splitratio':
      return message(desk, text);
    case 'movefocus':
      return moveFocus(desk, argument);
    case 'movewindow': {
      if (!argument.startsWith('mon:')) return moveTowards(desk, focusedWindow(desk), directionOf(argument));
      const monitor = findMonitor(desk, argument.slice(4).replace(/\s+silent$/, ''));
      if (!monitor) throw new LayoutError('no-monitor', `There is no monitor ${argument.slice(4)}.`);
      return sendToWorkspace(
        desk,
        focusedWindow(desk),
        inViewOn(desk, monitor).name,
        argument.endsWith(' silent'),
      );
    }
    case 'swapwindow': {
      const win = focusedWindow(desk);
      const other = windowTowards(desk, win, directionOf(argument));
      if (!other) throw new LayoutError('not-possible', 'There is no window in that direction.');
      return swapWindows(desk, win, other);
    }
    case 'swapnext': {
      const win = focusedWindow(desk);
      const other = cycle(desk, argument !== 'prev');
      if (other && other !== win) swapWindows(desk, win, other);
      return;
    }
    case 'cyclenext': {
      const words = argument.split(/\s+/);
      const only = words.includes('tiled') ? 'tiled' : words.includes('floating') ? 'floating' : undefined;
      const next = cycle(desk, !words.includes('prev'), only);
      if (next) focusAndWarp(desk, next);
      return;
    }
    case 'focuswindow':
      focusAndWarp(desk, selectedWindow(desk, argument));
      return;
    case 'focuscurrentorlast': {
      const last = findWindow(desk, desk.history.at(-2));
      if (last) focusAndWarp(desk, last);
      return;
    }
    case 'focusmonitor':
      return toMonitor(desk, argument);
    case 'workspace':
    case 'focusworkspaceoncurrentmonitor':
      return goToWorkspace(desk, argument);
    case 'movetoworkspace':
    case 'movetoworkspacesilent':
      return sendToWorkspace(desk, focusedWindow(desk), argument, name.endsWith('silent'));
    case 'togglespecialworkspace':
      return toggleSpecial(desk, argument);
    case 'killactive':
    case 'forcekillactive':
      return closeOn(desk, focusedWindow(desk));
    case 'closewindow':
      return closeOn(desk, selectedWindow(desk, argument));
    case 'togglefloating': {
      const win = focusedWindow(desk);
      return setFloating(desk, win, !win.floating);
    }
    case 'setfloating':
      return setFloating(desk, focusedWindow(desk), true);
    case 'settiled':
      return setFloating(desk, focusedWindow(desk), false);
    case 'pseudo': {
      const win = focusedWindow(desk);
      win.pseudo = !win.pseudo;
      return refresh(desk, workspaceOf(desk, win.workspace));
    }
    case 'pin': {
      const win = focusedWindow(desk);
      if (!win.floating) throw new LayoutError('not-possible', 'Only floating windows are pinned.');
      win.pinned = !win.pinned;
      return refresh(desk, workspaceOf(desk, win.workspace));
    }
    case 'fullscreen':
      return fullscreen(desk, argument);
    case 'fullscreenstate': {
      const mode = Number.parseInt(argument, 10);
      return setFullscreen(desk, focusedWindow(desk), mode === 1 || mode === 2 ? mode : mode === 3 ? 2 : 0);
    }
    case 'centerwindow': {
      const win = focusedWindow(desk);
      if (!win.floating) throw new LayoutError('not-possible', 'Only floating windows are centred.');
      return centreFloating(desk, workspaceOf(desk, win.workspace), targetOf(win));
    }
    case 'resizeactive':
      return resizeOrMove(desk, argument, 'size');
    case 'moveactive':
      return resizeOrMove(desk, argument, 'place');
    case 'togglegroup':
      return toggleGroup(desk, focusedWindow(desk));
    case 'changegroupactive': {
      const to = /^\d+$/.test(argument)
        ? Number(argument) - 1
        : argument.startsWith('b')
          ? 'previous'
          : 'next';
      focusWindow(desk, shownBy(desk, changeInGroup(desk, focusedWindow(desk), to)));
      return;
    }
    case 'movegroupwindow':
      return moveInGroup(desk, focusedWindow(desk), !argument.startsWith('b'));
    case 'moveintogroup': {
      const win = focusedWindow(desk);
      const other = windowTowards(desk, win, directionOf(argument));
      if (!other) throw new LayoutError('not-possible', 'There is no window in that direction.');
      moveIntoGroup(desk, win, other);
      focusAndWarp(desk, win);
      return;
    }
    case 'moveoutofgroup':
      return moveOutOfGroup(desk, focusedWindow(desk));
    case 'movewindoworgroup': {
      const win = focusedWindow(desk);
      const other = windowTowards(desk, win, directionOf(argument));
      if (other?.group !== undefined) moveIntoGroup(desk, win, other);
      else if (win.group !== undefined) moveOutOfGroup(desk, win);
      else moveTowards(desk, win, directionOf(argument));
      return;
    }
    default:
      if (WITHOUT_EFFECT.has(name)) return;
      throw new LayoutError('bad-dispatch', `"${name}" is not a dispatcher that a preview knows.`);
  }
}
