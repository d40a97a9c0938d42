/** Where a value is written. `line` and `column` count from 1; `file` is as the reader was given it. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** A value and where it came from. Without `from` it is nobody's line: a default, or an input of the preview. */
export interface Sourced<T> {
  readonly value: T;
  readonly from?: Place;
}

/** Something with a place of its own: a rule, a bind, a curve. */
export interface Placed {
  readonly from?: Place;
}

/** Why a line did not reach the model. */
export type NotUnderstoodWhy =
  /** No version of Hyprland known here has this key, keyword or function. */
  | 'unknown'
  /** The host's version does not have it any more, or not yet. */
  | 'other-version'
  /** The value does not read as what the key wants. */
  | 'invalid'
  /** The value is made by code that is not run here: its place is known, its value is not. */
  | 'computed'
  /** Understood, and not previewed: plugins, layouts of plugins. */
  | 'not-previewed';

/** A line, or a part of one, whose meaning is not in the model. */
export interface NotUnderstood extends Placed {
  /** The text as it is written, or the option's path. */
  readonly text: string;
  readonly why: NotUnderstoodWhy;
  /** One sentence for the user, where there is more to say than `why` does. */
  readonly because?: string;
}
