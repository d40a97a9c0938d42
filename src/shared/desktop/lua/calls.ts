import type { Place } from '../model';

/** A value of Lua as plain data. */
export type LuaValue = null | boolean | number | string | LuaTable | LuaFunction | LuaDispatcher;

/** A table of Lua: a list, fields, or both. */
export interface LuaTable {
  readonly kind: 'table';
  /** What has the keys 1, 2, 3 …. */
  readonly list: readonly LuaValue[];
  /** Everything else, by key. */
  readonly fields: Readonly<Record<string, LuaValue>>;
}

/** A function that was handed over; what it does is not run. */
export interface LuaFunction {
  readonly kind: 'function';
}

/** What a function of `hl.dsp` makes: `window.close` with its arguments. */
export interface LuaDispatcher {
  readonly kind: 'dispatcher';
  readonly name: string;
  readonly args: readonly LuaValue[];
}

/** A call of a function of `hl`, in the order they were made. */
export interface LuaCall {
  /** Without `hl.`: `config`, `window_rule`, `plugin.load`; `handle` for a method of what an earlier call gave back. */
  readonly name: string;
  readonly args: readonly LuaValue[];
  readonly from: Place;
  /** Where the fields of its table are written, by path (`general.gaps_in`), as far as they are written at the call. */
  readonly fields?: Readonly<Record<string, Place>>;
  /** The submap that is being defined. */
  readonly submap?: string;
  /** The event whose callback made the call; absent while the file itself runs. */
  readonly during?: string;
}

/** Something that went wrong while a program ran. */
export interface LuaTrouble {
  readonly kind:
    | 'error'
    /** It reached for a file or a program, which is not given to it. */
    | 'outside'
    /** It was stopped: too long, too much memory. */
    | 'stopped';
  readonly text: string;
  readonly because?: string;
  readonly from?: Place;
}

/** What a program of Lua asked of Hyprland. */
export interface LuaRun {
  readonly calls: readonly LuaCall[];
  readonly troubles: readonly LuaTrouble[];
  /** Every file that was run, as places name it. */
  readonly files: readonly string[];
}

/** Whether a value of Lua is a table. */
export const isTable = (value: LuaValue | undefined): value is LuaTable =>
  typeof value === 'object' && value !== null && value.kind === 'table';

/** Where a field of a call's table is written; the call itself where it is made elsewhere. */
export const placeOfField = ({ fields, from }: LuaCall, path: string): Place =>
  fields && Object.hasOwn(fields, path) ? fields[path]! : from;

/** The value as a person would write it in Lua. */
export function luaText(value: LuaValue): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  switch (value.kind) {
    case 'function':
      return 'function … end';
    case 'dispatcher':
      return `hl.dsp.${value.name}(${value.args.map(luaText).join(', ')})`;
    case 'table': {
      const fields = Object.entries(value.fields).map(
        ([key, each]) =>
          `${/^[A-Za-z_]\w*$/.test(key) ? key : `[${JSON.stringify(key)}]`} = ${luaText(each)}`,
      );
      const parts = [...value.list.map(luaText), ...fields];
      return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
    }
  }
}
