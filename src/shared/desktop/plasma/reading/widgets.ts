import type { PanelWidget, WidgetSettings } from '../model';
import { type Setting, settingAt } from '../setting';
import type { Reading } from './notes';

/** What plasma-manager takes where a panel names no widgets. */
export const DEFAULT_WIDGETS: readonly string[] = [
  'org.kde.plasma.kickoff',
  'org.kde.plasma.pager',
  'org.kde.plasma.icontasks',
  'org.kde.plasma.marginsseparator',
  'org.kde.plasma.systemtray',
  'org.kde.plasma.digitalclock',
  'org.kde.plasma.showdesktop',
];

/** More than these have no room in a panel. */
const MOST_WIDGETS = 200;

/** The widgets that plasma-manager has words of its own for, and their plugins. */
const PLUGINS: Readonly<Record<string, string>> = {
  appMenu: 'org.kde.plasma.appmenu',
  applicationTitleBar: 'com.github.antroids.application-title-bar',
  battery: 'org.kde.plasma.battery',
  digitalClock: 'org.kde.plasma.digitalclock',
  iconTasks: 'org.kde.plasma.icontasks',
  keyboardLayout: 'org.kde.plasma.keyboardlayout',
  kicker: 'org.kde.plasma.kicker',
  kickerdash: 'org.kde.plasma.kickerdash',
  kickoff: 'org.kde.plasma.kickoff',
  pager: 'org.kde.plasma.pager',
  panelSpacer: 'org.kde.plasma.panelspacer',
  plasmaPanelColorizer: 'luisbocanegra.panel.colorizer',
  plasmusicToolbar: 'plasmusic-toolbar',
  systemMonitor: 'org.kde.plasma.systemmonitor',
  systemTray: 'org.kde.plasma.systemtray',
};

const text = (setting: Setting | undefined): string | undefined =>
  setting?.kind === 'value' && typeof setting.value === 'string' ? setting.value : undefined;
const flag = (setting: Setting | undefined): boolean | undefined =>
  setting?.kind === 'value' && typeof setting.value === 'boolean' ? setting.value : undefined;
const whole = (setting: Setting | undefined): number | undefined =>
  setting?.kind === 'value' && typeof setting.value === 'number' ? Math.round(setting.value) : undefined;

function texts(setting: Setting | undefined): readonly string[] | undefined {
  if (setting?.kind !== 'list') return undefined;
  return setting.items.map((item) => text(item) ?? (item.kind === 'computed' ? item.text : ''));
}

/** Only what is there. */
function present(settings: {
  readonly [Key in keyof WidgetSettings]: WidgetSettings[Key] | undefined;
}): WidgetSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

const isDisplayedText = (word: string | undefined): word is NonNullable<WidgetSettings['displayedText']> =>
  word === 'none' || word === 'desktopNumber' || word === 'desktopName';

/** Settings under the words plasma-manager has for a widget. */
function wordedSettings(set: Setting): WidgetSettings {
  const at = (path: string) => settingAt(set, path.split('.'));
  const displayed = text(at('general.displayedText'));
  const time = text(at('time.format'));
  return present({
    launchers: texts(at('launchers')),
    fill: flag(at('appearance.fill')),
    expanding: flag(at('expanding')),
    length: whole(at('length')),
    shown: texts(at('items.shown')),
    displayedText: isDisplayedText(displayed) ? displayed : undefined,
    label: text(at('label')),
    showsDate: flag(at('date.enable')),
    hours24: time === undefined || time === 'default' ? undefined : time === '24h',
  });
}

/** Settings under the names that the widget itself has in its configuration. */
function rawSettings(config: Setting | undefined): WidgetSettings {
  const at = (group: string, key: string) => settingAt(config, [group, key]);
  const displayed = text(at('General', 'displayedText'));
  const hours = at('Appearance', 'use24hFormat');
  return present({
    launchers: texts(at('General', 'launchers')),
    fill: flag(at('General', 'fill')),
    expanding: flag(at('General', 'expanding')),
    length: whole(at('General', 'length')),
    shown: texts(at('General', 'shownItems')),
    displayedText:
      displayed === 'Name' ? 'desktopName' : displayed === 'Number' ? 'desktopNumber' : undefined,
    label: text(at('General', 'menuLabel')),
    showsDate: flag(at('Appearance', 'showDate')),
    hours24: whole(hours) === undefined ? flag(hours) : whole(hours) === 2,
  });
}

function readWidget(item: Setting, path: string, panel: Reading): PanelWidget | undefined {
  const from = item.from && { from: item.from };
  const name = text(item);
  if (name !== undefined) return { name, settings: {}, ...from };
  if (item.kind === 'set') {
    const plain = text(item.entries.get('name'));
    if (plain !== undefined) {
      if (text(item.entries.get('extraConfig')))
        panel.note(
          `${path}.extraConfig`,
          'not-previewed',
          item,
          'A function in JavaScript, which only Plasma can run.',
        );
      return { name: plain, settings: rawSettings(item.entries.get('config')), ...from };
    }
    const [word] = item.entries.keys();
    const plugin = word === undefined ? undefined : PLUGINS[word];
    const inside = word === undefined ? undefined : item.entries.get(word);
    if (item.entries.size === 1 && plugin !== undefined && inside) {
      const settings = { ...wordedSettings(inside), ...rawSettings(settingAt(inside, ['settings'])) };
      return { name: plugin, settings, ...from };
    }
  }
  panel.note(path, item.kind === 'computed' ? 'computed' : 'invalid', item, 'It names no widget known here.');
  return undefined;
}

/** The widgets of a panel, in order. */
export function readWidgets(panel: Reading): readonly PanelWidget[] {
  const setting = panel.at('widgets');
  if (!setting) return DEFAULT_WIDGETS.map((name) => ({ name, settings: {} }));
  if (setting.kind !== 'list') {
    panel.note('widgets', setting.kind === 'computed' ? 'computed' : 'invalid', setting, 'It is no list.');
    return [];
  }
  return setting.items
    .slice(0, MOST_WIDGETS)
    .flatMap((item, index) => readWidget(item, `widgets.${index}`, panel) ?? []);
}
