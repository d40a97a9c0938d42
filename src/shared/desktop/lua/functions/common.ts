import type { DesktopBuilder } from '../../reading';
import { placeOfField, isTable, luaText, type LuaCall, type LuaTable, type LuaValue } from '../calls';
import { plainText } from '../texts';

/** One function of `hl`: takes what a call asked for into the model. */
export type LuaReader = (builder: DesktopBuilder, call: LuaCall) => void;

const callText = ({ name, args }: LuaCall): string => `hl.${name}(${args.map(luaText).join(', ')})`;

/** Lists a call, or one field of it, that Hyprland would not take. */
export function refuse(
  builder: DesktopBuilder,
  call: LuaCall,
  because: string,
  field?: string,
  value?: LuaValue,
): void {
  const text = field === undefined ? callText(call) : `hl.${call.name}: ${field} = ${luaText(value ?? null)}`;
  builder.miss(text, 'invalid', field === undefined ? call.from : placeOfField(call, field), because);
}

/** The one table that most functions take; undefined, and listed, where it is not there. */
export function tableOf(builder: DesktopBuilder, call: LuaCall): LuaTable | undefined {
  const [table] = call.args;
  if (isTable(table)) return table;
  refuse(builder, call, `hl.${call.name} takes a table.`);
  return undefined;
}

/** A field that has to be there, as text. */
export function textField(
  builder: DesktopBuilder,
  call: LuaCall,
  table: LuaTable,
  field: string,
): string | undefined {
  const text = plainText(table.fields[field]);
  if (text === undefined || typeof table.fields[field] === 'boolean') {
    refuse(builder, call, `The field “${field}” is missing.`);
    return undefined;
  }
  return text;
}
