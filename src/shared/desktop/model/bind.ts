import type { Placed } from './place';

/** A modifier key. `HYPER` is what xkb calls Mod3, `ALTGR` Mod5. */
export type Modifier = 'SUPER' | 'SHIFT' | 'CTRL' | 'ALT' | 'CAPS' | 'MOD2' | 'HYPER' | 'ALTGR';

/** What stands behind `bind` in hyprlang, or in the third argument of `hl.bind`. */
export type BindFlag =
  | 'locked'
  | 'release'
  | 'repeat'
  | 'mouse'
  | 'non-consuming'
  | 'auto-consuming'
  | 'transparent'
  | 'ignore-mods'
  | 'separate'
  | 'long-press'
  | 'bypass'
  | 'click'
  | 'drag'
  | 'submap-universal'
  | 'per-device'
  | 'input-capture';

/** One key binding. */
export interface Bind extends Placed {
  /** In the order SUPER, CTRL, ALT, SHIFT, then the rest, each once. */
  readonly modifiers: readonly Modifier[];
  /** A key's name (`Q`, `Return`, `XF86AudioPlay`), `mouse:272`, `mouse_down`, `code:47`, `switch:on:Lid Switch`. */
  readonly key: string;
  readonly flags: readonly BindFlag[];
  /** What is done: the dispatcher of hyprlang (`exec`, `killactive`), or the function of Lua as it is written. */
  readonly action: string;
  /** Its argument, empty where there is none. */
  readonly argument: string;
  readonly description?: string;
  /** The submap the bind lives in; absent for the global one. */
  readonly submap?: string;
  /** Names of the devices it listens to, or not to (with `!`), where it is bound to some. */
  readonly devices?: readonly string[];
}
