import { KNOWN_OPTIONS, optionKeyOf, type DesktopModel, type HyprlandVersion } from '../model';
import { DesktopBuilder } from '../reading';
import { isDeviceField } from '../hyprlang';
import { isTable, luaText, type LuaCall, type LuaRun, type LuaValue } from './calls';
import {
  readAnimation,
  readBind,
  readCurve,
  readEnvironment,
  readExec,
  readLayerRule,
  readMonitor,
  readOther,
  readUnbind,
  readWindowRule,
  readWorkspaceRule,
  refuse,
  whenOf,
  type LuaReader,
} from './functions';
import { optionText, plainText } from './texts';

/** The desktop that a program of Lua asked for. What Hyprland would refuse is in `notUnderstood` with file and line. */
export function desktopOfLua(
  { calls, troubles }: Pick<LuaRun, 'calls' | 'troubles'>,
  version: HyprlandVersion,
): DesktopModel {
  const builder = new DesktopBuilder(version);
  const handled = new Handles(calls);
  for (const [id, call] of calls.entries()) {
    if (handled.removed.has(id)) continue;
    readCall(builder, handled.disabled.has(id) ? asDisabled(call) : call);
  }
  for (const { kind, text, because, from } of troubles)
    builder.miss(text, kind === 'outside' ? 'computed' : 'invalid', from, because);
  return builder.model();
}

/** What a program did later with what a call gave back: binds that it removed, rules that it switched off. */
class Handles {
  readonly removed = new Set<number>();
  readonly disabled = new Set<number>();

  constructor(calls: readonly LuaCall[]) {
    for (const { name, args } of calls) {
      const [id, method, value] = args;
      if (name !== 'handle' || typeof id !== 'number') continue;
      if (method === 'remove' || method === 'unbind') this.removed.add(id);
      if (method !== 'set_enabled') continue;
      const isBind = calls[id]?.name === 'bind';
      if (value === false) (isBind ? this.removed : this.disabled).add(id);
      else {
        this.disabled.delete(id);
        if (isBind) this.removed.delete(id);
      }
    }
  }
}

function asDisabled(call: LuaCall): LuaCall {
  const [table] = call.args;
  return isTable(table)
    ? { ...call, args: [{ ...table, fields: { ...table.fields, enabled: false } }] }
    : call;
}

const READERS: Readonly<Record<string, LuaReader>> = {
  config: (builder, call) => readConfig(builder, call, call.args[0], []),
  monitor: readMonitor,
  workspace_rule: readWorkspaceRule,
  window_rule: readWindowRule,
  layer_rule: readLayerRule,
  bind: readBind,
  unbind: readUnbind,
  curve: readCurve,
  animation: readAnimation,
  env: readEnvironment,
  exec_cmd: readExec,
  device: readDevice,
  dispatch: readDispatch,
  handle: () => undefined,
  define_submap: readOther('define_submap'),
  gesture: readOther('gesture'),
  permission: readOther('permission'),
  on: readOther('on'),
  timer: readOther('timer'),
  'notification.create': readOther('notification'),
  clear_crashed_lockscreen: readOther('clear_crashed_lockscreen'),
  exec_scheduled_prop_refresh_immediately: readOther('exec_scheduled_prop_refresh_immediately'),
  'plugin.load': (builder, { args, from }) => {
    const path = plainText(args[0]) ?? '';
    builder.plugin(path, `hl.plugin.load(${luaText(path)})`, { text: path, from });
  },
};

function readCall(builder: DesktopBuilder, call: LuaCall): void {
  const read = Object.hasOwn(READERS, call.name) ? READERS[call.name] : undefined;
  if (read) return read(builder, call);
  const text = call.args.map(luaText).join(', ');
  const [head, plugin] = call.name.split('.');
  if (head === 'plugin') return builder.plugin(plugin ?? '', `hl.${call.name}`, { text, from: call.from });
  if (head === 'layout')
    return builder.miss(
      `hl.${call.name}(${text})`,
      'not-previewed',
      call.from,
      'Layouts that a configuration brings itself are not previewed.',
    );
  builder.miss(`hl.${call.name}(${text})`, 'unknown', call.from, `Hyprland has no function hl.${call.name}.`);
}

/** `hl.config`: tables in tables down to the options. */
function readConfig(
  builder: DesktopBuilder,
  call: LuaCall,
  value: LuaValue | undefined,
  path: readonly string[],
): void {
  if (!isTable(value)) return refuse(builder, call, 'hl.config takes a table.');
  for (const [name, each] of Object.entries(value.fields)) {
    const inside = [...path, name];
    const key = keyOf(inside);
    if (key === undefined && isTable(each)) {
      if (inside[0] === 'plugin' && inside.length === 2)
        builder.plugin(name, `plugin.${name}`, { text: luaText(each), from: call.from });
      else readConfig(builder, call, each, inside);
    } else if (key === undefined) {
      builder.miss(
        `${inside.join('.')} = ${luaText(each)}`,
        'unknown',
        call.from,
        `Hyprland has no option “${inside.join('.')}”.`,
      );
    } else readOptionValue(builder, call, key, each);
  }
}

/** Lua has underscores where a few options of hyprlang have dashes. */
const keyOf = (path: readonly string[]): string | undefined =>
  optionKeyOf(path) ?? optionKeyOf(path.map((part) => part.replaceAll('_', '-')));

function readOptionValue(builder: DesktopBuilder, call: LuaCall, key: string, value: LuaValue): void {
  const { kind } = KNOWN_OPTIONS.get(key)!;
  const text = optionText(kind, value);
  const { from } = call;
  if (text === undefined)
    builder.miss(`${key} = ${luaText(value)}`, 'invalid', from, `${key} does not take this value.`);
  else builder.option(key.split(':'), { text, from });
}

function readDevice(builder: DesktopBuilder, call: LuaCall): void {
  const [table] = call.args;
  const { from } = call;
  const name = isTable(table) ? plainText(table.fields['name']) : undefined;
  if (!isTable(table) || name === undefined)
    return refuse(builder, call, 'hl.device takes a table with a name.');
  const settings: Record<string, { value: string; from: typeof from }> = {};
  for (const [field, value] of Object.entries(table.fields)) {
    if (field === 'name') continue;
    const text =
      plainText(value) ??
      (isTable(value) ? value.list.map((each) => plainText(each) ?? '').join(' ') : undefined);
    if (!isDeviceField(field))
      builder.miss(`hl.device: ${field}`, 'unknown', from, `Devices have no field “${field}”.`);
    else if (text === undefined)
      refuse(builder, call, `The field ${field} does not take this.`, field, value);
    else settings[field] = { value: text, from };
  }
  builder.device({ name: name.replaceAll(' ', '-'), settings, from });
}

/** A dispatcher that is run while the configuration is read: programs are started, the rest passes. */
function readDispatch(builder: DesktopBuilder, call: LuaCall): void {
  const [action] = call.args;
  const { from } = call;
  if (typeof action === 'object' && action?.kind === 'dispatcher' && /^exec_(cmd|raw)$/.test(action.name)) {
    const command = plainText(action.args[0]);
    if (command !== undefined) builder.startup.push({ when: whenOf(call.during), command, from });
    return;
  }
  builder.other('dispatch', { text: call.args.map(luaText).join(', '), from });
}
