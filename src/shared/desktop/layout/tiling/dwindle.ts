import { clamp, distanceSquared, f32, type Box, type Point } from '../box';
import { contains } from '../box';
import { findWindow, focusedTiledOn, monitorNamed, targetOf } from '../find';
import type { Ground } from '../ground';
import { setBox } from '../place';
import { settingsOf } from '../settings';
import type { Desk, Direction, Dwindle, DwindleNode, Workspace } from '../state';

/**
 * Hyprland's dwindle: a binary tree in which a new window halves the one it opens on. Written after the rules of
 * Hyprland 0.56.2 and checked against boxes of 0.56.2 and 0.57.0.
 */

const nodeById = (tiling: Dwindle, id: number | undefined): DwindleNode | undefined =>
  id === undefined ? undefined : tiling.nodes.find((node) => node.id === id);

/** The leaf of a target. */
export const nodeOf = (tiling: Dwindle, target: string | undefined): DwindleNode | undefined =>
  target === undefined ? undefined : tiling.nodes.find((node) => node.target === target);

/** The leaf nearest to a point; the first one where several are. */
export function nearest(tiling: Dwindle, point: Point, skip?: string): DwindleNode | undefined {
  let best: DwindleNode | undefined;
  let least = Infinity;
  for (const node of tiling.nodes) {
    if (node.target === undefined || node.target === skip) continue;
    const distance = distanceSquared(point, node.box);
    if (best === undefined || distance < least) {
      best = node;
      least = distance;
    }
  }
  return best;
}

/** The node that holds another; none for the root. */
export const parentOf = (tiling: Dwindle, node: DwindleNode): DwindleNode | undefined =>
  nodeById(tiling, node.parent);

const notNegative = (box: Box): Box => ({ ...box, w: Math.max(box.w, 0), h: Math.max(box.h, 0) });

interface Override {
  readonly horizontal?: boolean;
  readonly vertical?: boolean;
}

/** Lays out everything below a node in the node's box. Goes by a list of its own, since trees get as deep as windows are many. */
export function layOutBelow(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  tiling: Dwindle,
  top: DwindleNode,
  override: Override = {},
): void {
  const { preserveSplit, smartSplit, widthMultiplier } = settingsOf(desk.model).dwindle;
  const byId = new Map(tiling.nodes.map((node) => [node.id, node]));
  const waiting = [top];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.children === undefined) {
      if (node.target !== undefined) setBox(desk, workspace, ground, node.target, node.box);
      continue;
    }
    const { box } = node;
    if (!preserveSplit && !smartSplit) node.splitTop = box.h * widthMultiplier > box.w;
    if (node === top && override.vertical) node.splitTop = true;
    else if (node === top && override.horizontal) node.splitTop = false;
    const first = byId.get(node.children[0]);
    const second = byId.get(node.children[1]);
    if (first === undefined || second === undefined) continue;
    if (node.splitTop) {
      const size = f32((box.h / 2) * node.ratio);
      first.box = notNegative({ ...box, h: size });
      second.box = notNegative({ ...box, y: box.y + size, h: box.h - size });
    } else {
      const size = f32((box.w / 2) * node.ratio);
      first.box = notNegative({ ...box, w: size });
      second.box = notNegative({ ...box, x: box.x + size, w: box.w - size });
    }
    waiting.push(second, first);
  }
}

/** Gives every node its box, from the root down. */
export function layOutDwindle(desk: Desk, workspace: Workspace, ground: Ground, tiling: Dwindle): void {
  const root = tiling.nodes.find((node) => node.parent === undefined);
  if (root === undefined) return;
  root.box = ground.area;
  layOutBelow(desk, workspace, ground, tiling, root);
}

/** The leaf a new window halves. */
function openingOn(
  desk: Desk,
  workspace: Workspace,
  tiling: Dwindle,
  target: string,
  focal: Point | undefined,
): DwindleNode | undefined {
  const { useActive } = settingsOf(desk.model).dwindle;
  if (focal) return nearest(tiling, focal);
  if (useActive) {
    const focused = focusedTiledOn(desk, workspace);
    const own = focused && targetOf(focused) !== target ? nodeOf(tiling, targetOf(focused)) : undefined;
    return own ?? nearest(tiling, desk.cursor);
  }
  const monitor = monitorNamed(desk, workspace.monitor);
  if (monitor.name !== desk.focusedMonitor) return tiling.nodes.find((node) => node.target !== undefined);
  return (
    tiling.nodes.find((node) => {
      const win =
        node.target === undefined
          ? undefined
          : findWindow(desk, desk.groups.get(node.target)?.members[0] ?? node.target);
      return win !== undefined && contains(seen(win), desk.cursor);
    }) ?? (isReserved(desk, workspace) ? nearest(tiling, desk.cursor) : undefined)
  );
}

const seen = (win: { at: Point; size: Point; border: number }): Box => ({
  x: win.at.x - win.border,
  y: win.at.y - win.border,
  w: win.size.x + 2 * win.border,
  h: win.size.y + 2 * win.border,
});

function isReserved(desk: Desk, workspace: Workspace): boolean {
  const { box, reserved } = monitorNamed(desk, workspace.monitor);
  const free = {
    x: box.x + reserved.left,
    y: box.y + reserved.top,
    w: box.w - reserved.left - reserved.right,
    h: box.h - reserved.top - reserved.bottom,
  };
  return contains(box, desk.cursor) && !contains(free, desk.cursor);
}

/** Whether the new window comes first, and how its parent is split. */
function side(
  desk: Desk,
  tiling: Dwindle,
  box: Box,
  focal: Point | undefined,
): { first: boolean; splitTop?: boolean } & Override {
  const { forceSplit, smartSplit, widthMultiplier, permanentDirection } = settingsOf(desk.model).dwindle;
  const point = focal ?? desk.cursor;
  const sideBySide = box.w > box.h * widthMultiplier;
  if (tiling.preselect !== undefined) {
    const direction = tiling.preselect;
    if (!permanentDirection) delete tiling.preselect;
    const vertical = direction === 'up' || direction === 'down';
    return { first: direction === 'up' || direction === 'left', vertical, horizontal: !vertical };
  }
  if (smartSplit) {
    const x = point.x - (box.x + box.w / 2);
    const y = point.y - (box.y + box.h / 2);
    const besides = Math.abs(y / x) < box.h / box.w;
    return besides ? { first: x <= 0, splitTop: false } : { first: y <= 0, splitTop: true };
  }
  if (forceSplit === 0 || focal)
    return { first: sideBySide ? point.x < box.x + box.w / 2 : point.y < box.y + box.h / 2 };
  return { first: forceSplit === 1 };
}

/** Adds a target; false where it cannot be as small as its tile would be, so that it floats instead. */
export function addToDwindle(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  tiling: Dwindle,
  target: string,
  most: Point | undefined,
  focal?: Point,
): boolean {
  const { defaultRatio, splitBias, widthMultiplier } = settingsOf(desk.model).dwindle;
  let on = openingOn(desk, workspace, tiling, target, focal);
  const room = on?.box ?? ground.monitor;
  if (most && (most.x < room.w || most.y < room.h)) return false;
  if (on === undefined) on = tiling.nodes.find((node) => node.target !== undefined && node.target !== target);
  const node: DwindleNode = { id: tiling.nextId, target, box: ground.area, ratio: 1, splitTop: false };
  tiling.nextId += 1;
  tiling.nodes.push(node);
  if (on === undefined) {
    setBox(desk, workspace, ground, target, node.box);
    return true;
  }
  const parent: DwindleNode = {
    id: tiling.nextId,
    ...(on.parent !== undefined && { parent: on.parent }),
    box: on.box,
    ratio: f32(clamp(defaultRatio, f32(0.1), f32(1.9))),
    splitTop: on.box.w <= on.box.h * widthMultiplier,
  };
  tiling.nextId += 1;
  tiling.nodes.push(parent);
  const chosen = side(desk, tiling, on.box, focal);
  if (chosen.splitTop !== undefined) parent.splitTop = chosen.splitTop;
  parent.children = chosen.first ? [node.id, on.id] : [on.id, node.id];
  if (splitBias && chosen.first) parent.ratio = f32(2 - parent.ratio);
  const above = nodeById(tiling, on.parent);
  if (above?.children) above.children = replaced(above.children, on.id, parent.id);
  on.parent = parent.id;
  node.parent = parent.id;
  layOutBelow(desk, workspace, ground, tiling, parent, chosen);
  return true;
}

const replaced = (children: [number, number], before: number, after: number): [number, number] =>
  children[0] === before ? [after, children[1]] : [children[0], after];

/** Takes a target away: its sibling moves into their parent's place. */
export function removeFromDwindle(tiling: Dwindle, target: string): void {
  const node = nodeOf(tiling, target);
  if (node === undefined) return;
  const parent = parentOf(tiling, node);
  const gone = new Set([node.id]);
  if (parent?.children) {
    gone.add(parent.id);
    const sibling = nodeById(
      tiling,
      parent.children[0] === node.id ? parent.children[1] : parent.children[0],
    );
    const above = parentOf(tiling, parent);
    if (sibling) {
      if (above === undefined) delete sibling.parent;
      else sibling.parent = above.id;
      if (above?.children) above.children = replaced(above.children, parent.id, sibling.id);
    }
  }
  tiling.nodes = tiling.nodes.filter((one) => !gone.has(one.id));
}

/** The direction to open in so that a window moved towards its neighbour ends on the other side of it. */
export function oppositeSide(tiling: Dwindle, target: string, direction: Direction): Direction | undefined {
  const node = nodeOf(tiling, target);
  const parent = node && parentOf(tiling, node);
  if (!node || !parent?.children) return undefined;
  const isFirst = parent.children[0] === node.id;
  const other = nodeById(tiling, parent.children[isFirst ? 1 : 0]);
  if (other === undefined || other.children) return undefined;
  const towards: Direction = parent.splitTop ? (isFirst ? 'down' : 'up') : isFirst ? 'right' : 'left';
  return direction === towards ? direction : undefined;
}
