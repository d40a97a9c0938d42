import type { NotUnderstood, Placed, Sourced } from '../model';
import type { ColourScheme, Rgb } from './colours/scheme';

/** Where a panel stands. `floating` is what plasma-manager offers and Plasma puts at the bottom. */
export type PanelLocation = 'top' | 'bottom' | 'left' | 'right' | 'floating';
/** Where a panel stands along its edge, if it does not fill it. */
export type PanelAlignment = 'left' | 'center' | 'right';
/** `fit` is as long as what is in it, `fill` as its edge, `custom` between two lengths. */
export type PanelLengthMode = 'fit' | 'fill' | 'custom';
/** `none` keeps windows clear of it; the names of Plasma 5 mean the same to Plasma 6 as `none`. */
export type PanelHiding = 'none' | 'autohide' | 'dodgewindows' | 'windowsgobelow';

/** A widget in a panel. */
export interface PanelWidget extends Placed {
  /** Its plugin, such as `org.kde.plasma.kickoff`. */
  readonly name: string;
  /** Its settings by group and key, as plasma-manager would write them; what a picture does not need is left out. */
  readonly settings: WidgetSettings;
}

/** What a picture needs to know of a widget. */
export interface WidgetSettings {
  /** Programs that stay in a task manager. */
  readonly launchers?: readonly string[];
  /** Of a task manager: whether it takes what is left; it does where nothing is written. */
  readonly fill?: boolean;
  /** Of a spacer: whether it takes what is left. */
  readonly expanding?: boolean;
  /** Of a spacer that does not: its length in pixels. */
  readonly length?: number;
  /** Of a tray: entries that are always shown. */
  readonly shown?: readonly string[];
  /** What a pager writes into its desktops. */
  readonly displayedText?: 'none' | 'desktopNumber' | 'desktopName';
  /** A button's own words. */
  readonly label?: string;
  /** A clock: whether it has a date, and whether it counts to 24. */
  readonly showsDate?: boolean;
  readonly hours24?: boolean;
}

/** One entry of `programs.plasma.panels`. */
export interface PlasmaPanel extends Placed {
  readonly location: Sourced<PanelLocation>;
  /** Across its edge, in logical pixels. */
  readonly height: Sourced<number>;
  readonly offset?: Sourced<number>;
  readonly minLength?: Sourced<number>;
  readonly maxLength?: Sourced<number>;
  /** Absent where nothing is written: Plasma then fills the edge. */
  readonly lengthMode?: Sourced<PanelLengthMode>;
  readonly alignment: Sourced<PanelAlignment>;
  readonly hiding: Sourced<PanelHiding>;
  readonly floating: Sourced<boolean>;
  /** Numbers of screens, all of them, or the first where nothing is written. */
  readonly screens: Sourced<readonly number[] | 'all'> | undefined;
  readonly widgets: readonly PanelWidget[];
}

/** What covers the desktop. */
export interface PlasmaWallpaper extends Placed {
  readonly show:
    | { readonly kind: 'picture'; readonly path: string }
    | { readonly kind: 'slides'; readonly paths: readonly string[]; readonly seconds: number }
    | { readonly kind: 'of-the-day'; readonly provider: string }
    | { readonly kind: 'colour'; readonly colour: Rgb }
    /** Only Nix knows the path. */
    | { readonly kind: 'computed'; readonly text: string }
    /** Nothing is written: the one the look brings. */
    | { readonly kind: 'default' };
  readonly fill?: Sourced<string>;
}

/** The names plasma-manager gives the buttons of a title bar. */
export const TITLE_BAR_BUTTONS = [
  'more-window-actions',
  'application-menu',
  'on-all-desktops',
  'minimize',
  'maximize',
  'close',
  'help',
  'shade',
  'keep-below-windows',
  'keep-above-windows',
] as const;
export type TitleBarButton = (typeof TITLE_BAR_BUTTONS)[number];

/** Buttons on both sides of the title, from left to right. */
export interface TitleBarButtons {
  readonly left: Sourced<readonly TitleBarButton[]>;
  readonly right: Sourced<readonly TitleBarButton[]>;
}

/** A font and its size in points. */
export interface PlasmaFont {
  readonly family: string;
  readonly pointSize: number;
}

/** A shortcut, or the key of a command. */
export interface PlasmaShortcut extends Placed {
  /** `kwin`, `ksmserver` … ; `commands` for `hotkeys.commands`. */
  readonly group: string;
  readonly action: string;
  /** As Plasma writes them: `Meta+Q`. */
  readonly keys: readonly string[];
}

/** A setting of the look that changes nothing here but is told: its path below `programs.plasma`, and what it says. */
export interface PlasmaSetting extends Placed {
  readonly path: string;
  readonly value: string;
}

/** A Plasma desktop as plasma-manager's options describe it. Plain data that crosses the wire as it is. */
export interface PlasmaModel {
  readonly panels: readonly PlasmaPanel[];
  /** Whether `panels` is written at all; else they are the one that Plasma makes by itself. */
  readonly panelsWritten: boolean;
  readonly wallpaper: PlasmaWallpaper;
  /** Of windows, and of panels where the Plasma style has colours of its own. */
  readonly colours: Sourced<ColourScheme>;
  readonly panelColours: Sourced<ColourScheme>;
  readonly buttons: TitleBarButtons;
  readonly borderlessMaximised: Sourced<boolean>;
  /** Virtual desktops: how many, in how many rows, and what they are called. */
  readonly desktops: Sourced<number>;
  readonly desktopRows: Sourced<number>;
  readonly desktopNames: readonly string[];
  readonly fonts: Readonly<Partial<Record<FontUse, Sourced<PlasmaFont>>>>;
  readonly shortcuts: readonly PlasmaShortcut[];
  readonly settings: readonly PlasmaSetting[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** What fonts are set for, as plasma-manager names it. */
export const FONT_USES = ['general', 'fixedWidth', 'small', 'toolbar', 'menu', 'windowTitle'] as const;
export type FontUse = (typeof FONT_USES)[number];
