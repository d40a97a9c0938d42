/**
 * What a desktop looks like, as plain data: the layout's boxes with everything that is drawn on and around them. It
 * knows no compositor; Hyprland and Plasma both end here, and everything that draws begins here. Lengths are logical
 * pixels; what stands on a monitor counts from that monitor's top left corner.
 */

export interface SceneBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How wide and high something is. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A colour as `#rrggbbaa` or `#rrggbb`. */
export type SceneColour = string;

/** One colour, or several that run into each other at `angle` degrees as Hyprland counts them. */
export interface Paint {
  readonly colours: readonly SceneColour[];
  readonly angle: number;
}

/** Everything that is drawn, and what is drawn otherwise than the compositor would. */
export interface Scene {
  readonly monitors: readonly SceneMonitor[];
  /** What the drawing only comes near to, in words for the page. */
  readonly approximated: readonly string[];
  /** Colours of what is drawn inside windows. */
  readonly palette: ContentPalette;
}

/** A monitor with what it shows. */
export interface SceneMonitor {
  readonly name: string;
  /** Where it lies in the compositor's own plane, turned and scaled. */
  readonly box: SceneBox;
  /** The mode, before turning. */
  readonly pixels: Size;
  /** How large the glass is as it stands (turned), or null where nobody knows. */
  readonly millimetres: Size | null;
  readonly scale: number;
  /** Degrees clockwise: 0, 90, 180 or 270. */
  readonly turned: number;
  readonly focused: boolean;
  /** Which workspace or desktop is in view. Where it becomes another, what it holds moves as a whole. */
  readonly view: { readonly key: string; readonly order: number };
  readonly backdrop: Backdrop;
  /** From the back to the front. */
  readonly items: readonly SceneItem[];
  /** Where the cursor is, or null where it is on another monitor. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

/** What lies behind everything: a colour, and a drawing that stands for the wallpaper. */
export interface Backdrop {
  readonly colour: SceneColour;
  /** File name of the wallpaper; its picture is not read, a drawing in the host's colours stands for it. */
  readonly wallpaper: string | null;
}

/** What stands on a monitor. */
export type SceneItem = SceneWindow | ScenePanel;

/** What falls around a box. */
export interface Shadow {
  /** How far it reaches. */
  readonly range: number;
  /** How steeply it fades: 1 to 4. */
  readonly power: number;
  readonly colour: SceneColour;
  readonly x: number;
  readonly y: number;
}

/** What a window is filled with, so that it is known by its look. */
export type ContentKind = 'terminal' | 'editor' | 'browser' | 'chat' | 'files' | 'media' | 'plain';

/** A window with its border and everything around it. */
export interface SceneWindow {
  readonly kind: 'window';
  /** The same for one window as long as it is open. */
  readonly id: string;
  readonly title: string;
  readonly class: string;
  /** The client's box, without border and decorations. */
  readonly box: SceneBox;
  /** Width of the border, which lies outside `box`. */
  readonly border: number;
  readonly borderPaint: Paint;
  /** Radius of the client's corners; the border's outer radius is this and its width. */
  readonly rounding: number;
  /** 2 is a circle, more is squarer. */
  readonly roundingPower: number;
  readonly shadow: Shadow | null;
  /** 0 to 1, of the window and its border. */
  readonly opacity: number;
  /** How dark it is made, 0 to 1. */
  readonly dim: number;
  readonly content: ContentKind;
  readonly focused: boolean;
  readonly floating: boolean;
  readonly group: SceneGroupBar | null;
  readonly titleBar: TitleBar | null;
}

/** The bar over windows that share a place. */
export interface SceneGroupBar {
  readonly box: SceneBox;
  /** Height of the line below the titles. */
  readonly indicator: number;
  readonly gap: number;
  readonly textColour: SceneColour;
  /** Size of its letters; 0 draws none. */
  readonly fontSize: number;
  readonly tabs: readonly { readonly title: string; readonly paint: Paint }[];
}

/** A button of a title bar, or the room between two. */
export type TitleButton =
  | 'menu'
  | 'minimise'
  | 'maximise'
  | 'close'
  | 'help'
  | 'keep-above'
  | 'keep-below'
  | 'all-desktops'
  | 'shade'
  | 'gap';

/** A title bar on top of a window; it lies outside the client's box. */
export interface TitleBar {
  readonly height: number;
  readonly background: SceneColour;
  readonly foreground: SceneColour;
  readonly left: readonly TitleButton[];
  readonly right: readonly TitleButton[];
}

/** A bar or panel, with what stands in it. */
export interface ScenePanel {
  readonly kind: 'panel';
  readonly id: string;
  /** What it is, read out for those who do not see it: `waybar, at the top`. */
  readonly name: string;
  readonly box: SceneBox;
  readonly background: SceneColour;
  readonly border: { readonly width: number; readonly colour: SceneColour } | null;
  readonly rounding: number;
  readonly shadow: Shadow | null;
  readonly parts: readonly PanelPart[];
}

/** A piece of a panel; its box counts from the panel's own corner. */
export interface PanelPart {
  readonly box: SceneBox;
  readonly colour: SceneColour;
  readonly background: SceneColour | null;
  readonly draws: PanelDrawing;
}

/** What a piece of a panel shows. */
export type PanelDrawing =
  /** Letters, drawn in the middle and cut off where they do not fit. */
  | { readonly is: 'text'; readonly text: string; readonly fontSize: number }
  /** A mark for each workspace or desktop, the active one wider and in `active`. */
  | {
      readonly is: 'workspaces';
      readonly count: number;
      readonly current: number;
      readonly active: SceneColour;
    }
  /** Squares for windows or programs; the first `open` of them have a line in `active`. */
  | { readonly is: 'tasks'; readonly count: number; readonly open: number; readonly active: SceneColour }
  /** Small marks: a tray. */
  | { readonly is: 'tray'; readonly count: number }
  | { readonly is: 'launcher' }
  | { readonly is: 'battery' }
  | { readonly is: 'line' };

/** What windows are filled with. */
export interface ContentPalette {
  readonly background: SceneColour;
  readonly foreground: SceneColour;
  readonly muted: SceneColour;
  readonly raised: SceneColour;
  /** At least one. */
  readonly accents: readonly SceneColour[];
}
