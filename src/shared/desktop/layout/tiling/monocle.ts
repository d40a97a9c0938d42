import { LayoutError } from '../error';
import { findWindow, shownBy } from '../find';
import { groundOf } from '../ground';
import { setBox } from '../place';
import type { Desk, Monocle, Workspace } from '../state';

/** One window on top of the others, each as large as the work area. */

/** Puts a target on top. */
export function addToMonocle(tiling: Monocle, target: string): void {
  tiling.targets.push(target);
  tiling.visible = tiling.targets.length - 1;
}

/** Takes a target away; the one that had the focus last comes on top. */
export function removeFromMonocle(desk: Desk, tiling: Monocle, target: string): void {
  const index = tiling.targets.indexOf(target);
  if (index === -1) return;
  tiling.targets.splice(index, 1);
  for (const id of desk.history.toReversed()) {
    const win = findWindow(desk, id);
    const found = win === undefined ? -1 : tiling.targets.indexOf(win.group ?? win.id);
    if (found === -1) continue;
    tiling.visible = found;
    return;
  }
  if (index <= tiling.visible) tiling.visible -= 1;
  tiling.visible = Math.max(0, Math.min(tiling.visible, tiling.targets.length - 1));
}

/** Work areas may differ from window to window, as rules count the windows that are seen. */
export function layOutMonocle(desk: Desk, workspace: Workspace, tiling: Monocle): void {
  const ground = groundOf(desk, workspace);
  for (const target of tiling.targets) setBox(desk, workspace, ground, target, ground.area);
}

/** `cyclenext`, `cycleprev`; gives the window to focus. Throws LayoutError for anything else. */
export function messageMonocle(desk: Desk, tiling: Monocle, words: readonly string[]): string | undefined {
  const count = tiling.targets.length;
  if (words[0] !== 'cyclenext' && words[0] !== 'cycleprev')
    throw new LayoutError('bad-dispatch', `Monocle knows no message "${words.join(' ')}".`);
  if (count === 0) return undefined;
  tiling.visible = (tiling.visible + (words[0] === 'cyclenext' ? 1 : count - 1)) % count;
  return shownBy(desk, tiling.targets[tiling.visible] ?? '').id;
}
