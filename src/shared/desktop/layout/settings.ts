import {
  flagOption,
  numberOption,
  pairOption,
  sidesOption,
  textOption,
  type DesktopModel,
  type Options,
  type Pair,
  type Sides,
} from '../model';
import { f32 } from './box';
import { LARGEST_LENGTH, within } from './error';

/** The options the layouts ask for, read once for each set of options. Numbers that are float32 in Hyprland are here. */
export interface Settings {
  readonly gapsIn: Sides;
  readonly gapsOut: Sides;
  readonly floatGaps: Sides;
  readonly borderSize: number;
  readonly layout: string;
  readonly noFocusFallback: boolean;
  readonly noWarps: boolean;
  readonly autoGroup: boolean;
  readonly insertAfterCurrent: boolean;
  readonly groupBar: GroupBar;
  readonly aspectRatio: Pair;
  readonly aspectTolerance: number;
  readonly clampTiled: boolean;
  readonly underFullscreen: number;
  readonly focusByLength: boolean;
  readonly monitorFallback: boolean;
  readonly floatOnScreen: number;
  readonly newFloatOnScreen: number;
  readonly specialScale: { readonly dwindle: number; readonly master: number };
  readonly dwindle: {
    readonly forceSplit: number;
    readonly preserveSplit: boolean;
    readonly smartSplit: boolean;
    readonly widthMultiplier: number;
    readonly useActive: boolean;
    readonly defaultRatio: number;
    readonly splitBias: boolean;
    readonly permanentDirection: boolean;
    readonly smartResizing: boolean;
  };
  readonly master: {
    readonly mfact: number;
    readonly newStatus: string;
    readonly newOnTop: boolean;
    readonly newOnActive: string;
    readonly orientation: string;
    readonly slavesForCenter: number;
    readonly centerFallback: string;
    readonly centerIgnoresReserved: boolean;
    readonly smartResizing: boolean;
    readonly alwaysKeepPosition: boolean;
    readonly allowSmallSplit: boolean;
    readonly focusMasterOnClose: boolean;
  };
  readonly scrolling: {
    readonly columnWidth: number;
    readonly fullOnOne: boolean;
    readonly fit: boolean;
    readonly followFocus: boolean;
    readonly widths: readonly number[];
    readonly direction: string;
    readonly wrapFocus: boolean;
    readonly wrapSwap: boolean;
  };
}

/** The bar of tabs above a group; lengths in logical pixels. */
export interface GroupBar {
  readonly enabled: boolean;
  readonly alsoForOne: boolean;
  readonly height: number;
  readonly indicator: number;
  readonly indicatorGap: number;
  readonly outerGap: number;
  readonly keepUpperGap: boolean;
  readonly stacked: boolean;
  readonly withText: boolean;
}

const known = new WeakMap<Options, Settings>();

/** The options of a desktop as the layouts want them. Throws LayoutError for lengths no desktop has. */
export function settingsOf(model: DesktopModel): Settings {
  let settings = known.get(model.options);
  if (settings === undefined) {
    settings = read(model.options);
    known.set(model.options, settings);
  }
  return settings;
}

/** Checks that gaps or the like are numbers to lay out with. */
export function checkSides(sides: Sides, what: string): Sides {
  for (const side of [sides.top, sides.right, sides.bottom, sides.left])
    within(side, -LARGEST_LENGTH, LARGEST_LENGTH, what);
  return sides;
}

const LIMIT = 1e6;

function read(options: Options): Settings {
  const number = (key: string): number => within(numberOption(options, key), -LIMIT, LIMIT, key);
  const length = (key: string): number => within(numberOption(options, key), 0, LARGEST_LENGTH, key);
  const flag = (key: string): boolean => flagOption(options, key);
  const text = (key: string): string => textOption(options, key);
  const sides = (key: string): Sides => checkSides(sidesOption(options, key), key);
  const widths = text('scrolling:explicit_column_widths')
    .split(',')
    .map((width) => Number.parseFloat(width))
    .filter((width) => Number.isFinite(width))
    .map((width) => f32(Math.min(Math.max(width, 0.05), 1)));
  return {
    gapsIn: sides('general:gaps_in'),
    gapsOut: sides('general:gaps_out'),
    floatGaps: sides('general:float_gaps'),
    borderSize: length('general:border_size'),
    layout: text('general:layout'),
    noFocusFallback: flag('general:no_focus_fallback'),
    noWarps: flag('cursor:no_warps'),
    autoGroup: flag('group:auto_group'),
    insertAfterCurrent: flag('group:insert_after_current'),
    groupBar: {
      enabled: flag('group:groupbar:enabled'),
      alsoForOne: !flag('group:groupbar:disable_when_only'),
      height: length('group:groupbar:height'),
      indicator: length('group:groupbar:indicator_height'),
      indicatorGap: number('group:groupbar:indicator_gap'),
      outerGap: number('group:groupbar:gaps_out'),
      keepUpperGap: flag('group:groupbar:keep_upper_gap'),
      stacked: flag('group:groupbar:stacked'),
      withText: flag('group:groupbar:gradients') || flag('group:groupbar:render_titles'),
    },
    aspectRatio: pairOption(options, 'layout:single_window_aspect_ratio'),
    aspectTolerance: f32(number('layout:single_window_aspect_ratio_tolerance')),
    clampTiled: flag('misc:size_limits_tiled'),
    underFullscreen: number('misc:on_focus_under_fullscreen'),
    focusByLength: number('binds:focus_preferred_method') === 1,
    monitorFallback: flag('binds:window_direction_monitor_fallback'),
    floatOnScreen: number('misc:float_force_onscreen'),
    newFloatOnScreen: number('misc:new_float_force_onscreen'),
    specialScale: {
      dwindle: f32(number('dwindle:special_scale_factor')),
      master: f32(number('master:special_scale_factor')),
    },
    dwindle: {
      forceSplit: number('dwindle:force_split'),
      preserveSplit: flag('dwindle:preserve_split') || flag('dwindle:precise_mouse_move'),
      smartSplit: flag('dwindle:smart_split'),
      widthMultiplier: f32(number('dwindle:split_width_multiplier')),
      useActive: flag('dwindle:use_active_for_splits'),
      defaultRatio: f32(number('dwindle:default_split_ratio')),
      splitBias: flag('dwindle:split_bias'),
      permanentDirection: flag('dwindle:permanent_direction_override'),
      smartResizing: flag('dwindle:smart_resizing'),
    },
    master: {
      mfact: f32(number('master:mfact')),
      newStatus: text('master:new_status'),
      newOnTop: flag('master:new_on_top'),
      newOnActive: text('master:new_on_active'),
      orientation: text('master:orientation'),
      slavesForCenter: number('master:slave_count_for_center_master'),
      centerFallback: text('master:center_master_fallback'),
      centerIgnoresReserved: flag('master:center_ignores_reserved'),
      smartResizing: flag('master:smart_resizing'),
      alwaysKeepPosition: flag('master:always_keep_position'),
      allowSmallSplit: flag('master:allow_small_split'),
      focusMasterOnClose: flag('master:focus_master_on_close'),
    },
    scrolling: {
      columnWidth: f32(Math.min(Math.max(number('scrolling:column_width'), 0.05), 1)),
      fullOnOne: flag('scrolling:fullscreen_on_one_column'),
      fit: number('scrolling:focus_fit_method') === 1,
      followFocus: flag('scrolling:follow_focus'),
      widths: widths.length > 0 ? widths : [f32(0.333), 0.5, f32(0.667), 1],
      direction: text('scrolling:direction'),
      wrapFocus: flag('scrolling:wrap_focus'),
      wrapSwap: flag('scrolling:wrap_swapcol'),
    },
  };
}
