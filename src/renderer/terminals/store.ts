import { create } from 'zustand';
import type { ErrorShape, Terminal, TerminalLayout, TerminalPane } from '../../shared/contract';
import { activePane, allPanes, EMPTY_LAYOUT, type Direction } from './layout';
import type { LinkVerdict } from './links';
import type { Paste } from './paste';

/** What the page asks the user about, one at a time. */
export type Question =
  | { readonly kind: 'paste'; readonly paste: Paste; readonly pane: number; readonly bracketed: boolean }
  | { readonly kind: 'link'; readonly text: string; readonly verdict: LinkVerdict }
  | { readonly kind: 'many' }
  | { readonly kind: 'settings' };

/** Where a new terminal shall go. */
export type Place = { readonly kind: 'tab' } | { readonly kind: 'split'; readonly direction: Direction };

interface TerminalsState {
  /** Whether the layout was read; nothing is written before. */
  readonly loaded: boolean;
  readonly layout: TerminalLayout;
  /** As the core tells them. */
  readonly terminals: ReadonlyMap<number, Terminal>;
  /** Panes whose terminal was taken by another window. */
  readonly elsewhere: ReadonlySet<number>;
  /** Panes that wait for the answer to `open`, and those that were refused. */
  readonly opening: ReadonlySet<number>;
  readonly refused: ReadonlyMap<number, ErrorShape>;
  /** As programs set them, cleaned. */
  readonly titles: ReadonlyMap<number, string>;
  readonly sizes: ReadonlyMap<number, string>;
  /** The pane whose output is searched. */
  readonly searching: number | null;
  /** Panes that what is typed into one of them goes to. */
  readonly many: ReadonlySet<number>;
  readonly question: Question | null;
  /** Where the terminal goes whose host is being chosen. */
  readonly choosing: Place | null;
}

/** What is on screen of terminals; their shells are the core's, their screens are kept in `running`. */
export const useTerminals = create<TerminalsState>(() => ({
  loaded: false,
  layout: EMPTY_LAYOUT,
  terminals: new Map(),
  elsewhere: new Set(),
  opening: new Set(),
  refused: new Map(),
  titles: new Map(),
  sizes: new Map(),
  searching: null,
  many: new Set(),
  question: null,
  choosing: null,
}));

export const { getState, setState } = useTerminals;

export function changeLayout(change: (layout: TerminalLayout) => TerminalLayout): void {
  setState(({ layout }) => ({ layout: change(layout) }));
}

export function findPane(id: number): TerminalPane | undefined {
  return allPanes(getState().layout).find((pane) => pane.id === id);
}

export function presentPane(): TerminalPane | undefined {
  return activePane(getState().layout);
}

export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> {
  const changed = new Map(map);
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  return changed;
}

export function withMember<K>(set: ReadonlySet<K>, key: K, isIn: boolean): ReadonlySet<K> {
  if (set.has(key) === isIn) return set;
  const changed = new Set(set);
  if (isIn) changed.add(key);
  else changed.delete(key);
  return changed;
}

/**
 * How a pane stands. idle: no terminal · away: the page has lost the core · elsewhere: another window shows it;
 * else as {@link Terminal.state}.
 */
export type PaneState = Terminal['state'] | 'idle' | 'away' | 'elsewhere';

export function paneState(
  state: Pick<TerminalsState, 'terminals' | 'elsewhere' | 'opening' | 'refused'>,
  pane: TerminalPane,
  connected: boolean,
): PaneState {
  if (state.opening.has(pane.id)) return 'connecting';
  if (state.refused.has(pane.id)) return 'failed';
  if (pane.terminal === null) return 'idle';
  if (!connected) return 'away';
  if (state.elsewhere.has(pane.id)) return 'elsewhere';
  return state.terminals.get(pane.terminal)?.state ?? 'idle';
}
