import { describe, expect, it } from 'vitest';
import { BREEZE_DARK, BREEZE_LIGHT } from '../colours/breeze';
import { parseRgb } from '../colours/scheme';
import type { Setting } from '../setting';
import { settingOf } from '../setting';
import { readPlasma } from './read';

const read = (plasma: unknown) => readPlasma(settingOf(plasma));
const paths = (plasma: unknown) => read(plasma).notUnderstood.map(({ text, why }) => `${text}: ${why}`);

describe('settings of plasma-manager', () => {
  it('are Plasma as it comes where nothing is written', () => {
    const model = read({});
    expect(model).toMatchObject({
      panelsWritten: false,
      panels: [{ location: { value: 'bottom' }, floating: { value: true }, height: { value: 46 } }],
      wallpaper: { show: { kind: 'default' } },
      colours: { value: BREEZE_LIGHT },
      desktops: { value: 1 },
      notUnderstood: [],
    });
    expect(model.buttons.right.value).toEqual(['help', 'minimize', 'maximize', 'close']);
  });

  it('make panels with plasma-manager’s own defaults, and lengths by hand where a limit is written', () => {
    const { panels } = read({ panels: [{}, { maxLength: 700, screen: 'all', hiding: 'normalpanel' }] });
    expect(panels[0]).toMatchObject({
      height: { value: 44 },
      floating: { value: false },
      screens: undefined,
    });
    expect(panels[0]).not.toHaveProperty('lengthMode');
    expect(panels[0]?.widgets).toHaveLength(7);
    expect(panels[1]).toMatchObject({
      lengthMode: { value: 'custom' },
      screens: { value: 'all' },
      hiding: { value: 'none' },
    });
  });

  it('name widgets by their plugin, in plasma-manager’s words or the widget’s own', () => {
    const { panels } = read({
      panels: [
        {
          widgets: [
            'org.kde.plasma.kickoff',
            { iconTasks: { launchers: ['a', 'b'] } },
            { panelSpacer: { expanding: false, length: 20 } },
            {
              name: 'org.kde.plasma.digitalclock',
              config: { Appearance: { showDate: false, use24hFormat: 2 } },
            },
            { systemTray: { items: { shown: ['one'] } } },
            { pager: { general: { displayedText: 'desktopName' } } },
          ],
        },
      ],
    });
    expect(panels[0]?.widgets).toEqual([
      { name: 'org.kde.plasma.kickoff', settings: {} },
      { name: 'org.kde.plasma.icontasks', settings: { launchers: ['a', 'b'] } },
      { name: 'org.kde.plasma.panelspacer', settings: { expanding: false, length: 20 } },
      { name: 'org.kde.plasma.digitalclock', settings: { showsDate: false, hours24: true } },
      { name: 'org.kde.plasma.systemtray', settings: { shown: ['one'] } },
      { name: 'org.kde.plasma.pager', settings: { displayedText: 'desktopName' } },
    ]);
  });

  it('say what no picture shows, and what does not read', () => {
    expect(
      paths({
        panels: [
          {
            extraSettings: 'panel.x = 1',
            height: 'tall',
            location: 'middle',
            screen: -1,
            widgets: [{ a: 1 }, 3],
          },
          7,
        ],
        configFile: { kwinrc: { Windows: {} } },
        'window-rules': [{}, { apply: { above: true } }],
        startup: { startupScript: {} },
        workspace: { wallpaperPlainColor: 'blue', colorScheme: 'Sweet', theme: 'Sweet' },
        kwin: { titlebarButtons: { left: ['close', 'eject'] }, virtualDesktops: { number: 0 } },
        fonts: { general: { family: 'Inter', pointSize: -1 } },
      }),
    ).toEqual([
      'programs.plasma.workspace.colorScheme: not-previewed',
      'programs.plasma.panels.0.extraSettings: not-previewed',
      'programs.plasma.panels.0.location: invalid',
      'programs.plasma.panels.0.height: invalid',
      'programs.plasma.panels.0.screen: invalid',
      'programs.plasma.panels.0.widgets.0: invalid',
      'programs.plasma.panels.0.widgets.1: invalid',
      'programs.plasma.panels.1: invalid',
      'programs.plasma.configFile.kwinrc: not-previewed',
      'programs.plasma.window-rules: not-previewed',
      'programs.plasma.workspace.wallpaperPlainColor: invalid',
      'programs.plasma.workspace.theme: not-previewed',
      'programs.plasma.kwin.titlebarButtons.left: invalid',
      'programs.plasma.kwin.virtualDesktops.number: invalid',
      'programs.plasma.fonts.general.pointSize: invalid',
    ]);
  });

  it('of an evaluation name `configFile` once, and nothing that nobody set', () => {
    const plasma = {
      configFile: { kwinrc: { A: { b: 1 } }, kdeglobals: { A: { b: 1 } } },
      'window-rules': [],
      desktop: { icons: null },
    };
    const { notUnderstood } = readPlasma(settingOf(plasma), undefined, { evaluated: true });
    expect(notUnderstood.map(({ text }) => text)).toEqual(['programs.plasma.configFile']);
  });

  it('keep where a value is written, and tell what only Nix knows', () => {
    const from = { file: 'home.nix', line: 3 };
    const setting: Setting = {
      kind: 'set',
      entries: new Map<string, Setting>([
        ['panels', { kind: 'computed', text: 'map toPanel\n  screens', from }],
        [
          'workspace',
          {
            kind: 'set',
            entries: new Map([['lookAndFeel', { kind: 'value', value: 'org.kde.breezedark.desktop', from }]]),
          },
        ],
      ]),
    };
    const model = readPlasma(setting);
    expect(model.colours).toEqual({ value: BREEZE_DARK, from });
    expect(model.panels).toEqual([]);
    expect(model.notUnderstood).toEqual([
      { text: 'programs.plasma.panels', why: 'computed', from, because: 'It is no list.' },
    ]);
  });

  it('take colours from the scheme the host brings, and what it lacks from the look', () => {
    const text =
      '[General]\nName=Mine\n[Colors:Window]\nBackgroundNormal=1,2,3\n[WM]\nactiveBackground=#0a0b0c\n';
    const { value } = readPlasma(settingOf({ workspace: { colorScheme: 'Mine' } }), (name) =>
      name === 'Mine' ? text : undefined,
    ).colours;
    expect(value.name).toBe('Mine');
    expect(value.window.background).toEqual({ red: 1, green: 2, blue: 3 });
    expect(value.window.foreground).toEqual(BREEZE_LIGHT.window.foreground);
    expect(value.activeTitle.background).toEqual({ red: 10, green: 11, blue: 12 });
  });

  it('read colours as KDE and Stylix write them', () => {
    expect(parseRgb('1, 2,3')).toEqual({ red: 1, green: 2, blue: 3 });
    expect(parseRgb('1,2,3,128')).toEqual({ red: 1, green: 2, blue: 3 });
    expect(parseRgb('#0a0b0c')).toEqual({ red: 10, green: 11, blue: 12 });
    for (const text of ['1,2', '256,0,0', '-1,0,0', 'red', '#123']) expect(parseRgb(text)).toBeUndefined();
  });
});
