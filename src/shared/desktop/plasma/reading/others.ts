import { FONT_USES, type FontUse, type PlasmaFont, type PlasmaSetting, type PlasmaShortcut } from '../model';
import type { Sourced } from '../../model';
import { type Setting, settingAt } from '../setting';
import { type Reading, shortened } from './notes';

const LARGEST_POINTS = 200;

export function readFonts(plasma: Reading): Readonly<Partial<Record<FontUse, Sourced<PlasmaFont>>>> {
  const fonts: Partial<Record<FontUse, Sourced<PlasmaFont>>> = {};
  for (const use of FONT_USES) {
    const font = plasma.below(`fonts.${use}`);
    const family = font.text('family');
    const size = font.at('pointSize');
    const points = size?.kind === 'value' && typeof size.value === 'number' ? size.value : undefined;
    if (size && (points === undefined || points <= 0 || points > LARGEST_POINTS))
      font.note('pointSize', size.kind === 'computed' ? 'computed' : 'invalid', size);
    else if (family && points !== undefined)
      fonts[use] = { ...family, value: { family: family.value, pointSize: points } };
  }
  return fonts;
}

const keysOf = (setting: Setting): readonly string[] | undefined => {
  if (setting.kind === 'value' && typeof setting.value === 'string')
    return setting.value === '' || setting.value === 'none' ? [] : [setting.value];
  if (setting.kind !== 'list') return undefined;
  const keys = setting.items.flatMap((item) =>
    item.kind === 'value' && typeof item.value === 'string' ? [item.value] : [],
  );
  return keys.length === setting.items.length ? keys.filter((key) => key !== 'none') : undefined;
};

/** `shortcuts.GROUP.ACTION` and the keys of `hotkeys.commands`. */
export function readShortcuts(plasma: Reading): readonly PlasmaShortcut[] {
  const found: PlasmaShortcut[] = [];
  const groups = plasma.at('shortcuts');
  for (const [group, actions] of groups?.kind === 'set' ? groups.entries : []) {
    for (const [action, setting] of actions.kind === 'set' ? actions.entries : []) {
      const keys = keysOf(setting);
      if (keys) found.push({ group, action, keys, ...(setting.from && { from: setting.from }) });
      else
        plasma.note(
          `shortcuts.${group}.${action}`,
          setting.kind === 'computed' ? 'computed' : 'invalid',
          setting,
        );
    }
  }
  const commands = plasma.at('hotkeys.commands');
  for (const [name, command] of commands?.kind === 'set' ? commands.entries : []) {
    const [key, keys] = [settingAt(command, ['key']), settingAt(command, ['keys'])];
    const all = [...((key && keysOf(key)) ?? []), ...((keys && keysOf(keys)) ?? [])];
    const from = command.from ?? key?.from ?? keys?.from;
    found.push({ group: 'commands', action: name, keys: all, ...(from && { from }) });
  }
  return found;
}

/** Parts of the options that change nothing in a still picture of the desktop, or only its cursor, icons and effects. */
const TOLD = [
  'workspace.lookAndFeel',
  'workspace.theme',
  'workspace.iconTheme',
  'workspace.cursor',
  'workspace.clickItemTo',
  'workspace.splashScreen',
  'workspace.windowDecorations',
  'workspace.soundTheme',
  'workspace.tooltipDelay',
  'workspace.enableMiddleClickPaste',
  'kwin.effects',
  'kwin.nightLight',
  'kwin.tiling',
  'kwin.scripts',
  'kwin.edgeBarrier',
  'kwin.cornerBarrier',
  'powerdevil',
  'kscreenlocker',
  'krunner',
  'input',
  'session',
  'spectacle',
  'overrideConfig',
  'immutableByDefault',
];

/** Deeper than this nothing is told by itself. */
const DEEPEST = 8;

function told(setting: Setting, path: string, depth: number, into: PlasmaSetting[]): void {
  const from = setting.from && { from: setting.from };
  switch (setting.kind) {
    case 'value':
      if (setting.value !== null) into.push({ path, value: String(setting.value), ...from });
      return;
    case 'computed':
      into.push({ path, value: shortened(setting.text), ...from });
      return;
    case 'list':
      into.push({ path, value: `${setting.items.length} entries`, ...from });
      return;
    case 'set':
      if (depth >= DEEPEST) return;
      for (const [name, below] of setting.entries) told(below, `${path}.${name}`, depth + 1, into);
  }
}

export function readSettings(plasma: Reading): readonly PlasmaSetting[] {
  const found: PlasmaSetting[] = [];
  for (const path of TOLD) {
    const setting = plasma.at(path);
    if (setting) told(setting, path, 0, found);
  }
  return found;
}

/** Whether anything is written in a setting: an evaluation tells every option, also those that nobody set. */
function holdsSomething(setting: Setting | undefined): setting is Setting {
  switch (setting?.kind) {
    case undefined:
      return false;
    case 'value':
      return setting.value !== null;
    case 'computed':
      return true;
    case 'list':
      return setting.items.length > 0;
    case 'set':
      return [...setting.entries.values()].some(holdsSomething);
  }
}

/**
 * Files that are written as they are, and rules for windows: what they mean for the picture is not worked out. An evaluation
 * does not tell what somebody wrote into `configFile` from what the other options come to, so it is named once.
 */
export function notePassedOver(plasma: Reading, evaluated: boolean): void {
  for (const name of ['configFile', 'dataFile', 'file']) {
    const files = plasma.at(name);
    if (evaluated && holdsSomething(files)) {
      plasma.note(
        name,
        'not-previewed',
        files,
        'What is written there by hand can override the other options.',
      );
      continue;
    }
    for (const [file, setting] of files?.kind === 'set' ? files.entries : [])
      plasma.note(
        `${name}.${file}`,
        'not-previewed',
        setting,
        'It is written into the file as it stands, and can override what the other options say.',
      );
  }
  const others = [
    ['window-rules', 'Windows are placed as if there were none.'],
    ['desktop', 'Icons and widgets on the desktop are not drawn.'],
    ['startup.startupScript', 'Programs that run at login.'],
  ] as const;
  for (const [path, because] of others) {
    const setting = plasma.at(path);
    if (holdsSomething(setting)) plasma.note(path, 'not-previewed', setting, because);
  }
}
