import { LayoutError } from '../error';
import { shownBy } from '../find';
import type { Ground } from '../ground';
import { settingsOf } from '../settings';
import type { Desk, Master, MasterNode, Orientation } from '../state';
import { signed } from './dwindle-messages';
import { firstMaster, masterNodeOf, mastersOf, mfactOf, nextInMaster, orientationOf } from './master';

const CYCLE: readonly Orientation[] = ['left', 'top', 'right', 'bottom', 'center'];

const refuse = (message: string): never => {
  throw new LayoutError('not-possible', message);
};

/** Changes two targets' places; who is master stays with the place. */
export function swapInMaster(tiling: Master, a: string, b: string): void {
  const first = masterNodeOf(tiling, a);
  const second = masterNodeOf(tiling, b);
  if (first) first.target = b;
  if (second) second.target = a;
}

function turn(desk: Desk, ground: Ground, tiling: Master, names: readonly string[], step: 1 | -1): void {
  const named = CYCLE.filter((one) => names.includes(one));
  const cycle =
    names.length > 0 && named.length > 0
      ? (names.filter((name) => CYCLE.includes(name as Orientation)) as Orientation[])
      : CYCLE;
  const index = cycle.indexOf(orientationOf(desk, ground, tiling));
  tiling.orientation = cycle[(index + step + cycle.length) % cycle.length] ?? 'left';
}

/** The master goes to one end of the list, the nearest or farthest of the stack becomes master. */
function roll(tiling: Master, from: MasterNode, forward: boolean): MasterNode | undefined {
  const next = forward
    ? tiling.nodes.find((node) => !node.isMaster)
    : tiling.nodes.findLast((node) => !node.isMaster);
  if (next === undefined) return undefined;
  next.isMaster = true;
  const rest = tiling.nodes.filter((node) => node !== next && node !== from);
  const place = tiling.nodes.filter((node) => node !== next).indexOf(from);
  rest.splice(place, 0, next);
  from.isMaster = false;
  tiling.nodes = forward ? [...rest, from] : [from, ...rest];
  return next;
}

/**
 * A message to master: `swapwithmaster`, `focusmaster`, `cyclenext`, `cycleprev`, `swapnext`, `swapprev`, `addmaster`,
 * `removemaster`, `orientation…`, `mfact`, `rollnext`, `rollprev`. Gives the target that gets the focus, where it moves.
 * Throws LayoutError where it says nothing known or cannot be.
 */
export function messageMaster(
  desk: Desk,
  ground: Ground,
  tiling: Master,
  focused: string | undefined,
  words: readonly string[],
): string | undefined {
  const [command = '', argument] = words;
  const own = masterNodeOf(tiling, focused);
  const master = firstMaster(tiling) ?? refuse('There is no master.');
  const stack = tiling.nodes.find((node) => !node.isMaster);
  const loop = !words.includes('noloop');
  switch (command) {
    case 'swapwithmaster': {
      if (!own) return refuse('The focused window is not tiled.');
      if (own !== master && !own.isMaster) {
        const [child, chosen] = [master.target, own.target];
        swapInMaster(tiling, chosen, child);
        return argument === 'child' ? child : chosen;
      }
      if (own !== master) {
        const [child, chosen] = [master.target, own.target];
        swapInMaster(tiling, chosen, child);
        return chosen;
      }
      if (words.includes('ignoremaster') || !stack) return undefined;
      const [child, chosen] = [master.target, stack.target];
      swapInMaster(tiling, chosen, child);
      return argument === 'master' ? chosen : child;
    }
    case 'focusmaster':
      if (own !== master) {
        if (argument === 'previous' && focused !== undefined) tiling.focusBefore = focused;
        return master.target;
      }
      if (argument === 'master') return undefined;
      if (
        argument === 'previous' &&
        tiling.focusBefore !== own.target &&
        masterNodeOf(tiling, tiling.focusBefore)
      )
        return tiling.focusBefore;
      return stack?.target;
    case 'cyclenext':
    case 'cycleprev':
      return own && nextInMaster(tiling, own.target, command === 'cyclenext', loop);
    case 'swapnext':
    case 'swapprev': {
      const other = own && nextInMaster(tiling, own.target, command === 'swapnext', loop);
      if (!own || other === undefined) return undefined;
      const moved = own.target;
      swapInMaster(tiling, moved, other);
      return moved;
    }
    case 'addmaster': {
      if (mastersOf(tiling) + 2 > tiling.nodes.length && !settingsOf(desk.model).master.allowSmallSplit)
        return refuse('One window has to stay in the stack.');
      const chosen = own && !own.isMaster ? own : stack;
      if (chosen) chosen.isMaster = true;
      return undefined;
    }
    case 'removemaster': {
      if (tiling.nodes.length < 2 || mastersOf(tiling) < 2) return refuse('One window has to stay master.');
      const chosen = own?.isMaster ? own : tiling.nodes.findLast((node) => node.isMaster);
      if (chosen) chosen.isMaster = false;
      return undefined;
    }
    case 'orientationleft':
    case 'orientationright':
    case 'orientationtop':
    case 'orientationbottom':
    case 'orientationcenter':
      tiling.orientation = command.slice('orientation'.length) as Orientation;
      return undefined;
    case 'orientationnext':
    case 'orientationcycle':
      turn(desk, ground, tiling, words.slice(1), 1);
      return undefined;
    case 'orientationprev':
      turn(desk, ground, tiling, [], -1);
      return undefined;
    case 'mfact': {
      const exact = argument === 'exact';
      const value = signed(exact ? words[2] : argument);
      master.percMaster = mfactOf(exact ? value : master.percMaster + value);
      return undefined;
    }
    case 'rollnext':
    case 'rollprev': {
      if (!own) return refuse('The focused window is not tiled.');
      const next = roll(tiling, own.isMaster ? own : master, command === 'rollnext');
      return next && shownBy(desk, next.target).id;
    }
    default:
      throw new LayoutError('bad-dispatch', `Master knows no message "${words.join(' ')}".`);
  }
}
