import { clamp, distanceSquared, type Point } from '../box';
import { findWindow, focusedTiledOn, shownBy, targetOf } from '../find';
import { groundOf, type Ground } from '../ground';
import { setBox } from '../place';
import { settingsOf } from '../settings';
import type { Column, Desk, Scrolling, Workspace } from '../state';
import {
  addToColumn,
  fitColumn,
  gapsOf,
  isColumnInView,
  setOffset,
  showColumn,
  steady,
  takeFromColumn,
  tapeLength,
  tapeOf,
  targetBox,
} from './tape';

/** Columns on a tape wider than the screen. Written after the rules of Hyprland 0.56.2. */

/** The column that holds a target. */
export const columnOf = (tiling: Scrolling, target: string | undefined): Column | undefined =>
  target === undefined ? undefined : tiling.columns.find((column) => column.targets.includes(target));

/** An empty column behind the one at `after`; `width` is a share of the view. */
export function newColumn(tiling: Scrolling, width: number, after = tiling.columns.length - 1): Column {
  const column: Column = { width, targets: [], sizes: [] };
  tiling.columns.splice(after + 1, 0, column);
  return column;
}

/** A new column behind the focused one, brought into view. `width` is what a window rule asks for. */
export function addToScrolling(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  tiling: Scrolling,
  target: string,
  width: number | undefined,
): void {
  const focused = focusedTiledOn(desk, workspace);
  const beside = focused && targetOf(focused) !== target ? columnOf(tiling, targetOf(focused)) : undefined;
  const after = beside ? tiling.columns.indexOf(beside) : tiling.columns.length - 1;
  const column = newColumn(tiling, width ?? settingsOf(desk.model).scrolling.columnWidth, after);
  addToColumn(column, target);
  fitColumn(tapeOf(desk, ground), tiling, tiling.columns.indexOf(column));
}

/** Takes a target away, and its column where it was the last; the tape closes up. */
export function removeFromScrolling(desk: Desk, ground: Ground, tiling: Scrolling, target: string): void {
  const column = columnOf(tiling, target);
  if (column === undefined) return;
  const tape = tapeOf(desk, ground);
  if (tiling.columns.at(-1) === column && column.targets.length <= 1)
    tiling.offset -= tape.view * column.width;
  if (!takeFromColumn(tiling, column, target)) return;
  setOffset(tiling, clamp(tiling.offset, 0, Math.max(tapeLength(tape, tiling) - tape.view, 1)));
}

/** Gives every target its box, with the focused column in view. */
export function layOutScrolling(desk: Desk, workspace: Workspace, ground: Ground, tiling: Scrolling): void {
  const tape = tapeOf(desk, ground);
  const focused = focusedTiledOn(desk, workspace);
  const column = focused && columnOf(tiling, targetOf(focused));
  if (column) {
    const index = tiling.columns.indexOf(column);
    if (!isColumnInView(tape, tiling, index, true)) showColumn(desk, tape, tiling, index);
  }
  placeOnTape(desk, workspace, ground, tiling);
}

/** Lays out without looking for the focused window: after the user scrolled away from it. */
export function placeOnTape(desk: Desk, workspace: Workspace, ground: Ground, tiling: Scrolling): void {
  const tape = tapeOf(desk, ground);
  steady(desk, tape, tiling);
  tiling.columns.forEach((column, index) => {
    column.targets.forEach((target, row) => {
      const box = targetBox(tape, tiling, ground, index, row);
      const gaps = gapsOf(desk, tape, tiling, ground.gapsIn, index, row);
      setBox(desk, workspace, ground, target, box, {
        x: box.x + gaps.left,
        y: box.y + gaps.top,
        w: Math.max(1, box.w - gaps.left - gaps.right),
        h: Math.max(1, box.h - gaps.top - gaps.bottom),
      });
    });
  });
}

/** What focusing a window does to the view: the keyboard, and new windows, bring it into view. */
export function followFocus(desk: Desk, workspace: Workspace, tiling: Scrolling): void {
  const focused = findWindow(desk, desk.focused);
  const column = focused && columnOf(tiling, targetOf(focused));
  if (!column) return;
  column.lastFocused = targetOf(focused);
  const tape = tapeOf(desk, groundOf(desk, workspace));
  showColumn(desk, tape, tiling, tiling.columns.indexOf(column));
}

/** The target nearest to a point. */
export function nearestOnTape(desk: Desk, tiling: Scrolling, point: Point): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const target of tiling.columns.flatMap((column) => column.targets)) {
    const distance = distanceSquared(point, shownBy(desk, target).box);
    if (best !== undefined && distance >= least) continue;
    best = target;
    least = distance;
  }
  return best;
}
