import { middle, type Box, type Point } from '../box';
import { shownBy } from '../find';
import { groundOf, type Ground } from '../ground';
import { settingsOf } from '../settings';
import type { Desk, LayoutName, Tiling, Workspace } from '../state';
import { addToDwindle, layOutDwindle, nearest, nodeOf, removeFromDwindle } from './dwindle';
import { messageDwindle } from './dwindle-messages';
import { addToMaster, firstMaster, nearestMaster, removeFromMaster } from './master';
import { messageMaster, swapInMaster } from './master-messages';
import { layOutMaster } from './master-place';
import { addToMonocle, layOutMonocle, messageMonocle, removeFromMonocle } from './monocle';
import {
  addToScrolling,
  columnOf,
  layOutScrolling,
  nearestOnTape,
  placeOnTape,
  removeFromScrolling,
} from './scrolling';
import { messageScrolling } from './scrolling-messages';

/** An empty tiling of a layout. */
export function emptyTiling(kind: LayoutName): Tiling {
  switch (kind) {
    case 'dwindle':
      return { kind, nodes: [], nextId: 0 };
    case 'master':
      return { kind, nodes: [] };
    case 'monocle':
      return { kind, targets: [], visible: 0 };
    case 'scrolling':
      return { kind, columns: [], offset: 0 };
  }
}

/** Whether it is the name of a layout that is previewed. */
export const isLayoutName = (name: string): name is LayoutName =>
  name === 'dwindle' || name === 'master' || name === 'monocle' || name === 'scrolling';

/** How a target comes to a workspace. */
export interface Adding {
  /** False for a target that was moved here. */
  readonly isNew: boolean;
  /** The most its tile may measure; larger ones make it float. */
  readonly most?: Point;
  /** Where it comes from, for layouts that put it nearest to there. */
  readonly focal?: Point;
  /** A column's width that a window rule asks for. */
  readonly columnWidth?: number;
}

/** Adds a target to the tiling. False where it has to float. */
export function addTiled(desk: Desk, workspace: Workspace, target: string, adding: Adding): boolean {
  const { tiling } = workspace;
  const ground = groundOf(desk, workspace);
  switch (tiling.kind) {
    case 'dwindle':
      return addToDwindle(desk, workspace, ground, tiling, target, adding.most, adding.focal);
    case 'master':
      return addToMaster(desk, workspace, ground, tiling, target, adding.isNew, adding.most);
    case 'monocle':
      addToMonocle(tiling, target);
      return true;
    case 'scrolling':
      addToScrolling(desk, workspace, ground, tiling, target, adding.columnWidth);
      return true;
  }
}

/** Takes a target out of a workspace’s layout. */
export function removeTiled(desk: Desk, workspace: Workspace, target: string): void {
  const { tiling } = workspace;
  switch (tiling.kind) {
    case 'dwindle':
      return removeFromDwindle(tiling, target);
    case 'master':
      return removeFromMaster(desk, tiling, target);
    case 'monocle':
      return removeFromMonocle(desk, tiling, target);
    case 'scrolling':
      return removeFromScrolling(desk, groundOf(desk, workspace), tiling, target);
  }
}

/** Puts all tiled targets in their places. */
export function layOutTiled(desk: Desk, workspace: Workspace, ground: Ground, scrolled = false): void {
  const { tiling } = workspace;
  switch (tiling.kind) {
    case 'dwindle':
      return layOutDwindle(desk, workspace, ground, tiling);
    case 'master':
      return layOutMaster(desk, workspace, ground, tiling);
    case 'monocle':
      return layOutMonocle(desk, workspace, tiling);
    case 'scrolling':
      return scrolled
        ? placeOnTape(desk, workspace, ground, tiling)
        : layOutScrolling(desk, workspace, ground, tiling);
  }
}

/** Puts one target in another's place and the other way round, or a group where its first window was. */
export function swapTiled(tiling: Tiling, a: string, b: string): void {
  const other = (target: string): string => (target === a ? b : target === b ? a : target);
  switch (tiling.kind) {
    case 'dwindle': {
      const first = nodeOf(tiling, a);
      const second = nodeOf(tiling, b);
      if (first) first.target = b;
      if (second) second.target = a;
      return;
    }
    case 'master':
      return swapInMaster(tiling, a, b);
    case 'monocle':
      tiling.targets = tiling.targets.map(other);
      return;
    case 'scrolling':
      for (const column of tiling.columns) column.targets = column.targets.map(other);
  }
}

/** Who gets the focus when a tiled target that stood at `box` is gone. */
export function nextTiled(desk: Desk, workspace: Workspace, box: Box): string | undefined {
  const { tiling } = workspace;
  switch (tiling.kind) {
    case 'dwindle':
      return nearest(tiling, middle(box))?.target;
    case 'master':
      if (settingsOf(desk.model).master.focusMasterOnClose) return firstMaster(tiling)?.target;
      return nearestMaster(tiling, middle(box))?.target;
    case 'monocle':
      return tiling.targets[tiling.visible];
    case 'scrolling':
      return nearestOnTape(desk, tiling, middle(box));
  }
}

/** A layout message. Gives the window to focus and whether the view was scrolled. Throws LayoutError for what cannot be. */
export function messageTiled(
  desk: Desk,
  workspace: Workspace,
  focused: string | undefined,
  words: readonly string[],
): { focus?: string; scrolled?: boolean } {
  const { tiling } = workspace;
  const ground = groundOf(desk, workspace);
  const windowIn = (target: string | undefined): { focus?: string } => {
    if (target === undefined) return {};
    return { focus: desk.windows.has(target) ? target : shownBy(desk, target).id };
  };
  switch (tiling.kind) {
    case 'dwindle':
      messageDwindle(desk, workspace, ground, tiling, focused, words);
      return {};
    case 'master':
      return windowIn(messageMaster(desk, ground, tiling, focused, words));
    case 'monocle':
      return windowIn(messageMonocle(desk, tiling, words));
    case 'scrolling': {
      const outcome = messageScrolling(desk, ground, tiling, focused, words);
      return { ...windowIn(outcome.focus), ...(outcome.scrolled && { scrolled: true }) };
    }
  }
}

/** The targets of a tiling in its own order: for moving them to another layout. */
export function targetsOf(tiling: Tiling): string[] {
  switch (tiling.kind) {
    case 'dwindle':
      return tiling.nodes.flatMap((node) => node.target ?? []);
    case 'master':
      return tiling.nodes.map((node) => node.target);
    case 'monocle':
      return [...tiling.targets];
    case 'scrolling':
      return tiling.columns.flatMap((column) => column.targets);
  }
}

/** Whether a target is laid out there. */
export const isInTiling = (tiling: Tiling, target: string): boolean =>
  tiling.kind === 'scrolling' ? columnOf(tiling, target) !== undefined : targetsOf(tiling).includes(target);
