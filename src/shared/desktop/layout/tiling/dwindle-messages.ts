import { clamp, f32 } from '../box';
import { LayoutError } from '../error';
import type { Ground } from '../ground';
import type { Desk, Dwindle, DwindleNode, Workspace } from '../state';
import { layOutBelow, nodeOf, parentOf } from './dwindle';

const refuse = (message: string): never => {
  throw new LayoutError('not-possible', message);
};

function swapChildren(parent: DwindleNode): void {
  if (parent.children) parent.children = [parent.children[1], parent.children[0]];
}

/** A number that may have a sign: with one it is added to what is there. */
export function signed(text: string | undefined): number {
  const value = Number.parseFloat(text ?? '');
  if (!Number.isFinite(value)) throw new LayoutError('bad-dispatch', `"${text ?? ''}" is not a number.`);
  return value;
}

function moveToRoot(tiling: Dwindle, node: DwindleNode, parent: DwindleNode, stable: boolean): DwindleNode {
  let ancestor = node;
  let root = parent;
  for (let above = parentOf(tiling, root); above !== undefined; above = parentOf(tiling, root)) {
    ancestor = root;
    root = above;
  }
  if (root === parent) return refuse('The window is next to the root already.');
  const rootChildren = root.children ?? refuse('The tree is broken.');
  const place = rootChildren[0] === ancestor.id ? 1 : 0;
  const other = tiling.nodes.find((one) => one.id === rootChildren[place]) ?? refuse('The tree is broken.');
  const ownPlace = parent.children?.[0] === node.id ? 0 : 1;
  if (parent.children) parent.children[ownPlace] = other.id;
  rootChildren[place] = node.id;
  other.parent = parent.id;
  node.parent = root.id;
  if (stable) swapChildren(root);
  return root;
}

/** Turns a split by quarter turns clockwise. */
function rotate(parent: DwindleNode, degrees: number): void {
  const quarters = ((Math.trunc(degrees / 90) % 4) + 4) % 4;
  const swap = quarters === 2 || (quarters === 1 && parent.splitTop) || (quarters === 3 && !parent.splitTop);
  if (quarters % 2 === 1) parent.splitTop = !parent.splitTop;
  if (swap) swapChildren(parent);
}

/** A message to dwindle: `togglesplit`, `swapsplit`, `rotatesplit`, `movetoroot`, `preselect`, `splitratio`. Throws LayoutError where it says nothing known or cannot be. */
export function messageDwindle(
  desk: Desk,
  workspace: Workspace,
  ground: Ground,
  tiling: Dwindle,
  focusedTarget: string | undefined,
  words: readonly string[],
): void {
  const [command, argument = '', more = ''] = words;
  if (command === 'preselect') {
    switch (argument[0]) {
      case 'u':
      case 't':
        tiling.preselect = 'up';
        return;
      case 'd':
      case 'b':
        tiling.preselect = 'down';
        return;
      case 'l':
        tiling.preselect = 'left';
        return;
      case 'r':
        tiling.preselect = 'right';
        return;
      case undefined:
        throw new LayoutError('bad-dispatch', 'preselect wants a direction.');
      default:
        delete tiling.preselect;
        return;
    }
  }
  const node = nodeOf(tiling, focusedTarget);
  const parent = node && parentOf(tiling, node);
  let top: DwindleNode;
  switch (command) {
    case 'togglesplit':
      top = parent ?? refuse('A single window has no split to toggle.');
      top.splitTop = !top.splitTop;
      break;
    case 'swapsplit':
      top = parent ?? refuse('A single window has no split to swap.');
      swapChildren(top);
      break;
    case 'rotatesplit':
      top = parent ?? refuse('A single window has no split to rotate.');
      rotate(top, argument === '' ? 90 : signed(argument));
      break;
    case 'movetoroot':
      if (!node || !parent) return refuse('A single window is the root.');
      top = moveToRoot(tiling, node, parent, more !== 'unstable');
      break;
    case 'splitratio': {
      top = parent ?? refuse('A single window has no split.');
      const value = signed(argument);
      const ratio = more.startsWith('exact') ? value : top.ratio + value;
      top.ratio = f32(clamp(f32(ratio), f32(0.1), f32(1.9)));
      break;
    }
    default:
      throw new LayoutError('bad-dispatch', `Dwindle knows no message "${words.join(' ')}".`);
  }
  layOutBelow(desk, workspace, ground, tiling, top);
}
