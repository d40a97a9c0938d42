// oxlint-disable no-underscore-dangle -- the engine names its functions of C so
import type { LuaWasm } from 'wasmoon';

/** A pointer into the machine's memory. */
type Pointer = number;

/** Where a program of Lua is stopped. Instructions are what the clock is for where the machine has other things to do. */
export interface LuaLimits {
  /** Milliseconds that a program may run. */
  readonly time: number;
  readonly instructions: number;
  /** Bytes. */
  readonly memory: number;
}

export const USUAL_LIMITS: LuaLimits = { time: 225, instructions: 40_000_000, memory: 64_000_000 };

/** How many instructions pass between two looks at the clock. */
const STRIDE = 1_000;
/** A program that has done less than this was not given the processor; the clock does not stop it. */
const TOO_FEW = 500_000;

const MASK_COUNT = 8;
const [NIL, BOOLEAN, , NUMBER, STRING, TABLE, FUNCTION] = [0, 1, 2, 3, 4, 5, 6] as const;

const LIBRARIES = [
  ['luaopen_base', undefined],
  ['luaopen_string', 'string'],
  ['luaopen_table', 'table'],
  ['luaopen_math', 'math'],
  ['luaopen_utf8', 'utf8'],
  ['luaopen_coroutine', 'coroutine'],
  // For places of calls; what a program can reach of it is taken away before it runs.
  ['luaopen_debug', 'debug'],
] as const;

/** Plain data that is given to Lua. */
export type Given =
  null | undefined | boolean | number | string | readonly Given[] | { readonly [key: string]: Given };

/** What a table may hold that is read back. More is a loop, not a configuration. */
const MOST_VALUES = 200_000;
const DEEPEST = 24;

/** Longer texts, and more of them, are not handed out: copies of them would fill the memory outside. */
const LONGEST_TEXT = 65_536;
const MOST_TEXT = 16_000_000;

/** What reads values of Lua: each kind as the reader wants it. */
export interface ValueReader<Value> {
  plain(value: null | boolean | number | string): Value;
  table(list: Value[], fields: Record<string, Value>): Value;
  called(): Value;
}

/** A function of ours that Lua may call. Values are on its own stack; the number it returns says how many it leaves. */
export type HostFunction = (machine: LuaMachine, stack: Pointer) => number;

/**
 * One Lua 5.4 without io, os and package, in memory of its own. Nothing of ours is reachable from it but the functions
 * that are given to it, and over those pass texts, numbers and tables, never objects of JavaScript: these would lead a
 * program out.
 */
export class LuaMachine {
  readonly #lua: LuaWasm;
  readonly #state: Pointer;
  readonly #limits: LuaLimits;
  #used = 0;
  #instructions = 0;
  #began = 0;
  #stopped: 'time' | 'memory' | undefined;
  #values = 0;
  #told = 0;

  private constructor(lua: LuaWasm, limits: LuaLimits) {
    this.#lua = lua;
    this.#limits = limits;
    this.#state = lua.lua_newstate(this.#allocator(), null);
    for (const [open, name] of LIBRARIES) {
      lua[open](this.#state);
      if (name === undefined) lua.lua_settop(this.#state, 0);
      else lua.lua_setglobal(this.#state, name);
    }
  }

  static async start(limits: LuaLimits = USUAL_LIMITS): Promise<LuaMachine> {
    // Loaded only where a configuration is in Lua.
    const { LuaWasm: engine } = await import('wasmoon');
    return new LuaMachine(await engine.initialize(), limits);
  }

  /** Why the program was stopped; undefined where it came to its own end. */
  get stopped(): 'time' | 'memory' | undefined {
    return this.#stopped;
  }

  get main(): Pointer {
    return this.#state;
  }

  /** Refuses memory beyond the limit, which Lua takes for a machine that has no more. */
  #allocator(): Pointer {
    const { module } = this.#lua;
    return module.addFunction((_: Pointer, old: Pointer, oldSize: number, size: number): Pointer => {
      const had = old === 0 ? 0 : oldSize;
      if (size === 0) {
        this.#used -= had;
        if (old !== 0) module._free(old);
        return 0;
      }
      if (size > had && this.#used + size - had > this.#limits.memory) {
        this.#stopped ??= 'memory';
        return 0;
      }
      const made = module._realloc(old, size);
      if (made !== 0) this.#used += size - had;
      return made;
    }, 'iiiii');
  }

  /** Begins to count. Afterwards the program is stopped wherever it is, and again wherever it catches that. */
  watch(): void {
    const lua = this.#lua;
    this.#began = performance.now();
    const hook: Pointer = lua.module.addFunction((stack: Pointer) => {
      this.#instructions += this.#stopped === undefined ? STRIDE : 1;
      const late = this.#instructions > TOO_FEW && performance.now() - this.#began > this.#limits.time;
      if (this.#stopped === undefined && (late || this.#instructions > this.#limits.instructions))
        this.#stopped = 'time';
      if (this.#stopped === undefined) return;
      // From now on after each instruction, so that a program that catches the error gets no further.
      lua.lua_sethook(stack, hook, MASK_COUNT, 1);
      lua.lua_pushstring(stack, 'stopped');
      lua.lua_error(stack);
    }, 'vii');
    lua.lua_sethook(this.#state, hook, MASK_COUNT, STRIDE);
  }

  /** Puts a program on the stack, or the sentence why it does not read. True where it reads. */
  load(stack: Pointer, text: string, name: string): boolean {
    const lua = this.#lua;
    const bytes = new TextEncoder().encode(withoutHashBang(text));
    const place: Pointer = lua.module._malloc(bytes.length + 1);
    lua.module.HEAPU8.set(bytes, place);
    // Text alone: compiled programs are not checked and could break out.
    const result: number = lua.luaL_loadbufferx(stack, place, bytes.length, `@${name}`, 't');
    lua.module._free(place);
    return result === 0;
  }

  /** Calls the function below `args` values on the stack. The sentence of its error, or undefined where it came to its end. */
  call(args: number, results: number): string | undefined {
    const lua = this.#lua;
    try {
      if (lua.lua_pcallk(this.#state, args, results, 0, 0, null) === 0) return undefined;
      return this.textAt(this.#state, -1);
    } catch (error) {
      // The stack of WebAssembly itself ran out, or Lua found no way back: this machine is done.
      this.#stopped ??= 'memory';
      return error instanceof Error ? error.message : String(error);
    }
  }

  pushFunction(work: HostFunction): void {
    const lua = this.#lua;
    const place: Pointer = lua.module.addFunction((stack: Pointer) => work(this, stack), 'ii');
    lua.lua_pushcclosure(this.#state, place, 0);
  }

  push(stack: Pointer, value: Given): void {
    const lua = this.#lua;
    lua.lua_checkstack(stack, 4);
    if (value === null || value === undefined) return lua.lua_pushnil(stack);
    switch (typeof value) {
      case 'boolean':
        return lua.lua_pushboolean(stack, Number(value));
      case 'number':
        // Beyond 32 bits the engine's own whole numbers need a BigInt; floats hold these as well.
        return Number.isInteger(value) && Math.abs(value) < 2 ** 31
          ? lua.lua_pushinteger(stack, BigInt(value))
          : lua.lua_pushnumber(stack, value);
      case 'string':
        lua.lua_pushstring(stack, value);
        return;
      case 'object':
    }
    const entries: (readonly [Given, Given])[] = Array.isArray(value)
      ? value.map((each: Given, at) => [at + 1, each] as const)
      : Object.entries(value);
    lua.lua_createtable(stack, 0, entries.length);
    for (const [key, each] of entries) {
      this.push(stack, key);
      this.push(stack, each);
      lua.lua_rawset(stack, -3);
    }
  }

  /** The function on top of the stack becomes a field of the table below it. */
  setField(name: string): void {
    this.#lua.lua_setfield(this.#state, -2, name);
  }

  countOf(stack: Pointer): number {
    return this.#lua.lua_gettop(stack);
  }

  /** A text, or a number as one; nothing in place of what is too long. */
  textAt(stack: Pointer, index: number): string {
    const lua = this.#lua;
    if (lua.lua_type(stack, index) === STRING) {
      // A whole number of 64 bits comes as a BigInt.
      const length = Number(lua.lua_rawlen(stack, index));
      this.#told += length;
      if (length > LONGEST_TEXT || this.#told > MOST_TEXT) return '';
    }
    return lua.lua_tolstring(stack, index, null) ?? '';
  }

  isText(stack: Pointer, index: number): boolean {
    return this.#lua.lua_type(stack, index) === STRING;
  }

  numberAt(stack: Pointer, index: number): number {
    return this.#lua.lua_tonumberx(stack, index, null);
  }

  /** A value with everything in it. What is too deep, or more than a configuration can be, is left out. */
  valueAt<Value>(stack: Pointer, index: number, reader: ValueReader<Value>, depth = 0): Value {
    const lua = this.#lua;
    this.#values += 1;
    switch (lua.lua_type(stack, index)) {
      case BOOLEAN:
        return reader.plain(lua.lua_toboolean(stack, index) !== 0);
      case NUMBER:
        return reader.plain(lua.lua_tonumberx(stack, index, null));
      case STRING:
        return reader.plain(this.textAt(stack, index));
      case FUNCTION:
        return reader.called();
      case TABLE:
        return this.#tableAt(stack, lua.lua_absindex(stack, index), reader, depth);
      case NIL:
      default:
        return reader.plain(null);
    }
  }

  #tableAt<Value>(stack: Pointer, index: number, reader: ValueReader<Value>, depth: number): Value {
    const lua = this.#lua;
    const numbered = new Map<number, Value>();
    const named = new Map<string, Value>();
    if (depth >= DEEPEST) return reader.table([], {});
    lua.lua_checkstack(stack, 4);
    lua.lua_pushnil(stack);
    // Without metamethods: reading runs no code of the program.
    while (lua.lua_next(stack, index) !== 0) {
      const value = this.valueAt(stack, -1, reader, depth + 1);
      const key: number = lua.lua_type(stack, -2);
      if (key === NUMBER) numbered.set(lua.lua_tonumberx(stack, -2, null), value);
      else if (key === STRING) named.set(this.textAt(stack, -2), value);
      lua.lua_settop(stack, -2);
      if (this.#values > MOST_VALUES) {
        lua.lua_settop(stack, -2);
        break;
      }
    }
    const list: Value[] = [];
    for (let at = 1; numbered.has(at); at += 1) {
      list.push(numbered.get(at)!);
      numbered.delete(at);
    }
    for (const [key, value] of numbered) named.set(String(key), value);
    // Lua has them in another order each time.
    const sorted = [...named].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return reader.table(list, Object.fromEntries(sorted));
  }
}

/** A first line that is for the shell is none of Lua's; its line stays, so that the others keep their numbers. */
const withoutHashBang = (text: string): string => text.replace(/^\uFEFF?(?:#[^\n]*)?/, '');
