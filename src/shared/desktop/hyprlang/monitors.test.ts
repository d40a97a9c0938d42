import { describe, expect, it } from 'vitest';
import { missed, plain, read } from './testing';

describe('monitors', () => {
  it('reads the long form and the short ones, the last for a name winning', () => {
    const model = read(`monitor = DP-1, 2560x1440@144, 0x0, 1.25, transform, 1, vrr, 2, bitdepth, 10
monitor = , preferred, auto, 1
monitor=desc:Some Screen 27,highrr,auto-left,auto
monitor = DP-2, disable
monitor = DP-1, addreserved, 40, 0, 10, 20
monitor = DP-2, 1920x1080, -1920x-20, 1
monitor = DP-1, transform, 3`);
    expect(missed(model)).toEqual([]);
    expect(
      model.monitors.map(({ output, others, from, ...parts }) => ({
        output,
        ...plain(parts),
        others: plain(others),
        line: from?.line,
      })),
    ).toEqual([
      {
        output: '',
        mode: { kind: 'preferred' },
        position: { kind: 'auto', side: 'right' },
        scale: 1,
        others: {},
        line: 2,
      },
      {
        output: 'desc:Some Screen 27',
        mode: { kind: 'highest-rate' },
        position: { kind: 'auto', side: 'left' },
        scale: 'auto',
        others: {},
        line: 3,
      },
      {
        output: 'DP-2',
        mode: { kind: 'exact', width: 1920, height: 1080 },
        position: { kind: 'at', x: -1920, y: -20 },
        scale: 1,
        others: {},
        line: 6,
      },
      {
        output: 'DP-1',
        mode: { kind: 'exact', width: 2560, height: 1440, hertz: 144 },
        position: { kind: 'at', x: 0, y: 0 },
        scale: 1.25,
        transform: 3,
        reserved: { top: 40, bottom: 0, left: 10, right: 20 },
        others: { vrr: '2', bitdepth: '10' },
        line: 1,
      },
    ]);
  });

  it('lists parts that do not read, and keeps the rest of the line', () => {
    const model = read(
      'monitor = DP-1, 1920by1080, 0x0, NaN\nmonitor = DP-2, 0x0, 0x0, 0\nmonitor = DP-3, preferred, auto, 1, turn, 1',
    );
    expect(missed(model)).toHaveLength(4);
    expect(model.monitors.map(({ output, scale }) => [output, scale])).toEqual([
      ['DP-1', undefined],
      ['DP-2', undefined],
      ['DP-3', { value: 1, from: expect.anything() }],
    ]);
  });

  it('reads monitorv2, whose key has to come first', () => {
    const model = read(
      'monitorv2 {\n output = DP-1\n mode = 1920x1080@60\n scale = 1.5\n addreserved = 1, 2, 3, 4\n cm = hdr\n fast = 1\n}\nmonitorv2 {\n mode = 1x1\n}\nmonitorv2[DP-2]:disabled = true',
    );
    expect(missed(model)).toEqual(['7 unknown monitorv2:fast = 1', '10 invalid monitorv2:mode = 1x1']);
    expect(
      model.monitors.map(({ output, scale, disabled, reserved }) => [
        output,
        scale?.value,
        disabled?.value,
        reserved?.value,
      ]),
    ).toEqual([
      ['DP-1', 1.5, undefined, { top: 1, bottom: 2, left: 3, right: 4 }],
      ['DP-2', undefined, true, undefined],
    ]);
  });
});

describe('the rest', () => {
  it('reads workspaces, part by part', () => {
    const model = read(
      'workspace = 1, monitor:DP-1, default:true, gapsout:1 2 3 4, layoutopt:orientation:top\nworkspace = 1, gapsin:0, bordersize:8\nworkspace = w[tv1], rounding:false, decorate:false, on-created-empty:kitty\nworkspace = 2, colour:red',
    );
    expect(missed(model)).toEqual(['4 invalid workspace = 2, colour:red']);
    const [first, second] = model.workspaceRules;
    expect([
      first?.monitor?.value,
      first?.gapsIn?.value.top,
      first?.gapsOut?.value.left,
      first?.borderSize?.value,
    ]).toEqual(['DP-1', 0, 4, 8]);
    expect(plain(first?.layoutOptions ?? {})).toEqual({ orientation: 'top' });
    expect([second?.selector, second?.rounding?.value, second?.onCreatedEmpty?.value]).toEqual([
      'w[tv1]',
      false,
      'kitty',
    ]);
  });

  it('reads curves, animations, devices, programs, variables and gestures', () => {
    const model = read(`$accent = rgba(33ccffee)
animations {
  bezier = smooth, 0.05, 0.9, 0.1, 1.05
  animation = windows, 1, 7, smooth, popin 80%
  animation = fade, off
  animation = workspaces, 1, 6, nowhere
  animation = wobble, 1, 6, smooth
}
device {
  name = my-mouse
  sensitivity = -0.5
  colour = red
}
device:old-mouse {
  sensitivity = 1
}
exec-once = waybar
exec = sh -c "a, b"
env = XCURSOR_SIZE,24
gesture = 3, horizontal, workspace
gesture = 1, horizontal, workspace
permission = /usr/bin/grim, screencopy, allow
plugin = /lib/x.so
plugin {
  bars {
    height = 20
    width = 3
  }
}`);
    expect(model.curves).toMatchObject([{ kind: 'bezier', name: 'smooth', points: [0.05, 0.9, 0.1, 1.05] }]);
    expect(
      model.animations.map(({ name, on, speed, curve, style }) => [name, on, speed, curve, style]),
    ).toEqual([
      ['windows', true, 7, 'smooth', 'popin 80%'],
      ['fade', false, 1, 'default', undefined],
      ['workspaces', true, 6, 'nowhere', undefined],
    ]);
    expect(model.devices.map(({ name, settings }) => [name, plain(settings)])).toEqual([
      ['my-mouse', { sensitivity: '-0.5' }],
      ['old-mouse', { sensitivity: '1' }],
    ]);
    expect(model.startup).toMatchObject([
      { when: 'once', command: 'waybar' },
      { when: 'reload', command: 'sh -c "a, b"' },
    ]);
    expect(model.environment).toMatchObject([{ name: 'XCURSOR_SIZE', value: '24' }]);
    expect(model.colours).toMatchObject([{ name: '$accent', colour: { red: 0x33, alpha: 0xee } }]);
    expect(model.others.map(({ keyword }) => keyword)).toEqual([
      'gesture',
      'permission',
      'plugin',
      'plugin:bars:height',
      'plugin:bars:width',
    ]);
    expect(missed(model)).toEqual([
      '6 invalid animation = workspaces, 1, 6, nowhere',
      '7 invalid animation = wobble, 1, 6, smooth',
      '12 unknown device:colour = red',
      '21 invalid gesture = 1, horizontal, workspace',
      '23 not-previewed plugin',
      '26 not-previewed plugin:bars:height',
    ]);
  });
});
