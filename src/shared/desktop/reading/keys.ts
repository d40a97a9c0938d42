import type { Bind, BindFlag, Modifier } from '../model';

const ORDER: readonly Modifier[] = ['SUPER', 'CTRL', 'ALT', 'SHIFT', 'CAPS', 'MOD2', 'HYPER', 'ALTGR'];

/** What Hyprland calls a modifier, by the names that mean it. */
const NAMES: Readonly<Record<Modifier, readonly string[]>> = {
  SUPER: ['SUPER', 'WIN', 'LOGO', 'MOD4', 'META'],
  CTRL: ['CTRL', 'CONTROL'],
  ALT: ['ALT', 'MOD1'],
  SHIFT: ['SHIFT'],
  CAPS: ['CAPS'],
  MOD2: ['MOD2'],
  HYPER: ['MOD3'],
  ALTGR: ['MOD5'],
};

/** The modifiers that a text names anywhere in it, as hyprlang looks for them: `SUPER_SHIFT`, `$mod ALT`, `Super_L`. */
export function modifiersIn(text: string): Modifier[] {
  const upper = text.toUpperCase();
  return ORDER.filter((modifier) => NAMES[modifier].some((name) => upper.includes(name)));
}

/** The modifier that a whole word is, as Lua's key strings name it. */
export const modifierOf = (word: string): Modifier | undefined =>
  ORDER.find((modifier) => NAMES[modifier].includes(word));

/** Modifiers in their usual order, each once. */
export const inOrder = (modifiers: readonly Modifier[]): Modifier[] =>
  ORDER.filter((modifier) => modifiers.includes(modifier));

/** The flags behind `bind`, by their letter. `d` is none of them: it says that a description is there. */
export const FLAG_LETTERS: Readonly<Record<string, BindFlag>> = {
  l: 'locked',
  r: 'release',
  e: 'repeat',
  m: 'mouse',
  n: 'non-consuming',
  a: 'auto-consuming',
  t: 'transparent',
  i: 'ignore-mods',
  s: 'separate',
  o: 'long-press',
  p: 'bypass',
  c: 'click',
  g: 'drag',
  u: 'submap-universal',
  k: 'per-device',
  x: 'input-capture',
};

/** Whether two binds are for the same keys in the same submap. */
export const sameKeys = (one: Bind, modifiers: readonly Modifier[], key: string, submap?: string): boolean =>
  one.key === key &&
  one.submap === submap &&
  one.modifiers.length === modifiers.length &&
  one.modifiers.every((modifier, at) => modifier === modifiers[at]);
