import { isAtLeast, type HyprlandVersion } from '../model';

/** Effects of window rules since 0.53, and the first version that has each where that is a later one. */
const WINDOW_EFFECTS: Readonly<Record<string, string>> = table(
  `float tile fullscreen maximize fullscreen_state move size center pseudo monitor workspace no_initial_focus pin group
  suppress_event content no_close_for rounding rounding_power persistent_size animation border_color idle_inhibit opacity
  tag max_size min_size border_size allows_input dim_around decorate focus_on_activate keep_aspect_ratio nearest_neighbor
  no_anim no_blur no_dim no_focus no_follow_mouse no_max_size no_shadow no_shortcuts_inhibit opaque force_rgbx
  sync_fullscreen immediate xray render_unfocused no_screen_share no_vrr scroll_mouse scroll_touchpad stay_focused
  scrolling_width@0.54 confine_pointer@0.56 no_auto_hdr@0.56 tonemap@0.56 no_wobble@0.57 no_xdg_drags@0.57`,
);

const LAYER_EFFECTS: Readonly<Record<string, string>> = table(
  'no_anim blur blur_popups ignore_alpha dim_around xray animation order above_lock no_screen_share',
);

/** What rules can ask of a window or a layer. */
const MATCHES: Readonly<Record<string, string>> = table(
  `class title initial_class initial_title float tag xwayland fullscreen pin focus group modal fullscreen_state_internal
  fullscreen_state_client workspace content xdg_tag namespace`,
);

function table(words: string): Record<string, string> {
  return Object.fromEntries(
    words.split(/\s+/).map((word) => {
      const [name = '', since = ''] = word.split('@');
      return [name, since];
    }),
  );
}

/** Whether a version has a word of rules: `later` came after it. */
export type RuleWord = 'known' | 'later' | 'unknown';

function look(words: Readonly<Record<string, string>>, name: string, version: HyprlandVersion): RuleWord {
  if (!Object.hasOwn(words, name)) return 'unknown';
  const [major, minor] = words[name]!.split('.').map(Number);
  return major === undefined || minor === undefined || isAtLeast(version, major, minor) ? 'known' : 'later';
}

/** Whether it is something that window rules do. */
export const windowEffect = (name: string, version: HyprlandVersion): RuleWord =>
  look(WINDOW_EFFECTS, name, version);
/** Whether it is something that layer rules do. */
export const layerEffect = (name: string, version: HyprlandVersion): RuleWord =>
  look(LAYER_EFFECTS, name, version);
/** Whether rules may ask for it. */
export const isRuleMatch = (name: string): boolean => Object.hasOwn(MATCHES, name);

/** The new name of what was written without underscores before 0.53: `noblur`, `bordersize`. */
export const newEffectName = (old: string): string | undefined => without(WINDOW_EFFECTS)[old.toLowerCase()];
/** The same for layer rules. */
export const newLayerEffectName = (old: string): string | undefined =>
  without(LAYER_EFFECTS)[old.toLowerCase()];

const shortened = new Map<Readonly<Record<string, string>>, Record<string, string>>();

function without(words: Readonly<Record<string, string>>): Record<string, string> {
  const known = shortened.get(words);
  if (known) return known;
  const made = Object.assign(
    Object.create(null) as Record<string, string>,
    Object.fromEntries(Object.keys(words).map((word) => [word.replaceAll('_', ''), word])),
  );
  shortened.set(words, made);
  return made;
}
