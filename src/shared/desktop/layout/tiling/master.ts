import { distanceSquared, f32, type Point } from '../box';
import { findWindow, focusedTiledOn, monitorNamed, targetOf } from '../find';
import type { Ground } from '../ground';
import { settingsOf } from '../settings';
import type { Desk, Master, MasterNode, Orientation, Workspace } from '../state';

/**
 * Who is a master and who is in the stack. Written after the rules of Hyprland 0.56.2 and checked against boxes of
 * 0.56.2 and 0.57.0; where the boxes go is in `master-place`.
 */

/** The master that came first: the one that dispatchers mean. */
export const firstMaster = (tiling: Master): MasterNode | undefined =>
  tiling.nodes.find((node) => node.isMaster);
/** How many masters there are. */
export const mastersOf = (tiling: Master): number => tiling.nodes.filter((node) => node.isMaster).length;
/** The node of a target. */
export const masterNodeOf = (tiling: Master, target: string | undefined): MasterNode | undefined =>
  tiling.nodes.find((node) => node.target === target);

const lastMaster = (tiling: Master): MasterNode | undefined => tiling.nodes.findLast((node) => node.isMaster);

function orientationNamed(name: string): Orientation {
  return name === 'top' || name === 'right' || name === 'bottom' || name === 'center' ? name : 'left';
}

/** A message decides, else the workspace rule, else the option. */
export const orientationOf = (desk: Desk, ground: Ground, tiling: Master): Orientation =>
  tiling.orientation ??
  orientationNamed(
    ground.rule?.layoutOptions.orientation?.value ?? settingsOf(desk.model).master.orientation,
  );

/** The node nearest to a point. */
export function nearestMaster(tiling: Master, point: Point): MasterNode | undefined {
  let best: MasterNode | undefined;
  let least = Infinity;
  for (const node of tiling.nodes) {
    const distance = distanceSquared(point, node.box);
    if (best !== undefined && distance >= least) continue;
    best = node;
    least = distance;
  }
  return best;
}

function insert(desk: Desk, tiling: Master, node: MasterNode): void {
  const { newStatus, newOnActive, newOnTop } = settingsOf(desk.model).master;
  const focused = findWindow(desk, desk.focused);
  if (newOnActive !== 'none' && newStatus !== 'master' && focused) {
    const index = tiling.nodes.findIndex((one) => one.target === targetOf(focused));
    const last = tiling.nodes[index];
    if (last && !(last.isMaster && (mastersOf(tiling) === 1 || newStatus === 'slave'))) {
      tiling.nodes.splice(newOnActive === 'before' ? index : index + 1, 0, node);
      return;
    }
  }
  if (newOnTop) tiling.nodes.unshift(node);
  else tiling.nodes.push(node);
}

/**
 * Adds a target. `isNew` is false for one that was moved here. False where it cannot be as small as its tile would be, so
 * that it floats instead.
 */
export function addToMaster(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  tiling: Master,
  target: string,
  isNew: boolean,
  most: Point | undefined,
): boolean {
  const { mfact, newStatus, newOnActive } = settingsOf(desk.model).master;
  const focused = focusedTiledOn(desk, workspace);
  const node: MasterNode = { target, isMaster: false, percMaster: mfact, percSize: 1, box: ground.area };
  insert(desk, tiling, node);
  const on = focused ? masterNodeOf(tiling, targetOf(focused)) : firstMaster(tiling);
  const count = tiling.nodes.length;
  const becomesMaster =
    newStatus === 'master' ||
    count === 1 ||
    (count > 2 && !isNew && on?.isMaster === true) ||
    (newStatus === 'inherit' && on?.isMaster === true);
  if (becomesMaster) {
    const before = newOnActive === 'before' ? lastMaster(tiling) : firstMaster(tiling);
    if (before) {
      before.isMaster = false;
      node.percMaster = before.percMaster;
    }
    node.isMaster = true;
  }
  const { box } = monitorNamed(desk, workspace.monitor);
  const share = becomesMaster ? node.percMaster : 1 - node.percMaster;
  const room = { x: box.w * share, y: becomesMaster ? box.h : box.h / (count - 1) };
  if (most === undefined || (most.x >= room.x && most.y >= room.y)) return true;
  tiling.nodes = tiling.nodes.filter((one) => one !== node);
  return false;
}

/** Takes a target away; the first of the stack follows the last master. */
export function removeFromMaster(desk: Desk, tiling: Master, target: string): void {
  const { allowSmallSplit } = settingsOf(desk.model).master;
  const masters = mastersOf(tiling);
  const node = masterNodeOf(tiling, target);
  if (node === undefined) return;
  if (node.isMaster && (masters <= 1 || allowSmallSplit)) {
    const next = tiling.nodes.find((one) => !one.isMaster);
    if (next) {
      next.isMaster = true;
      next.percMaster = node.percMaster;
    }
  }
  tiling.nodes = tiling.nodes.filter((one) => one !== node);
  const last = tiling.nodes.at(-1);
  if (last && mastersOf(tiling) === tiling.nodes.length && masters > 1) last.isMaster = false;
  if (last && tiling.nodes.length === 1) last.isMaster = true;
}

/** The target after or before another: first among masters or stack, then in the other of the two. */
export function nextInMaster(
  tiling: Master,
  target: string,
  forward: boolean,
  loop: boolean,
): string | undefined {
  const node = masterNodeOf(tiling, target);
  if (node === undefined) return undefined;
  const nodes = forward ? tiling.nodes : tiling.nodes.toReversed();
  const candidate =
    nodes.slice(nodes.indexOf(node) + 1).find((one) => one.isMaster === node.isMaster) ??
    nodes.find((one) => one.isMaster !== node.isMaster);
  if (candidate === undefined) return undefined;
  if (!loop && candidate.isMaster && forward) return undefined;
  if (!loop && !candidate.isMaster && node.isMaster && !forward) return undefined;
  return candidate.target;
}

/** A share of the masters in the bounds that Hyprland keeps: 0.05 to 0.95. */
export const mfactOf = (value: number): number => f32(Math.min(Math.max(f32(value), f32(0.05)), f32(0.95)));
