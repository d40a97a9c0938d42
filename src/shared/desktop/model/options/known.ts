import { isAtLeast, type HyprlandVersion } from '../version';
import { GONE } from './list/gone';
import { INPUT } from './list/input';
import { LAYOUTS } from './list/layouts';
import { LOOK } from './list/look';

/** What an option's value is; see `OptionValue`. */
export type OptionKind = 'flag' | 'whole' | 'number' | 'text' | 'sides' | 'gradient' | 'colour' | 'pair';

/**
 * An option of Hyprland: which versions have it and what it is where nobody sets it. The list was read from the
 * sources of 0.40 to 0.57, so `since` is absent for what 0.40 had already.
 */
export interface KnownOption {
  /** As `hyprctl getoption` names it: `general:col.active_border`. */
  readonly key: string;
  readonly kind: OptionKind;
  /** In the form of hyprlang; empty where the default is "not set". */
  readonly default: string;
  /** The first version that has it, `0.48`. */
  readonly since?: string;
  /** The first version that has it no more. */
  readonly gone?: string;
}

function row(line: string): KnownOption {
  const [key = '', kind = '', fallback = '', since = '', gone = ''] = line
    .split('|')
    .map((part) => part.trim());
  return {
    key,
    kind: kind as OptionKind,
    default: fallback,
    ...(since !== '' && { since }),
    ...(gone !== '' && { gone }),
  };
}

const rows = (list: string): KnownOption[] => list.trim().split('\n').map(row);

/** All options by key. */
export const KNOWN_OPTIONS: ReadonlyMap<string, KnownOption> = new Map(
  [LOOK, LAYOUTS, INPUT, GONE].flatMap(rows).map((option) => [option.key, option]),
);

/** Keys with their separators taken as one, since Lua and Nix write `:` and `.` alike. */
const BY_PARTS: ReadonlyMap<string, string> = new Map(
  [...KNOWN_OPTIONS.keys()].map((key) => [parts(key), key]),
);

function parts(key: string): string {
  return key.replaceAll(':', '.').toLowerCase();
}

/**
 * The key of an option from its path in sections, tables or sets, whichever separators it was written with:
 * `['general', 'col', 'active_border']`, `['general', 'col.active_border']`. Undefined where no version has such an
 * option.
 */
export const optionKeyOf = (path: readonly string[]): string | undefined =>
  BY_PARTS.get(parts(path.join('.')));

/** Whether `version` has the option, and if not, whether it went or is yet to come. */
export function optionIn(option: KnownOption, version: HyprlandVersion): 'there' | 'gone' | 'later' {
  const reached = (text: string): boolean => {
    const [major = 0, minor = 0] = text.split('.').map(Number);
    return isAtLeast(version, major, minor);
  };
  if (option.gone !== undefined && reached(option.gone)) return 'gone';
  return option.since === undefined || reached(option.since) ? 'there' : 'later';
}
