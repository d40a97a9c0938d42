import { describe, expect, it } from 'vitest';
import { parseHyprlandVersion } from '../model';
import { readHyprlang } from './read';
import { missed, plain, read } from './testing';

describe('options', () => {
  it('reads every kind of value, with its place', () => {
    const model = read(`general {
  gaps_in = 1,2,3,4
  gaps_out = 10 30
  border_size = 3
  col.active_border = rgba(33ccffee) rgb(00ff99) 0xff112233 45deg
  layout = master
}
decoration:shadow:offset = 2 3
decoration:inactive_opacity = .5
animations:enabled = yes, please
misc:background_color = rgba(16, 32, 48, 0.5)`);
    expect(missed(model)).toEqual([]);
    expect(plain(model.options)).toEqual({
      'general:gaps_in': { kind: 'sides', sides: { top: 1, right: 2, bottom: 3, left: 4 } },
      'general:gaps_out': { kind: 'sides', sides: { top: 10, right: 30, bottom: 10, left: 30 } },
      'general:border_size': { kind: 'whole', number: 3 },
      'general:col.active_border': {
        kind: 'gradient',
        gradient: {
          colours: [
            { red: 0x33, green: 0xcc, blue: 0xff, alpha: 0xee },
            { red: 0, green: 0xff, blue: 0x99, alpha: 255 },
            { red: 0x11, green: 0x22, blue: 0x33, alpha: 255 },
          ],
          angle: 45,
        },
      },
      'general:layout': { kind: 'text', text: 'master' },
      'decoration:shadow:offset': { kind: 'pair', pair: { x: 2, y: 3 } },
      'decoration:inactive_opacity': { kind: 'number', number: 0.5 },
      'animations:enabled': { kind: 'flag', flag: true },
      'misc:background_color': { kind: 'colour', colour: { red: 16, green: 32, blue: 48, alpha: 127 } },
    });
    expect(model.options['general:border_size']?.from).toEqual({ file: 'a.conf', line: 4, column: 17 });
  });

  it('lists what no version knows, this one does not, or does not read', () => {
    const text =
      'general:no_such = 1\ndwindle:pseudotile = yes\ngeneral:gaps_in = wide\nnonsense = 2\nmisc {\n vfr = true\n}';
    expect(missed(read(text))).toEqual([
      '1 unknown general:no_such = 1',
      '2 other-version dwindle:pseudotile = yes',
      '3 invalid general:gaps_in = wide',
      '4 unknown nonsense = 2',
      '6 other-version misc:vfr = true',
    ]);
    expect(missed(read(text, '0.52'))).toHaveLength(3);
  });

  it('says of numbers that other code makes that they are computed', () => {
    const model = readHyprlang(
      {
        file: 'home.nix',
        pieces: [
          { kind: 'text', text: 'general:gaps_in = ', line: 3, column: 5 },
          { kind: 'hole', source: 'toString gaps' },
          { kind: 'text', text: '\ngeneral:layout = ', line: 3, column: 40 },
          { kind: 'hole', source: 'layout' },
          { kind: 'text', text: '\nbind = SUPER, Q, exec, ', line: 4, column: 40 },
          { kind: 'hole', source: 'pkgs.kitty' },
          { kind: 'text', text: '/bin/kitty\n', line: 5, column: 40 },
        ],
      },
      parseHyprlandVersion('0.56.2')!,
    );
    expect(missed(model)).toEqual([
      '3 computed general:gaps_in = ${toString gaps}',
      '4 computed general:layout = ${layout}',
    ]);
    expect(model.options).toEqual({});
    expect(model.binds[0]?.argument).toBe('${pkgs.kitty}/bin/kitty');
  });
});

describe('binds', () => {
  it('reads flags, descriptions, devices, mice and submaps', () => {
    const model = read(`$mod = SUPER
bind = $mod SHIFT, Q, killactive
bind=$mod,Return,exec,kitty --class a,b
bindel = , XF86AudioRaiseVolume, exec, wpctl set-volume @DEFAULT_AUDIO_SINK@ 5%+
bindm = $mod, mouse:272, movewindow
bindd = CTRL_ALT, T, Open a terminal, exec, kitty
bindkd = $mod, X, !my-keyboard other, Not there, exec, x
submap = resize
binde = , h, resizeactive, -10 0
bind = , catchall, submap, reset
submap = reset
bind = $mod, code:47, workspace, 1`);
    expect(missed(model)).toEqual([]);
    expect(
      model.binds.map(({ modifiers, key, flags, action, argument, description, submap, devices }) => [
        `${[...modifiers, key].join('+')} ${flags.join(' ')}`.trim(),
        [action, argument].join(' ').trim(),
        ...[description, submap, devices?.join()].filter((part) => part !== undefined),
      ]),
    ).toEqual([
      ['SUPER+SHIFT+Q', 'killactive'],
      ['SUPER+Return', 'exec kitty --class a,b'],
      ['XF86AudioRaiseVolume repeat locked', 'exec wpctl set-volume @DEFAULT_AUDIO_SINK@ 5%+'],
      ['SUPER+mouse:272 mouse', 'movewindow'],
      ['CTRL+ALT+T', 'exec kitty', 'Open a terminal'],
      ['SUPER+X per-device', 'exec x', 'Not there', '!my-keyboard,other'],
      ['h repeat', 'resizeactive -10 0', 'resize'],
      ['catchall', 'submap reset', 'resize'],
      ['SUPER+code:47', 'workspace 1'],
    ]);
  });

  it('unbinds what stands above', () => {
    const model = read(
      'bind = SUPER, Q, killactive\nbind = SUPER, W, exit\nunbind = SUPER, Q\nbind = SUPER, E, exit',
    );
    expect(model.binds.map(({ key }) => key)).toEqual(['W', 'E']);
    expect(read('bind = SUPER, Q, killactive\nunbind = all').binds).toEqual([]);
  });

  it('lists what Hyprland would refuse', () => {
    const lines = [
      'bindz = SUPER, Q, exit',
      'bindre = SUPER, Q, exit',
      'bindml = SUPER, mouse:272, movewindow',
      'bindcg = SUPER, Q, exit',
      'bind = SUPER, Q',
      'bind = SOUPER, Q, exit',
      'bind = SUPER, catchall, exit',
      'bind = SUPER, Q, dance',
      'bind = SUPER, Q, togglesplit',
    ];
    expect(read(lines.join('\n')).notUnderstood.map(({ why, from }) => `${from?.line} ${why}`)).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((line) => `${line} invalid`),
      '8 unknown',
      '9 other-version',
    ]);
    expect(missed(read('bind = SUPER, Q, togglesplit\nbind = SUPER, W, hy3:makegroup, h', '0.52'))).toEqual(
      [],
    );
  });
});
