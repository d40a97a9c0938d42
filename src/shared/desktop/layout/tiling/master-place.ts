import { f32 } from '../box';
import { monitorNamed } from '../find';
import type { Ground } from '../ground';
import { setBox } from '../place';
import { settingsOf } from '../settings';
import type { Desk, Master, MasterNode, Orientation, Workspace } from '../state';
import { firstMaster, orientationOf } from './master';

interface Strip {
  /** Where it begins, from the work area's corner. */
  readonly x: number;
  readonly y: number;
  /** Its thickness. */
  readonly across: number;
  readonly horizontal: boolean;
}

/** Shares out a strip among nodes, float32 as Hyprland counts. */
function shareOut(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  nodes: readonly MasterNode[],
  strip: Strip,
  count = nodes.length,
): void {
  const { smartResizing } = settingsOf(desk.model).master;
  const length = strip.horizontal ? ground.area.w : ground.area.h;
  const total = f32(length);
  const average = f32(total / count);
  let accumulated = 0;
  for (const node of nodes) accumulated = f32(accumulated + f32(average * node.percSize));
  let left = total;
  let remaining = count;
  let next = 0;
  for (const node of nodes) {
    let size = remaining > 1 ? f32(f32(left / remaining) * node.percSize) : left;
    const most = f32(left * f32(0.9));
    if (size > most && remaining > 1) size = most;
    if (smartResizing) {
      node.percSize = f32(node.percSize * (length / accumulated));
      size = f32(average * node.percSize);
    }
    node.box = {
      x: ground.area.x + strip.x + (strip.horizontal ? next : 0),
      y: ground.area.y + strip.y + (strip.horizontal ? 0 : next),
      w: strip.horizontal ? size : strip.across,
      h: strip.horizontal ? strip.across : size,
    };
    setBox(desk, workspace, ground, node.target, node.box);
    remaining -= 1;
    left = f32(left - size);
    next = f32(next + size);
  }
}

function alone(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  master: MasterNode,
  orientation: Orientation,
): void {
  const { area } = ground;
  if (settingsOf(desk.model).master.alwaysKeepPosition) {
    const w = f32(area.w * master.percMaster);
    const x =
      orientation === 'right' ? f32(area.w - w) : orientation === 'center' ? f32((area.w - w) / 2) : 0;
    master.box = { x: area.x + x, y: area.y, w, h: area.h };
  } else {
    master.box = area;
  }
  setBox(desk, workspace, ground, master.target, master.box);
}

/** Stack windows left and right of masters in the middle, in turn; the odd one goes to the side of the fallback. */
function besideTheMiddle(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  stack: readonly MasterNode[],
  masterWidth: number,
): void {
  const settings = settingsOf(desk.model).master;
  const { reserved } = monitorNamed(desk, workspace.monitor);
  const ignores = settings.centerIgnoresReserved;
  const full = ignores ? ground.area.w + reserved.left + reserved.right : ground.area.w;
  const width = f32((full - masterWidth) / 2);
  const firstRight = settings.centerFallback === 'right';
  const onRight = stack.filter((_, index) => (index % 2 === 0) === firstRight);
  const onLeft = stack.filter((_, index) => (index % 2 === 0) !== firstRight);
  const vertical = { y: 0, horizontal: false };
  shareOut(desk, workspace, ground, onLeft, {
    ...vertical,
    x: 0,
    across: ignores ? width - reserved.left : width,
  });
  shareOut(desk, workspace, ground, onRight, {
    ...vertical,
    x: f32(width + masterWidth - (ignores ? reserved.left : 0)),
    across: ignores ? width - reserved.right : width,
  });
}

/** Puts masters and stack in their places. */
export function layOutMaster(desk: Desk, workspace: Workspace, ground: Ground, tiling: Master): void {
  const master = firstMaster(tiling);
  if (master === undefined) return;
  const settings = settingsOf(desk.model).master;
  const { area } = ground;
  const masters = tiling.nodes.filter((node) => node.isMaster);
  const stack = tiling.nodes.filter((node) => !node.isMaster);
  const asked = orientationOf(desk, ground, tiling);
  const inTheMiddle = asked === 'center' && stack.length >= settings.slavesForCenter;
  const orientation = asked === 'center' && !inTheMiddle ? fallbackOf(settings.centerFallback) : asked;
  if (tiling.nodes.length === 1 && !inTheMiddle) return alone(desk, workspace, ground, master, orientation);

  if (orientation === 'top' || orientation === 'bottom') {
    const height = f32(stack.length > 0 ? area.h * master.percMaster : area.h);
    shareOut(desk, workspace, ground, masters, {
      x: 0,
      y: orientation === 'bottom' ? f32(area.h - height) : 0,
      across: height,
      horizontal: true,
    });
    const rest = f32(area.h - height);
    shareOut(desk, workspace, ground, stack, {
      x: 0,
      y: orientation === 'top' ? height : 0,
      across: rest,
      horizontal: true,
    });
    return;
  }

  const { reserved } = monitorNamed(desk, workspace.monitor);
  const ignores = settings.centerIgnoresReserved && inTheMiddle;
  const total = f32(ignores ? area.w + reserved.left + reserved.right : area.w);
  const width = stack.length > 0 || inTheMiddle ? f32(total * master.percMaster) : total;
  let x = 0;
  if (orientation === 'right') x = f32(area.w - width);
  else if (inTheMiddle) x = f32(f32(total - width) / 2);
  shareOut(desk, workspace, ground, masters, {
    x: ignores ? x - reserved.left : x,
    y: 0,
    across: width,
    horizontal: false,
  });
  if (stack.length === 0) return;
  if (inTheMiddle) return besideTheMiddle(desk, workspace, ground, stack, width);
  shareOut(desk, workspace, ground, stack, {
    x: orientation === 'left' ? width : 0,
    y: 0,
    across: f32(area.w - width),
    horizontal: false,
  });
}

const fallbackOf = (name: string): Orientation =>
  name === 'right' || name === 'top' || name === 'bottom' ? name : 'left';
