/** The JavaScript that plasma-manager has Plasma run at login, from evaluated settings: worked out apart from our reader. */

type Data = Readonly<Record<string, unknown>>;

const isSet = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What plasma-manager fills in. */
const PANEL_DEFAULTS = { height: 44, location: 'bottom', alignment: 'center', floating: false };
const DEFAULT_WIDGETS = [
  'kickoff',
  'pager',
  'icontasks',
  'marginsseparator',
  'systemtray',
  'digitalclock',
  'showdesktop',
].map((name) => `org.kde.plasma.${name}`);

/** Words of plasma-manager for the widgets of the fixtures: plugin, and configuration by group and key. */
function wordedWidget(word: string, given: Data): { name: string; config: Data } {
  switch (word) {
    case 'kickoff':
      return { name: 'org.kde.plasma.kickoff', config: { General: { icon: given.icon } } };
    case 'pager': {
      const texts: Data = { none: 'None', desktopNumber: 'Number', desktopName: 'Name' };
      const general = isSet(given.general) ? given.general : {};
      return {
        name: 'org.kde.plasma.pager',
        config: { General: { displayedText: texts[String(general.displayedText)] } },
      };
    }
    case 'iconTasks':
      return { name: 'org.kde.plasma.icontasks', config: { General: { launchers: given.launchers } } };
    case 'panelSpacer':
      return {
        name: 'org.kde.plasma.panelspacer',
        config: { General: { expanding: given.expanding, length: given.length } },
      };
    default:
      throw new Error(`No fixture has used the widget "${word}" yet: add its words here.`);
  }
}

function widgetLines(widget: unknown): string[] {
  if (typeof widget === 'string') return [`panel.addWidget(${JSON.stringify(widget)});`];
  if (!isSet(widget)) throw new Error('A widget is neither a name nor a set.');
  const [word = ''] = Object.keys(widget);
  const given = widget[word];
  const { name, config } =
    typeof widget.name === 'string'
      ? { name: widget.name, config: isSet(widget.config) ? widget.config : {} }
      : wordedWidget(word, isSet(given) ? given : {});
  const lines = [`{ const w = panel.addWidget(${JSON.stringify(name)});`];
  for (const [group, keys] of Object.entries(config)) {
    lines.push(`w.currentConfigGroup = ${JSON.stringify(group.split('/'))};`);
    for (const [key, value] of Object.entries(isSet(keys) ? keys : {}))
      if (value !== undefined) lines.push(`w.writeConfig(${JSON.stringify(key)}, ${JSON.stringify(value)});`);
  }
  return [...lines, '}'];
}

function panelLines(given: Data): string[] {
  const panel = { ...PANEL_DEFAULTS, ...given };
  const limited = given.minLength !== undefined || given.maxLength !== undefined;
  const lengthMode = given.lengthMode ?? (limited ? 'custom' : undefined);
  const set = (property: string, value: unknown): string[] =>
    value === undefined ? [] : [`panel.${property} = ${JSON.stringify(value)};`];
  const { screen } = given;
  const loop =
    screen === 'all'
      ? 'for (screenID = 0; screenID < screenCount; screenID++)'
      : Array.isArray(screen)
        ? `for (var screenID in [${screen.join(',')}])`
        : '';
  const widgets = Array.isArray(given.widgets) ? given.widgets : DEFAULT_WIDGETS;
  return [
    `${loop} {`,
    'const panel = new Panel();',
    ...set('height', panel.height),
    ...set('floating', panel.floating),
    ...set('alignment', panel.alignment),
    ...set('hiding', given.hiding),
    ...set('location', panel.location),
    ...set('lengthMode', lengthMode),
    ...set('maximumLength', given.maxLength),
    ...set('minimumLength', given.minLength),
    ...set('offset', given.offset),
    ...(screen === undefined
      ? []
      : [`panel.writeConfig("lastScreen[$i]", ${loop === '' ? String(screen) : 'screenID'});`]),
    ...widgets.flatMap(widgetLines),
    '}',
  ];
}

/** The script for `programs.plasma.panels`. */
export const layoutScript = (panels: readonly Data[]): string =>
  [
    '// Removes all existing panels',
    'panels().forEach((panel) => panel.remove());',
    ...panels.flatMap(panelLines),
    '',
  ].join('\n');

/** Files of `~/.config` that the settings of KWin in the fixtures become. */
export function configFiles(plasma: Data): Readonly<Record<string, string>> {
  const kwin = isSet(plasma.kwin) ? plasma.kwin : {};
  const desktops = isSet(kwin.virtualDesktops) ? kwin.virtualDesktops : {};
  const lines = [
    ...(desktops.number === undefined
      ? []
      : ['[Desktops]', `Number=${String(desktops.number)}`, `Rows=${String(desktops.rows ?? 1)}`]),
    ...(kwin.borderlessMaximizedWindows === undefined
      ? []
      : ['[Windows]', `BorderlessMaximizedWindows=${String(kwin.borderlessMaximizedWindows)}`]),
  ];
  return lines.length === 0 ? {} : { kwinrc: `${lines.join('\n')}\n` };
}
