import { describe, expect, it } from 'vitest';
import { caseSchema, modelOfCase, playCase } from '.';
import { fromLuaDispatch } from './lua-dispatch';

describe('a case in neutral form', () => {
  const play = (given: Record<string, unknown>) => {
    const parsed = caseSchema.parse({ hyprland: '0.57.0', windows: ['w1', 'w2'], ...given });
    const { clients, monitors, notUnderstood } = playCase(parsed, modelOfCase(parsed));
    return { boxes: clients.map(({ at, size }) => [at.x, at.y, size.x, size.y]), monitors, notUnderstood };
  };
  const monitors = [{ name: 'M', mode: '1920x1080@60', pos: '0x0', scale: '1' }];
  const opts = { 'general:border_size': '2' };

  it('has options, rules, reserved edges and a bar', () => {
    const { boxes, monitors: placed } = play({
      case: {
        opts: { ...opts, 'general:layout': 'master' },
        monitors: [{ ...monitors[0], reserved: [40, 0, 0, 0] }],
        wsrules: [['1', { layoutopt: 'orientation:right', gapsout: '10' }]],
        winrules: [{ match: { class: 'w2' }, effects: { float: 'on', size: '200 100' } }],
        bar: { position: 'left', width: 60 },
      },
    });
    expect(placed[0]?.reserved).toEqual({ top: 40, right: 0, bottom: 0, left: 60 });
    expect(boxes).toEqual([
      [72, 52, 1836, 1016],
      [890, 510, 200, 100],
    ]);
  });

  it('tells what it does not know, and what was refused', () => {
    const { notUnderstood } = play({
      case: { opts: { 'general:sparkle': '1' }, monitors, wsrules: [['1', { glitter: '1' }]] },
      dispatches: ['layoutmsg fold -> error', 'hl.dsp.dance() -> ok'],
    });
    expect(notUnderstood.map(({ text }) => text)).toEqual([
      'general:sparkle = 1',
      'workspace 1, glitter:1',
      'layoutmsg fold -> error',
      'hl.dsp.dance() -> ok',
    ]);
  });
});

describe('dispatches of Lua', () => {
  it('are those of hyprlang', () => {
    expect(fromLuaDispatch('hl.dsp.layout("splitratio 0.2")')).toBe('layoutmsg splitratio 0.2');
    expect(fromLuaDispatch('hl.dsp.focus({ monitor = "HEADLESS-2" })')).toBe('focusmonitor HEADLESS-2');
    expect(fromLuaDispatch('hl.dsp.focus({ direction = "l" })')).toBe('movefocus l');
    expect(fromLuaDispatch('hl.dsp.window.fullscreen({ mode = "maximized" })')).toBe('fullscreen 1');
    expect(fromLuaDispatch('hl.dsp.window.move({ workspace = 3 })')).toBe('movetoworkspace 3');
    expect(fromLuaDispatch('os.exit()')).toBeUndefined();
  });
});
