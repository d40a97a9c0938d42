import type { BindFlag, Modifier } from '../../model';
import { inOrder, modifierOf } from '../../reading';
import { isTable, luaText, type LuaTable, type LuaValue } from '../calls';
import { plainText } from '../texts';
import { refuse, type LuaReader } from './common';

/** The fields of a bind's options, by what they mean. */
const BIND_FLAGS: Readonly<Record<string, BindFlag>> = {
  repeating: 'repeat',
  locked: 'locked',
  release: 'release',
  mouse: 'mouse',
  non_consuming: 'non-consuming',
  auto_consuming: 'auto-consuming',
  transparent: 'transparent',
  ignore_mods: 'ignore-mods',
  dont_inhibit: 'bypass',
  long_press: 'long-press',
  submap_universal: 'submap-universal',
  click: 'click',
  drag: 'drag',
  allow_input_capture: 'input-capture',
};

/** The modifiers and the key of `SUPER + SHIFT + Q`; a sentence where Hyprland would not take it. */
export function parseKeys(keys: string): { readonly modifiers: Modifier[]; readonly key: string } | string {
  const parts = keys
    .split('+')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const modifiers: Modifier[] = [];
  const rest: string[] = [];
  for (const part of parts) {
    const modifier = modifierOf(part);
    if (modifier === undefined) rest.push(part);
    else if (rest.length > 0) return 'Modifiers come first.';
    else modifiers.push(modifier);
  }
  const blank = rest.find((part) => /\s/.test(part) && !part.startsWith('switch:'));
  if (blank !== undefined) return `“${blank}” is no key: a + is missing.`;
  return { modifiers: inOrder(modifiers), key: rest.join('+') };
}

/** `hl.bind(KEYS, ACTION, OPTIONS)`. */
export const readBind: LuaReader = (builder, call) => {
  const [keys, action, options] = call.args;
  const { from, submap } = call;
  if (typeof keys !== 'string') return refuse(builder, call, 'A bind begins with its keys, as text.');
  const parsed = parseKeys(keys);
  if (typeof parsed === 'string') return refuse(builder, call, parsed);
  const done = actionOf(action);
  if (!done) return refuse(builder, call, 'What is done is a dispatcher (hl.dsp.…) or a function.');
  if (parsed.key === 'catchall' && submap === undefined)
    return refuse(builder, call, 'A catchall is for submaps alone.');
  const flags: BindFlag[] = [];
  const given = isTable(options) ? options.fields : {};
  for (const [field, flag] of Object.entries(BIND_FLAGS))
    if (given[field] !== undefined && given[field] !== false && given[field] !== null) flags.push(flag);
  const description = plainText(given['description'] ?? given['desc']);
  const { device } = given;
  const devices = isTable(device) ? deviceNames(device) : undefined;
  if (devices) flags.push('per-device');
  builder.binds.push({
    ...parsed,
    flags,
    ...done,
    ...(description !== undefined && { description }),
    ...(submap !== undefined && { submap }),
    ...(devices && { devices }),
    from,
  });
};

function deviceNames({ fields }: LuaTable): string[] {
  const { list, inclusive } = fields;
  const names = isTable(list) ? list.list.flatMap((name) => plainText(name) ?? []) : [];
  return inclusive === false ? names.map((name) => `!${name}`) : names;
}

/** What a bind does, as it is written; a single text is its argument by itself. */
function actionOf(value: LuaValue | undefined): { action: string; argument: string } | undefined {
  if (typeof value !== 'object' || value === null || value.kind === 'table') return undefined;
  if (value.kind === 'function') return { action: 'function', argument: '' };
  const [first] = value.args;
  const argument =
    value.args.length === 1 && typeof first === 'string' ? first : value.args.map(luaText).join(', ');
  return { action: `hl.dsp.${value.name}`, argument };
}

/** `hl.unbind(KEYS)`, or "all". */
export const readUnbind: LuaReader = (builder, call) => {
  const [keys] = call.args;
  if (keys === 'all') {
    builder.binds = [];
    return;
  }
  const parsed = typeof keys === 'string' ? parseKeys(keys) : 'An unbind names keys.';
  if (typeof parsed === 'string') return refuse(builder, call, parsed);
  const { modifiers, key } = parsed;
  builder.binds = builder.binds.filter(
    (bind) =>
      bind.key.toLowerCase() !== key.toLowerCase() || bind.modifiers.join('+') !== modifiers.join('+'),
  );
};
