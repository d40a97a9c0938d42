import type { Bind } from './bind';
import type { Animation, Curve } from './motion';
import type { MonitorRule } from './monitor';
import type { Options } from './options/options';
import type { NotUnderstood, Placed, Sourced } from './place';
import type { LayerRule, WindowRule } from './rules';
import type { Bar, DeviceSettings, NamedColour, Startup, Wallpaper } from './surroundings';
import { NEWEST_HYPRLAND, type HyprlandVersion } from './version';
import type { WorkspaceRule } from './workspace';

/**
 * A Hyprland desktop as its configuration describes it, whichever language it is written in. Readers make it, the layout
 * engine and the pictures use it; nothing in it tells hyprlang, Nix and Lua apart. Lists are in the order of the
 * configuration, since later entries win. All of it is plain data that crosses the wire as it is.
 */
export interface DesktopModel {
  readonly version: HyprlandVersion;
  readonly options: Options;
  readonly monitors: readonly MonitorRule[];
  readonly workspaceRules: readonly WorkspaceRule[];
  readonly windowRules: readonly WindowRule[];
  readonly layerRules: readonly LayerRule[];
  readonly binds: readonly Bind[];
  readonly curves: readonly Curve[];
  readonly animations: readonly Animation[];
  readonly bars: readonly Bar[];
  readonly wallpapers: readonly Wallpaper[];
  readonly colours: readonly NamedColour[];
  readonly devices: readonly DeviceSettings[];
  readonly startup: readonly Startup[];
  readonly environment: readonly (Placed & { readonly name: string; readonly value: string })[];
  /** Lines that change nothing a picture shows, by keyword: `gesture`, `permission`, `plugin` … */
  readonly others: readonly (Sourced<string> & { readonly keyword: string })[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** A desktop of which nothing is set. Hyprland without a configuration shows its example instead of this. */
export const emptyDesktop = (version: HyprlandVersion = NEWEST_HYPRLAND): DesktopModel => ({
  version,
  options: {},
  monitors: [],
  workspaceRules: [],
  windowRules: [],
  layerRules: [],
  binds: [],
  curves: [],
  animations: [],
  bars: [],
  wallpapers: [],
  colours: [],
  devices: [],
  startup: [],
  environment: [],
  others: [],
  notUnderstood: [],
});
