import { describe, expect, it } from 'vitest';
import type { DesktopModel } from '../model';
import type { LuaCall, LuaTable, LuaValue } from './calls';
import { parseKeys } from './functions';
import { desktopOfLua } from './read';

type Plain =
  null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain } | LuaValue;

/** A value of Lua from one of JavaScript. */
function lua(value: Plain): LuaValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return { kind: 'table', list: value.map((each: Plain) => lua(each)), fields: {} };
  if ('kind' in value && typeof value['kind'] === 'string') return value as LuaValue;
  const fields = Object.entries(value as Record<string, Plain>).map(
    ([key, each]) => [key, lua(each)] as const,
  );
  return { kind: 'table', list: [], fields: Object.fromEntries(fields) } satisfies LuaTable;
}

let line = 0;
function call(name: string, ...args: Plain[]): LuaCall {
  line += 1;
  return { name, args: args.map(lua), from: { file: 'a.lua', line } };
}
const dsp = (name: string, ...args: Plain[]): LuaValue => ({ kind: 'dispatcher', name, args: args.map(lua) });

function read(calls: readonly LuaCall[], minor = 57): DesktopModel {
  line = 0;
  return desktopOfLua({ calls, troubles: [] }, { major: 0, minor, patch: 0 });
}
const missed = (model: DesktopModel) =>
  model.notUnderstood.map(({ text, why, from }) => `${from?.line} ${why} ${text}`);
const plain = (parts: Readonly<Record<string, { readonly value: unknown }>>) =>
  Object.fromEntries(Object.entries(parts).map(([name, { value }]) => [name, value]));

/** Without the parts that are not there. */
const given = (parts: Readonly<Record<string, { readonly value: unknown } | undefined>>) =>
  Object.fromEntries(Object.entries(parts).flatMap(([name, part]) => (part ? [[name, part] as const] : [])));

describe('hl.config', () => {
  it('sets options of every kind, at any depth', () => {
    const model = read([
      call('config', {
        general: {
          gaps_in: 5,
          gaps_out: { top: 1, right: 2 },
          layout: 'master',
          col: {
            active_border: { colors: ['rgba(33ccffee)', '0xff00ff99'], angle: 45 },
            inactive_border: 'rgba(1, 2, 3, 0.5)',
          },
          'col.nogroup_border': '0xffffaaff',
        },
        decoration: {
          shadow: { offset: [2, 3] },
          blur: { enabled: false },
          rounding_power: 2.5,
        },
        input: { touchpad: { tap_to_click: true } },
        misc: { background_color: 0xee1a1a1a },
        plugin: { bars: { height: 3 } },
      }),
    ]);
    expect(missed(model)).toEqual(['1 not-previewed plugin.bars']);
    expect(plain(model.options)).toMatchObject({
      'general:gaps_in': { sides: { top: 5, left: 5 } },
      'general:gaps_out': { sides: { top: 1, right: 2, bottom: 0, left: 0 } },
      'general:layout': { text: 'master' },
      'general:col.active_border': { gradient: { colours: [{ red: 0x33 }, { green: 0xff }], angle: 45 } },
      'general:col.inactive_border': { gradient: { colours: [{ red: 1, alpha: 127 }] } },
      'general:col.nogroup_border': { gradient: { angle: 0 } },
      'decoration:shadow:offset': { pair: { x: 2, y: 3 } },
      'misc:background_color': { colour: { alpha: 0xee } },
      'decoration:blur:enabled': { flag: false },
      'decoration:rounding_power': { number: 2.5 },
      'input:touchpad:tap-to-click': { flag: true },
    });
    expect(model.options['general:gaps_in']?.from).toEqual({ file: 'a.lua', line: 1 });
  });

  it('lists what Hyprland would refuse', () => {
    const model = read([
      call('config', {
        general: { gaps_in: '1 2', no_such: 1, col: { active_border: 'rgb(112233) rgb(445566) 45deg' } },
      }),
      call('config', { dwindle: { pseudotile: true } }),
      call('config', 'general'),
      call('dance', 1),
    ]);
    expect(missed(model)).toEqual([
      '1 invalid general:gaps_in = "1 2"',
      '1 unknown general.no_such = 1',
      '1 invalid general:col.active_border = "rgb(112233) rgb(445566) 45deg"',
      '2 other-version dwindle:pseudotile = true',
      '3 invalid hl.config("general")',
      '4 unknown hl.dance(1)',
    ]);
  });
});

it('hl.monitor changes what an earlier call said of the same output', () => {
  const model = read([
    call('monitor', { output: 'DP-1', mode: '2560x1440@144', position: '0x0', scale: 1.25, vrr: 1 }),
    call('monitor', { output: 'DP-1', transform: 1, reserved_area: { top: 40 } }),
    call('monitor', { output: 'DP-2', disabled: true }),
    call('monitor', { output: 'DP-3', mode: '0', speed: 3, position: { x: 1 } }),
    call('monitor', { mode: '1x1' }),
  ]);
  expect(
    model.monitors.map(({ output, mode, position, scale, transform, reserved, disabled, others }) => ({
      output,
      ...plain(given({ mode, position, scale, transform, reserved, disabled })),
      others: plain(others),
    })),
  ).toEqual([
    {
      output: 'DP-1',
      mode: { kind: 'exact', width: 2560, height: 1440, hertz: 144 },
      position: { kind: 'at', x: 0, y: 0 },
      scale: 1.25,
      transform: 1,
      reserved: { top: 40, right: 0, bottom: 0, left: 0 },
      others: { vrr: '1' },
    },
    { output: 'DP-2', disabled: true, others: {} },
    { output: 'DP-3', others: {} },
  ]);
  expect(missed(model).map((text) => text.split(' ')[0])).toEqual(['4', '4', '4', '5']);
});

describe('hl.bind', () => {
  it('takes keys, what is done, and options', () => {
    const model = read([
      call('bind', 'SUPER + SHIFT + Q', dsp('window.close')),
      call('bind', 'ALT+SUPER+Return', dsp('exec_cmd', 'kitty'), {
        description: 'Terminal',
        locked: true,
        repeating: false,
      }),
      call('bind', 'SUPER + mouse:272', dsp('window.drag'), { mouse: true }),
      call('bind', 'XF86AudioMute', { kind: 'function' }, { device: { inclusive: false, list: ['a'] } }),
      { ...call('bind', 'h', dsp('window.resize', { x: -10, y: 0 })), submap: 'resize' },
    ]);
    expect(missed(model)).toEqual([]);
    expect(
      model.binds.map(({ modifiers, key, flags, action, argument, ...rest }) => [
        [...modifiers, key].join('+'),
        flags.join(),
        `${action} ${argument}`.trim(),
        rest.description ?? rest.submap ?? rest.devices?.join(),
      ]),
    ).toEqual([
      ['SUPER+SHIFT+Q', '', 'hl.dsp.window.close', undefined],
      ['SUPER+ALT+Return', 'locked', 'hl.dsp.exec_cmd kitty', 'Terminal'],
      ['SUPER+mouse:272', 'mouse', 'hl.dsp.window.drag', undefined],
      ['XF86AudioMute', 'per-device', 'function', '!a'],
      ['h', '', 'hl.dsp.window.resize { x = -10, y = 0 }', 'resize'],
    ]);
  });

  it('is refused for keys that do not read, and taken back', () => {
    expect(parseKeys('Q + SUPER')).toBe('Modifiers come first.');
    expect(parseKeys('SUPER Q')).toContain('a + is missing');
    const model = read([
      call('bind', 'SUPER + Q', 'exec kitty'),
      call('bind', 'SUPER + W', dsp('exit')),
      call('bind', 'SUPER + E', dsp('exit')),
      call('bind', 'SUPER + R', dsp('exit')),
      call('unbind', 'SUPER + W'),
      call('handle', 2, 'remove', null),
      call('handle', 3, 'set_enabled', false),
      call('handle', 3, 'set_enabled', true),
      call('bind', 'catchall', dsp('exit')),
    ]);
    expect(model.binds.map(({ key }) => key)).toEqual(['R']);
    expect(missed(model).map((text) => text.slice(0, 9))).toEqual(['1 invalid', '9 invalid']);
  });
});

it('rules for windows, layers and workspaces read as those of hyprlang do', () => {
  const model = read(
    [
      call('window_rule', {
        name: 'r',
        match: { class: '^kitty$', float: false },
        float: true,
        size: [800, 'monitor_h * 0.5'],
        border_color: { colors: ['rgb(ff0000)'], angle: 0 },
        opacity: '0.9 0.8',
      }),
      call('window_rule', { name: 'r', move: '10 20', enabled: false }),
      call('window_rule', { match: { colour: 'red' }, dance: true, no_wobble: true }),
      call('layer_rule', { match: { namespace: 'waybar' }, blur: true, ignore_alpha: 0.2 }),
      call('workspace_rule', {
        workspace: '1',
        gaps_out: { top: 50, right: 1 },
        gaps_in: 15,
        border_size: 8,
        layout_opts: { orientation: 'top' },
        no_rounding: true,
      }),
      call('workspace_rule', { workspace: 2, colour: 'red' }),
    ],
    56,
  );
  expect(
    model.windowRules.map(({ name, match, effects, enabled }) => [name, match, plain(effects), enabled]),
  ).toEqual([
    [
      'r',
      { class: '^kitty$', float: 'false' },
      {
        float: 'on',
        size: '800 (monitor_h * 0.5)',
        border_color: 'rgb(ff0000) 0deg',
        opacity: '0.9 0.8',
        move: '10 20',
      },
      false,
    ],
    [undefined, {}, {}, true],
  ]);
  expect(model.layerRules.map(({ match, effects }) => [match, plain(effects)])).toEqual([
    [{ namespace: 'waybar' }, { blur: 'on', ignore_alpha: '0.2' }],
  ]);
  const [first] = model.workspaceRules;
  expect([
    first?.gapsOut?.value.top,
    first?.gapsIn?.value.left,
    first?.borderSize?.value,
    first?.rounding?.value,
  ]).toEqual([50, 15, 8, false]);
  expect(plain(first?.layoutOptions ?? {})).toEqual({ orientation: 'top' });
  expect(missed(model)).toEqual([
    '3 unknown hl.window_rule: match.colour',
    '3 unknown hl.window_rule: dance',
    '3 other-version hl.window_rule: no_wobble',
    '6 invalid hl.workspace_rule: colour = "red"',
  ]);
});

it('the rest: curves, animations, devices, environment and programs', () => {
  const model = read([
    call('curve', 'smooth', {
      type: 'bezier',
      points: [
        [0.05, 0.9],
        [0.1, 1.05],
      ],
    }),
    call('curve', 'easy', { type: 'spring', mass: 1, stiffness: 238, dampening: 24 }),
    call('curve', 'odd', { type: 'bezier', points: [[1, 2]] }),
    call('animation', { leaf: 'windows', enabled: true, speed: 4.79, spring: 'easy', style: 'popin 80%' }),
    call('animation', { leaf: 'fade', enabled: false }),
    call('animation', { leaf: 'dance', speed: 1, bezier: 'smooth' }),
    call('device', { name: 'my mouse', sensitivity: -0.5, colour: 'red' }),
    call('env', 'XCURSOR_SIZE', '24'),
    call('exec_cmd', 'again'),
    { ...call('exec_cmd', 'waybar'), during: 'hyprland.start' },
    { ...call('dispatch', dsp('exec_cmd', 'bye')), during: 'hyprland.shutdown' },
    call('gesture', { fingers: 3, direction: 'horizontal', action: 'workspace' }),
    call('plugin.load', '/lib/x.so'),
    call('layout.register', 'mine'),
  ]);
  expect(model.curves.map(({ name, kind }) => [name, kind])).toEqual([
    ['smooth', 'bezier'],
    ['easy', 'spring'],
  ]);
  expect(model.animations.map(({ name, on, speed, curve }) => [name, on, speed, curve])).toEqual([
    ['windows', true, 4.79, 'easy'],
    ['fade', false, 1, 'default'],
  ]);
  expect(model.devices.map(({ name, settings }) => [name, plain(settings)])).toEqual([
    ['my-mouse', { sensitivity: '-0.5' }],
  ]);
  expect(model.startup.map(({ when, command }) => [when, command])).toEqual([
    ['reload', 'again'],
    ['once', 'waybar'],
    ['shutdown', 'bye'],
  ]);
  expect(missed(model).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
    '3 invalid',
    '6 invalid',
    '7 unknown',
    '13 not-previewed',
    '14 not-previewed',
  ]);
});
