import { clamp, f32, sticks, type Point } from '../box';
import { groundOf, type Ground } from '../ground';
import { shownBy } from '../find';
import { settingsOf } from '../settings';
import type { Desk, Dwindle, DwindleNode, Master, Scrolling, Workspace } from '../state';
import { nodeOf, parentOf } from '../tiling/dwindle';
import { masterNodeOf, mastersOf, orientationOf } from '../tiling/master';
import { columnOf } from '../tiling/scrolling';
import { fitColumn, tapeOf } from '../tiling/tape';
import { refresh } from '../workspaces';

const newRatio = (node: DwindleNode, by: number): number => f32(clamp(node.ratio + by, 0.1, 1.9));

/** The nearest node above (or the window's own) that is a child of a split in that direction. */
function splitAbove(
  tiling: Dwindle,
  node: DwindleNode,
  top: boolean,
): { child: DwindleNode; split: DwindleNode } | undefined {
  let child = node;
  for (let split = parentOf(tiling, child); split; split = parentOf(tiling, child)) {
    if (split.splitTop === top) return { child, split };
    child = split;
  }
  return undefined;
}

/** Changes ratios of the splits beside a window; the inner ones keep their windows' sizes where resizing is smart. */
function resizeDwindle(desk: Desk, ground: Ground, tiling: Dwindle, target: string, by: Point): void {
  const node = nodeOf(tiling, target);
  if (!node) return;
  const { box } = shownBy(desk, target);
  const area = ground.area;
  const fullWidth = sticks(box.x, area.x) && sticks(box.x + box.w, area.x + area.w);
  const fullHeight = sticks(box.y, area.y) && sticks(box.y + box.h, area.y + area.h);
  const across = splitAbove(tiling, node, false);
  const down = splitAbove(tiling, node, true);
  if (across && !fullWidth) across.split.ratio = newRatio(across.split, (by.x * 2) / across.split.box.w);
  if (down && !fullHeight) down.split.ratio = newRatio(down.split, (by.y * 2) / down.split.box.h);
}

function resizeMaster(desk: Desk, ground: Ground, tiling: Master, target: string, by: Point): void {
  const node = masterNodeOf(tiling, target);
  const stack = tiling.nodes.length - mastersOf(tiling);
  const orientation = orientationOf(desk, ground, tiling);
  const centred = orientation === 'center' && stack >= settingsOf(desk.model).master.slavesForCenter;
  if (!node || (tiling.nodes.length === 1 && !centred)) return;
  const { w, h } = ground.monitor;
  const share = { left: by.x / w, right: -by.x / w, top: by.y / h, bottom: -by.y / h, center: by.x / w };
  const change = centred && !node.isMaster ? share.center * 2 : share[orientation];
  for (const one of tiling.nodes)
    if (one.isMaster) one.percMaster = f32(clamp(one.percMaster + change, 0.05, 0.95));
  const vertical = orientation !== 'top' && orientation !== 'bottom';
  const along = vertical ? by.y : by.x;
  const same = tiling.nodes.filter((one) => one.isMaster === node.isMaster);
  if (along === 0 || same.length < 2) return;
  const size = (vertical ? ground.area.h : ground.area.w) / same.length;
  node.percSize = f32(clamp(node.percSize + along / size, 0.05, 1.95));
}

function resizeScrolling(desk: Desk, ground: Ground, tiling: Scrolling, target: string, by: Point): void {
  const column = columnOf(tiling, target);
  if (!column) return;
  const tape = tapeOf(desk, ground);
  column.width = f32(clamp(column.width + (tape.horizontal ? by.x : by.y) / tape.view, 0.05, 1));
  fitColumn(tape, tiling, tiling.columns.indexOf(column));
}

/** Resizes a tiled target by so many logical pixels. */
export function resizeTiled(desk: Desk, workspace: Workspace, target: string, by: Point): void {
  const win = shownBy(desk, target);
  const { tiling } = workspace;
  const ground = groundOf(desk, workspace);
  if (win.pseudo) {
    win.pseudoSize = {
      x: clamp(win.pseudoSize.x + by.x, 20, Math.max(20, win.box.w)),
      y: clamp(win.pseudoSize.y + by.y, 20, Math.max(20, win.box.h)),
    };
  } else if (tiling.kind === 'dwindle') resizeDwindle(desk, ground, tiling, target, by);
  else if (tiling.kind === 'master') resizeMaster(desk, ground, tiling, target, by);
  else if (tiling.kind === 'scrolling') resizeScrolling(desk, ground, tiling, target, by);
  refresh(desk, workspace);
}
