import type { Place } from '../../model';
import { luaText } from '../calls';
import { plainText } from '../texts';
import { refuse, type LuaReader } from './common';

/** `hl.env(NAME, VALUE)`. */
export const readEnvironment: LuaReader = (builder, call) => {
  const [name, value] = call.args;
  const text = plainText(value);
  if (typeof name !== 'string' || name === '' || text === undefined)
    return refuse(builder, call, 'An environment variable has a name and a text.');
  builder.environment.push({ name, value: text, from: call.from });
};

/** `hl.exec_cmd(COMMAND)`. */
export const readExec: LuaReader = (builder, call) => {
  const command = plainText(call.args[0]);
  if (command === undefined) return refuse(builder, call, 'The command is a text.');
  builder.startup.push({ when: whenOf(call.during), command, from: call.from });
};

/** When a program runs that was named inside a handler of Hyprland’s events. */
export const whenOf = (during: string | undefined): 'once' | 'reload' | 'shutdown' => {
  if (during === 'hyprland.start') return 'once';
  return during === 'hyprland.shutdown' ? 'shutdown' : 'reload';
};

/** What the rest of a call says, for calls that change nothing a picture shows. */
export const readOther =
  (keyword: string): LuaReader =>
  (builder, { args, from }) =>
    builder.other(keyword, { text: args.map(luaText).join(', '), from: from satisfies Place });
