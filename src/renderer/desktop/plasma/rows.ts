import {
  hexOf,
  type PlasmaModel,
  type PlasmaPanel,
  type PlasmaWallpaper,
  type Sourced,
} from '../../../shared/desktop';
import type { ValueGroup, ValueRow } from '../values/rows';

function row(
  key: string,
  name: string,
  { value, from }: Sourced<string>,
  colours: readonly string[] = [],
): ValueRow {
  return { key, name, words: value, colours, ...(from ? { from } : {}) };
}

const worded = <T>(sourced: Sourced<T>, words: (value: T) => string): Sourced<string> => ({
  ...sourced,
  value: words(sourced.value),
});
const px = (value: number): string => `${value} px`;
const yes = (value: boolean): string => (value ? 'yes' : 'no');
const maybe = <T>(
  key: string,
  name: string,
  sourced: Sourced<T> | undefined,
  words: (value: T) => string,
): readonly ValueRow[] => (sourced ? [row(key, name, worded(sourced, words))] : []);

function panelGroup(panel: PlasmaPanel, index: number, count: number): ValueGroup {
  const key = (name: string): string => `panel:${index}:${name}`;
  return {
    name: count === 1 ? 'Panel' : `Panel ${index + 1}`,
    rows: [
      row(key('location'), 'Edge', panel.location),
      row(key('height'), 'Height', worded(panel.height, px)),
      row(key('length'), 'Length', panel.lengthMode ?? { value: 'fill' }),
      ...maybe(key('min'), 'At least', panel.minLength, px),
      ...maybe(key('max'), 'At most', panel.maxLength, px),
      row(key('alignment'), 'Alignment', panel.alignment),
      ...maybe(key('offset'), 'Offset', panel.offset, px),
      row(key('floating'), 'Floating', worded(panel.floating, yes)),
      row(
        key('hiding'),
        'Hides',
        worded(panel.hiding, (word) => (word === 'none' ? 'never' : word)),
      ),
      ...maybe(key('screen'), 'Screen', panel.screens, (screens) =>
        screens === 'all' ? 'all' : screens.map((screen) => screen + 1).join(', '),
      ),
      ...panel.widgets.map((widget, nth) =>
        row(`${key('widget')}:${nth}`, `Widget ${nth + 1}`, {
          value: widget.name.replace(/^org\.kde\.plasma\./, ''),
          ...(widget.from ? { from: widget.from } : {}),
        }),
      ),
    ],
  };
}

function wallpaperRow({ show, from }: PlasmaWallpaper): ValueRow {
  const where = from ? { from } : {};
  const named = (value: string, colours: readonly string[] = []) =>
    row('wallpaper', 'Wallpaper', { value, ...where }, colours);
  switch (show.kind) {
    case 'picture':
      return named(show.path.split('/').at(-1) ?? '');
    case 'computed':
      return named(show.text.split('/').at(-1) ?? '');
    case 'slides':
      return named(`${show.paths.join(', ')}, every ${show.seconds} s`);
    case 'of-the-day':
      return named(`picture of the day, ${show.provider}`);
    case 'colour':
      return named('', [hexOf(show.colour)]);
    case 'default':
      return named('that of the look');
  }
}

function lookRows(model: PlasmaModel): readonly ValueRow[] {
  const { value: scheme, from } = model.colours;
  return [
    row('colours', 'Colours', { value: scheme.name, ...(from ? { from } : {}) }),
    row('window', 'Windows', { value: '', ...(from ? { from } : {}) }, [
      hexOf(scheme.window.background),
      hexOf(scheme.window.foreground),
    ]),
    row('accent', 'Chosen', { value: '', ...(from ? { from } : {}) }, [hexOf(scheme.selection.background)]),
    row('title', 'Title bar', { value: '', ...(from ? { from } : {}) }, [
      hexOf(scheme.activeTitle.background),
      hexOf(scheme.inactiveTitle.background),
    ]),
    wallpaperRow(model.wallpaper),
    ...Object.entries(model.fonts).flatMap(([use, font]) =>
      maybe(`font:${use}`, `Font, ${use}`, font, ({ family, pointSize }) => `${family} ${pointSize}`),
    ),
  ];
}

/** What decides how a Plasma desktop looks, each with where it is written. Groups without rows are left out. */
export function plasmaGroups(model: PlasmaModel): readonly ValueGroup[] {
  const groups: readonly ValueGroup[] = [
    ...model.panels.map((panel, index) => panelGroup(panel, index, model.panels.length)),
    { name: 'Look', rows: lookRows(model) },
    {
      name: 'Windows',
      rows: [
        row(
          'left',
          'Buttons, left',
          worded(model.buttons.left, (buttons) => buttons.join(', ')),
        ),
        row(
          'right',
          'Buttons, right',
          worded(model.buttons.right, (buttons) => buttons.join(', ')),
        ),
        row('borderless', 'Maximised without title bar', worded(model.borderlessMaximised, yes)),
        row('desktops', 'Desktops', worded(model.desktops, String)),
      ],
    },
    {
      name: 'Besides',
      rows: model.settings.map(({ path, value, from }) =>
        row(path, path, { value, ...(from ? { from } : {}) }),
      ),
    },
    {
      name: 'Shortcuts',
      rows: model.shortcuts.map(({ group, action, keys, from }) =>
        row(`key:${group}:${action}`, action, {
          value: keys.length === 0 ? 'no key' : keys.join(', '),
          ...(from ? { from } : {}),
        }),
      ),
    },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}
