import type { PanelHiding, PlasmaPanel } from '../model';
import { type Setting, sourced } from '../setting';
import { Reading } from './notes';
import { DEFAULT_WIDGETS, readWidgets } from './widgets';

/** More panels than these stand on no desktop. */
const MOST_PANELS = 64;
/** plasma-manager's own, where nothing is written. */
const HEIGHT = 44;

const HIDING = {
  none: 'none',
  normalpanel: 'none',
  autohide: 'autohide',
  dodgewindows: 'dodgewindows',
  windowsgobelow: 'windowsgobelow',
  // Of Plasma 5. The script of Plasma 6 takes words it does not know for `none`.
  windowscover: 'none',
  windowsbelow: 'none',
} as const satisfies Record<string, PanelHiding>;
type HidingWord = keyof typeof HIDING;
const HIDING_WORDS = Object.keys(HIDING) as HidingWord[];

function readScreens(panel: Reading): PlasmaPanel['screens'] {
  const setting = panel.at('screen');
  if (!setting) return undefined;
  if (setting.kind === 'value' && setting.value === 'all') return sourced('all' as const, setting);
  const isScreen = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
  if (setting.kind === 'value' && isScreen(setting.value)) return sourced([setting.value], setting);
  if (setting.kind === 'list') {
    const numbers = setting.items.flatMap((item) =>
      item.kind === 'value' && isScreen(item.value) ? [item.value] : [],
    );
    if (numbers.length === setting.items.length) return sourced(numbers, setting);
  }
  return panel.note(
    'screen',
    setting.kind === 'computed' ? 'computed' : 'invalid',
    setting,
    'It is no number of a screen, list of those, or "all".',
  );
}

function readPanel(setting: Setting, path: string, notes: Reading['notes']): PlasmaPanel | undefined {
  const panel = new Reading(setting, path, notes);
  if (setting.kind !== 'set')
    return panel.note('', setting.kind === 'computed' ? 'computed' : 'invalid', setting, 'It is no set.');
  const extra = panel.at('extraSettings');
  if (extra)
    panel.note('extraSettings', 'not-previewed', extra, 'Lines of JavaScript, which only Plasma can run.');
  const hiding = panel.oneOf('hiding', HIDING_WORDS);
  const offset = panel.whole('offset', Number.MIN_SAFE_INTEGER);
  const minLength = panel.whole('minLength', 0);
  const maxLength = panel.whole('maxLength', 0);
  const written = panel.oneOf('lengthMode', ['fit', 'fill', 'custom']);
  const limit = minLength ?? maxLength;
  const lengthMode = written ?? (limit && { ...limit, value: 'custom' as const });
  return {
    location: panel.oneOf('location', ['top', 'bottom', 'left', 'right', 'floating']) ?? { value: 'bottom' },
    height: panel.whole('height', 0) ?? { value: HEIGHT },
    ...(offset && { offset }),
    ...(minLength && { minLength }),
    ...(maxLength && { maxLength }),
    ...(lengthMode && { lengthMode }),
    alignment: panel.oneOf('alignment', ['left', 'center', 'right']) ?? { value: 'center' },
    hiding: hiding ? { ...hiding, value: HIDING[hiding.value] } : { value: 'none' },
    floating: panel.flag('floating') ?? { value: false },
    screens: readScreens(panel),
    widgets: readWidgets(panel),
    ...(setting.from && { from: setting.from }),
  };
}

/** The panel that Plasma makes by itself; its height follows the usual font. */
const PLASMAS_OWN: PlasmaPanel = {
  location: { value: 'bottom' },
  height: { value: 46 },
  alignment: { value: 'center' },
  hiding: { value: 'none' },
  floating: { value: true },
  screens: undefined,
  widgets: DEFAULT_WIDGETS.map((name) => ({ name, settings: {} })),
};

/** `panels`, as far as they can be read; Plasma's own where none are written. */
export function readPanels(plasma: Reading): readonly PlasmaPanel[] {
  const setting = plasma.at('panels');
  if (!setting) return [PLASMAS_OWN];
  if (setting.kind !== 'list') {
    plasma.note('panels', setting.kind === 'computed' ? 'computed' : 'invalid', setting, 'It is no list.');
    return [];
  }
  if (setting.items.length > MOST_PANELS)
    plasma.note('panels', 'not-previewed', setting, `Only the first ${MOST_PANELS} are shown.`);
  return setting.items
    .slice(0, MOST_PANELS)
    .flatMap((item, index) => readPanel(item, `${plasma.path}.panels.${index}`, plasma.notes) ?? []);
}
