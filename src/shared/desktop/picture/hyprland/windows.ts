import { isSeen } from '../../layout/rules/selector';
import { shownBy } from '../../layout/find';
import type { Desk, PlacedMonitor, Win, Workspace } from '../../layout/state';
import { contentKindOf } from '../contents/kinds';
import type { SceneWindow } from '../scene';
import { groupBarOf } from './group';
import { lookOf } from './look';

/** More windows than these are not drawn on one monitor: the nearest to the eye are. */
export const MOST_DRAWN = 200;

/** What lies over what: tiled, then maximised or fullscreen, then floating as they last had the focus. */
function depth(desk: Desk, win: Win): number {
  if (win.floating || win.overFullscreen) return 10 + desk.history.indexOf(win.id);
  return win.fullscreen === 0 ? 0 : 1;
}

/** A window of the layout with its look, from its monitor's corner. */
function drawn(desk: Desk, monitor: PlacedMonitor, workspace: Workspace, win: Win): SceneWindow {
  const look = lookOf(desk, win, workspace);
  const at = { x: win.at.x - monitor.box.x, y: win.at.y - monitor.box.y };
  return {
    kind: 'window',
    id: win.id,
    title: win.title,
    class: win.class,
    box: { ...at, width: win.size.x, height: win.size.y },
    ...look,
    content: contentKindOf(win.class),
    focused: desk.focused === win.id,
    floating: win.floating,
    group: groupBarOf(desk, win, at, look.border),
    titleBar: null,
  };
}

/** The windows that are seen on a monitor, from the back to the front, and how many more there are. */
export function windowsOn(
  desk: Desk,
  monitor: PlacedMonitor,
): { readonly windows: readonly SceneWindow[]; readonly left: number } {
  const inView = [monitor.active, ...(monitor.special === undefined ? [] : [monitor.special])];
  const all = inView.flatMap((id) => {
    const workspace = desk.workspaces.find((each) => each.id === id);
    if (!workspace) return [];
    return workspace.targets
      .filter((target) => isSeen(desk, workspace, target))
      .map((target) => ({ workspace, win: shownBy(desk, target) }))
      .toSorted((a, b) => depth(desk, a.win) - depth(desk, b.win));
  });
  const shown = all.slice(-MOST_DRAWN);
  return {
    windows: shown.map(({ workspace, win }) => drawn(desk, monitor, workspace, win)),
    left: all.length - shown.length,
  };
}
