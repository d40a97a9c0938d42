import type { NotUnderstoodWhy, Sourced } from '../place';
import type { Colour, Gradient, Pair, Sides } from '../values';
import { hyprlandText, type HyprlandVersion } from '../version';
import { KNOWN_OPTIONS, optionIn, optionKeyOf } from './known';
import { parseOption, type OptionValue } from './value';

/** The options that are set, by key. What is not in it has its default. */
export type Options = Readonly<Record<string, Sourced<OptionValue>>>;

/** An option with its value, or why it does not count. */
export type OptionReading =
  | { readonly ok: true; readonly key: string; readonly value: OptionValue }
  | { readonly ok: false; readonly why: NotUnderstoodWhy; readonly because?: string };

/** One option from its path and the text of its value, judged by what `version` has. */
export function readOption(path: readonly string[], text: string, version: HyprlandVersion): OptionReading {
  const key = optionKeyOf(path);
  const known = key === undefined ? undefined : KNOWN_OPTIONS.get(key);
  if (key === undefined || known === undefined) return { ok: false, why: 'unknown' };
  switch (optionIn(known, version)) {
    case 'gone':
      return {
        ok: false,
        why: 'other-version',
        because: `Hyprland ${hyprlandText(version)} has no ${key}: it went with ${known.gone ?? ''}.`,
      };
    case 'later':
      return {
        ok: false,
        why: 'other-version',
        because: `Hyprland ${hyprlandText(version)} has no ${key} yet: it came with ${known.since ?? ''}.`,
      };
    case 'there':
  }
  const value = parseOption(known.kind, text);
  return value === undefined
    ? { ok: false, why: 'invalid', because: `${key} does not take this value.` }
    : { ok: true, key, value };
}

const defaults = new Map<string, OptionValue | undefined>();

/** What an option is where nobody sets it; undefined where that is "not set". */
export function defaultOption(key: string): OptionValue | undefined {
  if (!defaults.has(key)) {
    const known = KNOWN_OPTIONS.get(key);
    if (known === undefined) throw new TypeError(`no option ${key}`);
    defaults.set(
      key,
      known.default === '' && known.kind !== 'text' ? undefined : parseOption(known.kind, known.default),
    );
  }
  return defaults.get(key);
}

/** What holds for an option: what is set, else its default. Throws TypeError for a key that no version has. */
export const optionValue = (options: Options, key: string): OptionValue | undefined =>
  options[key]?.value ?? defaultOption(key);

/** A flag or number as a number; 0 where it is not set. */
export function numberOption(options: Options, key: string): number {
  const value = optionValue(options, key);
  if (value?.kind === 'flag') return Number(value.flag);
  return value?.kind === 'whole' || value?.kind === 'number' ? value.number : 0;
}

/** The value of a flag, Hyprland’s own where nothing is written. */
export const flagOption = (options: Options, key: string): boolean => numberOption(options, key) !== 0;

/** The value of a text; empty where it is none. */
export function textOption(options: Options, key: string): string {
  const value = optionValue(options, key);
  return value?.kind === 'text' ? value.text : '';
}

export function sidesOption(options: Options, key: string): Sides {
  const value = optionValue(options, key);
  return value?.kind === 'sides' ? value.sides : { top: 0, right: 0, bottom: 0, left: 0 };
}

export function pairOption(options: Options, key: string): Pair {
  const value = optionValue(options, key);
  return value?.kind === 'pair' ? value.pair : { x: 0, y: 0 };
}

/** A colour; undefined where it is not set. */
export function colourOption(options: Options, key: string): Colour | undefined {
  const value = optionValue(options, key);
  if (value?.kind === 'gradient') return value.gradient.colours[0];
  return value?.kind === 'colour' ? value.colour : undefined;
}

/** A gradient; a plain colour is one of a single colour. Undefined where it is not set. */
export function gradientOption(options: Options, key: string): Gradient | undefined {
  const value = optionValue(options, key);
  if (value?.kind === 'colour') return { colours: [value.colour], angle: 0 };
  return value?.kind === 'gradient' ? value.gradient : undefined;
}
