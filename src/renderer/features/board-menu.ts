import { create } from 'zustand';
import type { LaneChip } from './board-model';

/** Something a menu offers. */
export interface MenuItemOf {
  readonly words: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** What a menu of the board is about. */
export type MenuSubject =
  | { readonly kind: 'feature'; readonly path: string; readonly anchor: HTMLElement }
  | { readonly kind: 'lane'; readonly host: string; readonly anchor: HTMLElement }
  | { readonly kind: 'chip'; readonly host: string; readonly chip: LaneChip; readonly anchor: HTMLElement }
  | {
      readonly kind: 'cell';
      readonly title: string;
      readonly items: readonly MenuItemOf[];
      readonly anchor: HTMLElement;
    };

interface BoardMenus {
  readonly menu: MenuSubject | null;
  /** Features looking for hosts. */
  readonly assign: {
    readonly paths: readonly string[];
    readonly anchor: HTMLElement;
    readonly tags: boolean;
  } | null;
  /** A host whose set looks for another host. */
  readonly copy: { readonly from: string; readonly anchor: HTMLElement } | null;
}

export const useBoardMenus = create<BoardMenus>(() => ({ menu: null, assign: null, copy: null }));

/** Opens the menu of a chip, a lane or a cell. */
export function openBoardMenu(menu: MenuSubject): void {
  useBoardMenus.setState({ menu });
}

/** Closes whichever menu of the board is open. */
export function closeBoardMenus(): void {
  useBoardMenus.setState({ menu: null, assign: null, copy: null });
}

/** Asks which hosts shall have the features: the menu twin of dragging them. `tags`: only whole tags. */
export function openAssign(paths: readonly string[], anchor: HTMLElement, tags = false): void {
  useBoardMenus.setState({ menu: null, copy: null, assign: { paths, anchor, tags } });
}

/** Asks which host a host's set shall be compared with: the menu twin of dragging its head. */
export function openCopy(from: string, anchor: HTMLElement): void {
  useBoardMenus.setState({ menu: null, assign: null, copy: { from, anchor } });
}
