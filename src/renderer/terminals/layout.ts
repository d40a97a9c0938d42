import type {
  TerminalLayout,
  TerminalNode,
  TerminalPane,
  TerminalSplit,
  TerminalTab,
} from '../../shared/contract';

/** Where a new pane goes: beside or below the one it is split from. */
export type Direction = TerminalSplit['direction'];
export type Side = 'left' | 'right' | 'up' | 'down';

/** A part of the page, in fractions of it. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The line between the two parts of a split; `path` leads to the split from the tab's root. */
export interface Divider {
  readonly path: readonly ('first' | 'second')[];
  readonly direction: Direction;
  readonly share: number;
  /** What both parts take together. */
  readonly around: Rectangle;
}

export const EMPTY_LAYOUT: TerminalLayout = { tabs: [], active: null };
export const SHARES = { least: 0.1, most: 0.9 } as const;

export function panesOf(node: TerminalNode): TerminalPane[] {
  return node.kind === 'pane' ? [node] : [...panesOf(node.first), ...panesOf(node.second)];
}

export function allPanes(layout: TerminalLayout): TerminalPane[] {
  return layout.tabs.flatMap((tab) => panesOf(tab.root));
}

export function activeTab(layout: TerminalLayout): TerminalTab | undefined {
  return layout.tabs.find((tab) => tab.id === layout.active);
}

/** The pane that keys go to, where the page has the focus. */
export function activePane(layout: TerminalLayout): TerminalPane | undefined {
  const tab = activeTab(layout);
  return tab && panesOf(tab.root).find((pane) => pane.id === tab.focus);
}

function tabOf(layout: TerminalLayout, pane: number): TerminalTab | undefined {
  return layout.tabs.find((tab) => panesOf(tab.root).some((one) => one.id === pane));
}

function changeTab(layout: TerminalLayout, tab: TerminalTab): TerminalLayout {
  return { ...layout, tabs: layout.tabs.map((one) => (one.id === tab.id ? tab : one)) };
}

/** A tab of its own for the pane, at the end, shown. Tab and pane share their number. */
export function addTab(layout: TerminalLayout, pane: TerminalPane): TerminalLayout {
  return { tabs: [...layout.tabs, { id: pane.id, root: pane, focus: pane.id }], active: pane.id };
}

function replace(node: TerminalNode, id: number, by: (pane: TerminalPane) => TerminalNode): TerminalNode {
  if (node.kind === 'pane') return node.id === id ? by(node) : node;
  return { ...node, first: replace(node.first, id, by), second: replace(node.second, id, by) };
}

/** Halves the room of a pane; the new one comes second and gets the focus. */
export function splitPane(
  layout: TerminalLayout,
  of: number,
  direction: Direction,
  pane: TerminalPane,
): TerminalLayout {
  const tab = tabOf(layout, of);
  if (!tab) return layout;
  const root = replace(tab.root, of, (first) => ({
    kind: 'split',
    direction,
    share: 0.5,
    first,
    second: pane,
  }));
  return { ...changeTab(layout, { ...tab, root, focus: pane.id }), active: tab.id };
}

/** Ties a terminal to a pane, or unties it. */
export function tie(layout: TerminalLayout, pane: number, terminal: number | null): TerminalLayout {
  const tab = tabOf(layout, pane);
  if (!tab) return layout;
  return changeTab(layout, { ...tab, root: replace(tab.root, pane, (one) => ({ ...one, terminal })) });
}

function without(node: TerminalNode, id: number): TerminalNode | null {
  if (node.kind === 'pane') return node.id === id ? null : node;
  const first = without(node.first, id);
  const second = without(node.second, id);
  return first && second ? { ...node, first, second } : (first ?? second);
}

/** Takes a pane away; its neighbour in the split gets its room and, where it had it, the focus. */
export function removePane(layout: TerminalLayout, pane: number): TerminalLayout {
  const tab = tabOf(layout, pane);
  if (!tab) return layout;
  const root = without(tab.root, pane);
  if (root) {
    const before = panesOf(tab.root).findIndex((one) => one.id === pane);
    const left = panesOf(root);
    const next = left[Math.min(before, left.length - 1)];
    const focus = tab.focus === pane && next ? next.id : tab.focus;
    return changeTab(layout, { ...tab, root, focus });
  }
  const at = layout.tabs.indexOf(tab);
  const tabs = layout.tabs.filter((one) => one !== tab);
  const next = tabs[Math.min(at, tabs.length - 1)]?.id ?? null;
  return { tabs, active: layout.active === tab.id ? next : layout.active };
}

/** Shows the pane's tab and gives it the focus there. */
export function focusPane(layout: TerminalLayout, pane: number): TerminalLayout {
  const tab = tabOf(layout, pane);
  return tab ? { ...changeTab(layout, { ...tab, focus: pane }), active: tab.id } : layout;
}

/** The next tab (`by` 1) or the one before (-1), in a circle. */
export function stepTab(layout: TerminalLayout, by: 1 | -1): TerminalLayout {
  const at = layout.tabs.findIndex((tab) => tab.id === layout.active);
  const { length } = layout.tabs;
  return length === 0 ? layout : { ...layout, active: layout.tabs[(at + by + length) % length]?.id ?? null };
}

function halves(split: TerminalSplit, around: Rectangle): readonly [Rectangle, Rectangle] {
  const { left, top, width, height } = around;
  const { share } = split;
  return split.direction === 'row'
    ? [
        { left, top, width: width * share, height },
        { left: left + width * share, top, width: width * (1 - share), height },
      ]
    : [
        { left, top, width, height: height * share },
        { left, top: top + height * share, width, height: height * (1 - share) },
      ];
}

const WHOLE: Rectangle = { left: 0, top: 0, width: 1, height: 1 };

/** Where each pane of a tab lies, and the lines between them. */
export function placesOf(root: TerminalNode): {
  readonly panes: ReadonlyMap<number, Rectangle>;
  readonly dividers: readonly Divider[];
} {
  const panes = new Map<number, Rectangle>();
  const dividers: Divider[] = [];
  const walk = (node: TerminalNode, around: Rectangle, path: Divider['path']): void => {
    if (node.kind === 'pane') {
      panes.set(node.id, around);
      return;
    }
    const { direction, share } = node;
    dividers.push({ path, direction, share, around });
    const [first, second] = halves(node, around);
    walk(node.first, first, [...path, 'first']);
    walk(node.second, second, [...path, 'second']);
  };
  walk(root, WHOLE, []);
  return { panes, dividers };
}

/** Moves the line of a split; kept within {@link SHARES}. */
export function setShare(
  layout: TerminalLayout,
  tab: number,
  path: Divider['path'],
  share: number,
): TerminalLayout {
  const of = layout.tabs.find((one) => one.id === tab);
  if (!of) return layout;
  const wanted = Math.min(SHARES.most, Math.max(SHARES.least, share));
  const walk = (node: TerminalNode, [step, ...rest]: Divider['path']): TerminalNode => {
    if (node.kind === 'pane') return node;
    return step === undefined ? { ...node, share: wanted } : { ...node, [step]: walk(node[step], rest) };
  };
  return changeTab(layout, { ...of, root: walk(of.root, path) });
}

const EDGE = 1e-6;

/** The pane that lies next to another on one side: of those that touch, the one with the longest common edge. */
export function neighbour(root: TerminalNode, of: number, side: Side): number | null {
  const { panes } = placesOf(root);
  const from = panes.get(of);
  if (!from) return null;
  const isAcross = side === 'left' || side === 'right';
  let best: { id: number; common: number } | null = null;
  for (const [id, to] of panes) {
    const gap = {
      left: from.left - (to.left + to.width),
      right: to.left - (from.left + from.width),
      up: from.top - (to.top + to.height),
      down: to.top - (from.top + from.height),
    }[side];
    if (id === of || Math.abs(gap) > EDGE) continue;
    const common = isAcross
      ? Math.min(from.top + from.height, to.top + to.height) - Math.max(from.top, to.top)
      : Math.min(from.left + from.width, to.left + to.width) - Math.max(from.left, to.left);
    if (common > EDGE && common > (best?.common ?? 0) + EDGE) best = { id, common };
  }
  return best?.id ?? null;
}
