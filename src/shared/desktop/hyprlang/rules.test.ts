import { describe, expect, it } from 'vitest';
import { missed, plain, read } from './testing';

describe('window rules', () => {
  const rules = (text: string, version?: string) => {
    const model = read(text, version);
    return [
      ...model.windowRules.map(({ name, match, effects, enabled }) => ({
        ...(name !== undefined && { name }),
        match,
        effects: plain(effects),
        ...(!enabled && { enabled }),
      })),
      ...missed(model),
    ];
  };

  it('reads the form since 0.53, on a line and as a block', () => {
    expect(
      rules(`windowrule = match:class ^(a|b)$, match:float false, float on, size 800 600, border_color rgb(ff0000)
windowrule {
  name = pip
  match:title = Picture, in Picture
  move = (monitor_w-window_w-20) 20
}
windowrule[pip]:enable = false
windowrule = match:class x{1\\,3}, tile on`),
    ).toEqual([
      {
        name: 'pip',
        match: { title: 'Picture, in Picture' },
        effects: { move: '(monitor_w-window_w-20) 20' },
        enabled: false,
      },
      {
        match: { class: '^(a|b)$', float: 'false' },
        effects: { float: 'on', size: '800 600', border_color: 'rgb(ff0000)' },
      },
      { match: { class: 'x{1,3}' }, effects: { tile: 'on' } },
    ]);
  });

  it('reads both forms before it, in their versions', () => {
    const text = `windowrule = float, ^(pavucontrol)$
windowrulev2 = float, class:^(a)$, title:^(b, c)$, floating:0
windowrulev2 = size 50% 60%, initialClass:x
windowrulev2 = move 100%-w-20 10%, onworkspace:w[tv1]
windowrulev2 = move cursor -50% 10, class:x
windowrulev2 = noborder, fullscreenstate:2 *
windowrulev2 = opacity 0.9 0.8, norounding, bordersize 3, class:y
windowrulev2 = windowdance, class:z
windowrulev2 = dance, class:z`;
    expect(rules(text, '0.52')).toEqual([
      { match: { class: '^(pavucontrol)$' }, effects: { float: 'on' } },
      { match: { class: '^(a)$', title: '^(b,c)$', float: '0' }, effects: { float: 'on' } },
      { match: { initial_class: 'x' }, effects: { size: '(monitor_w*0.5) (monitor_h*0.6)' } },
      { match: { workspace: 'w[tv1]' }, effects: { move: '(monitor_w*1-window_w-20) (monitor_h*0.1)' } },
      { match: { class: 'x' }, effects: { move: '(cursor_x-window_w*0.5) (cursor_y+10)' } },
      { match: { fullscreen_state_internal: '2' }, effects: { border_size: '0' } },
      { match: { class: 'y' }, effects: { opacity: '0.9 0.8' } },
      { match: { class: 'y' }, effects: { rounding: '0' } },
      { match: { class: 'y' }, effects: { border_size: '3' } },
      '8 other-version windowrulev2 = windowdance, class:z',
      '9 unknown windowrulev2 = dance, class:z',
    ]);
    expect(rules('windowrulev2 = float, class:a\nwindowrule = float, ^(a)$')).toEqual([
      '1 other-version windowrulev2 = float, class:a',
      '2 other-version windowrule = float, ^(a)$',
    ]);
    expect(rules('windowrule = match:class a, float on', '0.52')).toEqual([
      '1 other-version windowrule = match:class a, float on',
    ]);
  });

  it('takes back what is unset', () =>
    expect(
      rules(
        'windowrulev2 = float, class:a\nwindowrulev2 = tile, class:b\nwindowrulev2 = unset, class:a',
        '0.52',
      ),
    ).toEqual([{ match: { class: 'b' }, effects: { tile: 'on' } }]));

  it('lists words that rules do not have', () =>
    expect(
      rules(
        'windowrule = match:colour red, float on\nwindowrule = match:class a, dance on\nwindowrule = match:class a, float\nwindowrule = match:class a, tonemap x',
        '0.55',
      ).map(String),
    ).toEqual([
      '1 unknown windowrule = match:colour red, float on',
      '2 unknown windowrule = match:class a, dance on',
      '3 invalid windowrule = match:class a, float',
      '4 other-version windowrule = match:class a, tonemap x',
    ]));

  it('reads rules for layers in both forms', () => {
    const old = read(
      'layerrule = blur, waybar\nlayerrule = ignorezero, waybar\nlayerrule = ignorealpha 0.3, rofi\nlayerrule = dance, x',
      '0.52',
    );
    expect(old.layerRules.map(({ match, effects }) => [match['namespace'], plain(effects)])).toEqual([
      ['waybar', { blur: 'on' }],
      ['waybar', { ignore_alpha: '0' }],
      ['rofi', { ignore_alpha: '0.3' }],
    ]);
    expect(missed(old)).toEqual(['4 unknown layerrule = dance, x']);
    const fresh = read(
      'layerrule = match:namespace waybar, blur on, ignore_alpha 0.2\nlayerrule {\n name = n\n match:namespace = rofi\n no_anim = on\n}',
    );
    expect(fresh.layerRules.map(({ match, effects }) => [match['namespace'], plain(effects)])).toEqual([
      ['rofi', { no_anim: 'on' }],
      ['waybar', { blur: 'on', ignore_alpha: '0.2' }],
    ]);
  });
});
