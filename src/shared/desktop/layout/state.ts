import type { DesktopModel, Pair, Screen, Sides, Transform } from '../model';
import type { Box, Point } from './box';

/** 0 nothing, 1 maximised (gaps and border stay), 2 fullscreen: the numbers of `hyprctl clients`. */
export type Fullscreen = 0 | 1 | 2;
/** Where dispatchers point: `l`, `r`, `u`, `d` in full. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/** A monitor in its place. Width and height are physical pixels before the transform; `box` is logical. */
export interface PlacedMonitor {
  readonly name: string;
  readonly description?: string;
  readonly width: number;
  readonly height: number;
  readonly hertz: number;
  readonly scale: number;
  readonly transform: Transform;
  readonly box: Box;
  /** Kept free by the configuration and by bars. */
  readonly reserved: Sides;
  /** What Hyprland would complain about, in words. */
  readonly problem?: string;
  active: number;
  special?: number;
}

/** What window rules say of a window now. Absent: nothing, so the options decide. */
export interface Effects {
  readonly borderSize?: number;
  readonly decorate?: boolean;
  readonly minSize?: Pair;
  readonly maxSize?: Pair;
  /** All effects that hold, by name, for the picture: `opacity`, `rounding`, `no_blur` … */
  readonly all: Readonly<Record<string, string>>;
}

/** A window. What is laid out is a target: the window itself, or the group it is in. */
export interface Win {
  readonly id: string;
  readonly class: string;
  readonly title: string;
  readonly initialClass: string;
  readonly initialTitle: string;
  readonly xwayland: boolean;
  /** The size it asks for where nobody else decides. */
  readonly client: Pair;
  workspace: number;
  group?: string;
  floating: boolean;
  pinned: boolean;
  pseudo: boolean;
  pseudoSize: Pair;
  fullscreen: Fullscreen;
  /** Drawn above a fullscreen window: opened floating after it. */
  overFullscreen: boolean;
  floatSize?: Pair;
  lastFloatBox?: Box;
  tags: readonly string[];
  effects: Effects;
  border: number;
  /** Where its target stands, rounded, before gaps and borders. */
  box: Box;
  /** The client's top left corner and size without border: what `hyprctl clients` reports. */
  at: Point;
  size: Point;
}

/** Windows in one place with a bar of tabs above; only `current` is seen. */
export interface Group {
  readonly id: string;
  members: string[];
  current: number;
}

/** One node of dwindle's tree. A leaf has a target, an inner node two children. */
export interface DwindleNode {
  readonly id: number;
  parent?: number;
  target?: string;
  children?: [number, number];
  box: Box;
  ratio: number;
  /** One above the other instead of side by side. */
  splitTop: boolean;
}

/** A tree that halves a tile for each new window. */
export interface Dwindle {
  readonly kind: 'dwindle';
  nodes: DwindleNode[];
  nextId: number;
  preselect?: Direction;
}

/** The side of the workspace that has the masters. */
export type Orientation = 'left' | 'top' | 'right' | 'bottom' | 'center';

/** A target of the layout master: `percMaster` is the masters’ share, `percSize` its own beside its neighbours (1 is even). */
export interface MasterNode {
  target: string;
  isMaster: boolean;
  percMaster: number;
  percSize: number;
  box: Box;
}

/** Masters on one side, the rest in a stack beside them. */
export interface Master {
  readonly kind: 'master';
  nodes: MasterNode[];
  /** Chosen by a message; else the workspace rule and the option decide. */
  orientation?: Orientation;
  focusBefore?: string;
}

/** One target over all of the workspace at a time. */
export interface Monocle {
  readonly kind: 'monocle';
  targets: string[];
  visible: number;
}

/** Targets above each other on the tape of scrolling. */
export interface Column {
  /** Share of the view. */
  width: number;
  targets: string[];
  /** Share of the column, one for each target. */
  sizes: number[];
  lastFocused?: string;
}

/** Columns on a tape that is wider than the view. */
export interface Scrolling {
  readonly kind: 'scrolling';
  columns: Column[];
  /** How far the tape is moved, in logical pixels. */
  offset: number;
  /** Set while scrolling is inhibited: the offset that holds. */
  inhibited?: number;
}

/** How the targets of a workspace are laid out, with what the layout remembers. */
export type Tiling = Dwindle | Master | Monocle | Scrolling;
/** As the option `general:layout` has them. */
export type LayoutName = Tiling['kind'];

/** A workspace and its windows; a special one lies over another. */
export interface Workspace {
  readonly id: number;
  readonly name: string;
  readonly special: boolean;
  monitor: string;
  /** Targets in the order they came. */
  targets: string[];
  tiling: Tiling;
  lastFocused?: string;
}

/** Everything that is open, and where. Plain data; a new one for each change. */
export interface Desk {
  readonly model: DesktopModel;
  /** The screens that were given; where none were, those the configuration names. */
  readonly screens?: readonly Screen[];
  monitors: PlacedMonitor[];
  workspaces: Workspace[];
  windows: Map<string, Win>;
  groups: Map<string, Group>;
  cursor: Point;
  focused?: string;
  focusedMonitor: string;
  /** Windows by when they had the focus, the last one at the end. */
  history: string[];
  nextGroup: number;
  /** What was asked for and is not previewed, once each. */
  notPreviewed: string[];
}

function copyTiling(tiling: Tiling): Tiling {
  switch (tiling.kind) {
    case 'dwindle':
      return {
        ...tiling,
        nodes: tiling.nodes.map((node) => ({
          ...node,
          ...(node.children && { children: [...node.children] }),
        })),
      };
    case 'master':
      return { ...tiling, nodes: tiling.nodes.map((node) => ({ ...node })) };
    case 'monocle':
      return { ...tiling, targets: [...tiling.targets] };
    case 'scrolling':
      return {
        ...tiling,
        columns: tiling.columns.map((column) => ({
          ...column,
          targets: [...column.targets],
          sizes: [...column.sizes],
        })),
      };
  }
}

/** A copy that may be changed without touching the first. */
export const copyDesk = (desk: Desk): Desk => ({
  ...desk,
  monitors: desk.monitors.map((monitor) => ({ ...monitor })),
  workspaces: desk.workspaces.map((workspace) => ({
    ...workspace,
    targets: [...workspace.targets],
    tiling: copyTiling(workspace.tiling),
  })),
  windows: new Map([...desk.windows].map(([id, win]) => [id, { ...win }])),
  groups: new Map([...desk.groups].map(([id, group]) => [id, { ...group, members: [...group.members] }])),
  history: [...desk.history],
  notPreviewed: [...desk.notPreviewed],
});
