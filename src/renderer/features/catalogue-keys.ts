import { useRef, type KeyboardEvent, type RefObject } from 'react';
import type { Board } from '../../shared/contract';
import { leafName } from '../../shared/features';
import {
  announce,
  carryOver,
  featureWords,
  lift,
  loadWords,
  putBack,
  spokenOver,
  useCarry,
  type Carry,
  type Over,
} from '../app';
import { openAssign, openBoardMenu } from './board-menu';
import { stepHost, type CategoryGroup } from './board-model';
import { liftedWith, selectFeature, selectFeatures, useBoardView } from './board-view';
import { dropOn } from './gestures';
import type { Tag } from '../app';
import { overHost, overTag } from './targets';

/** Hosts that Page Up and Page Down pass over. */
const PAGE = 10;

/** Steps through hosts by what a key means; null where it chooses no host. */
function hostStep(key: string, hosts: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return PAGE;
    case 'PageUp':
      return -PAGE;
    case 'End':
      return hosts;
    case 'Home':
      return -hosts;
    default:
      return null;
  }
}

function overTo(board: Board, carry: Carry, over: Over | null): void {
  carryOver(over);
  if (over) announce(spokenOver(board, carry, over));
}

/** The target a key leads to from the one under the hand: hosts by Up and Down, tags by Left and Right. */
function nextTarget(
  key: string,
  board: Board,
  tags: readonly Tag[],
  over: Over | null,
): Over | null | 'none' {
  const hosts = board.hosts.map(({ host }) => host);
  const onTag = over?.name.startsWith('@') === true;
  const step = hostStep(key, hosts.length);
  if (step !== null) {
    const host = stepHost(hosts, onTag ? null : (over?.name ?? null), step);
    return host === null ? null : overHost(host);
  }
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const names = tags.map(({ name }) => name);
    const name = stepHost(names, onTag ? (over?.name.slice(1) ?? null) : null, key === 'ArrowRight' ? 1 : -1);
    const tag = tags.find((candidate) => candidate.name === name);
    return tag ? overTag(tag) : 'none';
  }
  if (/^[\p{L}\p{N}]$/u.test(key)) {
    const from = onTag ? -1 : hosts.indexOf(over?.name ?? '');
    const order = [...hosts.slice(from + 1), ...hosts.slice(0, from + 1)];
    const host = order.find((name) => name.toLowerCase().startsWith(key.toLowerCase()));
    return host === undefined ? 'none' : overHost(host);
  }
  return 'none';
}

/**
 * The keys while something is carried by keyboard: the drag's twin. Returns whether the key was one of them.
 */
export function carryKey(event: KeyboardEvent, board: Board, tags: readonly Tag[]): boolean {
  const { carry, over } = useCarry.getState();
  if (!carry || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (carry.by === 'pointer') return true;
  if (event.key === 'Escape') {
    putBack();
    announce(`${loadWords(carry.load)} put back`);
  } else if (event.key === ' ' || event.key === 'Enter') {
    if (over !== null) {
      putBack();
      dropOn(board, carry, over);
    }
  } else {
    const next = nextTarget(event.key, board, tags, over);
    if (next === 'none') return event.key.startsWith('Arrow');
    overTo(board, carry, next);
  }
  return true;
}

/** Puts what is in the hand back when the focus leaves to where its keys are not heard. */
export function putBackOnBlur(): void {
  const { carry } = useCarry.getState();
  if (carry?.by !== 'keyboard') return;
  putBack();
  announce(`${loadWords(carry.load)} put back`);
}

interface CatalogueKeys {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[data-path]') : null;
}

/** Keys of the catalogue: arrows move, with Shift they select, Space lifts, Enter assigns. */
export function useCatalogueKeys(
  board: Board,
  groups: readonly CategoryGroup[],
  tags: readonly Tag[],
): CatalogueKeys {
  const list = useRef<HTMLDivElement>(null);
  const move = (row: HTMLElement, step: number, extends_: boolean): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
    const next = rows[rows.indexOf(row) + step];
    const path = next?.dataset['path'];
    if (!next || path === undefined) return;
    next.focus();
    if (!extends_) return;
    const from = row.dataset['path'] ?? path;
    const { features } = useBoardView.getState();
    // Back over a row that is selected already: the one that is left goes out of the selection.
    const kept = features.has(path) ? [...features].filter((one) => one !== from) : [...features, from];
    selectFeatures([...new Set([...kept, path])], path);
    announce(`${useBoardView.getState().features.size} selected`);
  };
  const selectAll = (path: string): void => {
    const group = groups.find(({ entries }) => entries.some(({ feature }) => feature.path === path));
    if (!group) return;
    selectFeatures(
      group.entries.map(({ feature }) => feature.path),
      path,
    );
    announce(`${group.entries.length} selected: all of ${group.title}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowOf(event.target);
    const path = row?.dataset['path'];
    if (!row || path === undefined) return;
    const take = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (carryKey(event, board, tags)) return take();
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if (command && key.toLowerCase() === 'a') {
      take();
      return selectAll(path);
    }
    if (command || event.altKey) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      take();
      return move(row, key === 'ArrowDown' ? 1 : -1, event.shiftKey);
    }
    if (key === ' ') {
      take();
      const paths = liftedWith(path);
      if (paths.length === 1) selectFeature(path);
      lift(board, { kind: 'features', paths }, 'keyboard');
      const tagWords = tags.length > 0 ? ', Left and Right a tag' : '';
      announce(
        `${featureWords(paths)} lifted. Up and Down choose the host${tagWords}, Space drops, Escape puts back.`,
      );
    } else if (key === 'Enter') {
      take();
      openAssign(liftedWith(path), row);
    } else if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      take();
      openBoardMenu({ kind: 'feature', path, anchor: row });
    } else if (key === 'Escape' && useBoardView.getState().features.size > 1) {
      take();
      selectFeature(path);
      announce(`only ${leafName(path)} selected`);
    }
  };
  return { list, onKeyDown };
}
