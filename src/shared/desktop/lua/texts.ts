import type { OptionKind } from '../model';
import { isTable, type LuaTable, type LuaValue } from './calls';

/** The texts that hyprlang would have for values of Lua. Undefined where Hyprland does not take the value. */

/** A flag, number or text by itself. */
export function plainText(value: LuaValue | undefined): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return numberText(value);
    case 'string':
      return value;
    default:
      return undefined;
  }
}

/** Numbers without the exponent that JavaScript gives to very large ones. */
const numberText = (value: number): string =>
  Number.isFinite(value) && Math.abs(value) < 1e21
    ? String(value)
    : Number.isFinite(value)
      ? value.toFixed(0)
      : 'nan';

/** Two parts, numbers or expressions. One that has blanks keeps together. */
export function pairText(value: LuaValue | undefined): string | undefined {
  if (typeof value === 'string') return value.replaceAll(',', ' ');
  if (!isTable(value) || value.list.length !== 2) return undefined;
  const parts = value.list.map(plainText);
  if (parts.some((part) => part === undefined || part === '')) return undefined;
  return parts.map((part) => (/\s/.test(part!) ? `(${part})` : part)).join(' ');
}

/** A number, or a table of sides of which each may be missing. */
export function sidesText(value: LuaValue | undefined): string | undefined {
  if (typeof value === 'number') return String(Math.trunc(value));
  // Text that is a number counts as one in Lua.
  if (typeof value === 'string') return /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? value : undefined;
  if (!isTable(value)) return undefined;
  const sides = ['top', 'right', 'bottom', 'left'].map((side) => value.fields[side] ?? 0);
  return sides.every((side) => typeof side === 'number')
    ? sides.map((side) => Math.trunc(Number(side))).join(' ')
    : undefined;
}

/** A colour, or a table of colours with an angle in degrees. */
export function gradientText(value: LuaValue | undefined): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return colourText(value);
  if (!isTable(value)) return undefined;
  const { colors, angle } = value.fields;
  if (!isTable(colors) || colors.list.length === 0) return undefined;
  const parts = colors.list.map(colourText);
  if (parts.some((part) => part === undefined)) return undefined;
  const degrees = angle === undefined || angle === null ? 0 : Number(plainText(angle));
  return Number.isFinite(degrees) ? `${parts.join(' ')} ${degrees}deg` : undefined;
}

function colourText(value: LuaValue): string | undefined {
  if (typeof value === 'number') return String(value);
  // Several colours in one text are how hyprlang writes a gradient; Lua takes a table for that.
  return typeof value === 'string' && !/\)\s*\S|^\S+\s+\S/.test(value.trim())
    ? value.trim()
    : withinCall(value);
}

/** `rgba(1, 2, 3, 0.5)` has blanks and is one colour. */
const withinCall = (value: LuaValue): string | undefined =>
  typeof value === 'string' && /^rgba?\([^()]*\)$/.test(value.trim()) ? value.trim() : undefined;

/** A value for an option of a kind. */
export function optionText(kind: OptionKind, value: LuaValue): string | undefined {
  switch (kind) {
    case 'sides':
      return sidesText(value);
    case 'gradient':
      return gradientText(value);
    case 'colour':
      return typeof value === 'string' || typeof value === 'number' ? colourText(value) : undefined;
    case 'pair':
      return pairText(value);
    case 'flag':
    case 'whole':
    case 'number':
    case 'text':
      return plainText(value);
  }
}

/** A value of a rule, whichever kind the effect wants. */
export function effectText(value: LuaValue): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const plain = plainText(value);
  if (plain !== undefined || !isTable(value)) return plain;
  if (value.fields['colors'] !== undefined) return gradientText(value);
  return value.list.length === 2 ? pairText(value) : joined(value);
}

const joined = ({ list }: LuaTable): string | undefined => {
  const parts = list.map(plainText);
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.join(' ') : undefined;
};
