import type { Placed, Sourced } from './place';

/**
 * What a window rule asks of a window, by the name Hyprland 0.53 gave it: `class`, `title`, `initial_class`,
 * `initial_title`, `tag`, `xdg_tag`, `content` (texts, most of them regular expressions that match the whole, with
 * `negative:` before one that must not match), `float`, `pin`, `focus`, `group`, `modal`, `xwayland`, `fullscreen`
 * (flags), `fullscreen_state_internal`, `fullscreen_state_client` (0 to 3), `workspace` (a selector).
 */
export type WindowMatch = Readonly<Record<string, string>>;

/**
 * One window rule. Readers of the older generations (`windowrule = float, ^(x)$`, `windowrulev2 = float, class:^(x)$`)
 * turn what they find into this form.
 */
export interface WindowRule extends Placed {
  readonly name?: string;
  readonly match: WindowMatch;
  /**
   * Effects by the name Hyprland 0.53 gave them: `float`, `tile`, `size`, `move`, `center`, `pseudo`, `border_size` …,
   * each with its value as text: `on`, `800 600`, `(monitor_w*0.5) (monitor_h*0.5)`, `1 silent`. A flag without a
   * value is `on`.
   */
  readonly effects: Readonly<Record<string, Sourced<string>>>;
  /** False where the rule is switched off by name. */
  readonly enabled: boolean;
}

/** A layer rule: `match` asks for `namespace`, effects as for windows (`blur`, `ignore_alpha`, `no_anim` …). */
export interface LayerRule extends Placed {
  readonly name?: string;
  readonly match: WindowMatch;
  readonly effects: Readonly<Record<string, Sourced<string>>>;
  readonly enabled: boolean;
}
