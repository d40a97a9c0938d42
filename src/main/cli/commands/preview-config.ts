import { hostname } from 'node:os';
import { AppError } from '../../../shared/contract';
import {
  hyprlandText,
  openingOf,
  parseHyprlandVersion,
  placeMonitors,
  playThrough,
  screensNamed,
  withBarThickness,
  type CaseResult,
  type HyprlandVersion,
  type Screen,
} from '../../../shared/desktop';
import { readsLanguage, type ConfigLanguage } from '../../desktop';
import type { Cli } from '../cli';
import { withConfigReader } from './config-reader';
import { layoutRefused } from './preview-case';

type ConfigResult = Pick<CaseResult, 'desk' | 'afterEachWindow' | 'notUnderstood'>;

/** What a version of Hyprland given by hand is. Throws `usage` where it is none. */
export function versionGiven(text: string | undefined): HyprlandVersion | undefined {
  if (text === undefined) return undefined;
  const version = parseHyprlandVersion(text);
  if (version === undefined)
    throw new AppError('usage', `“${text}” is no version of Hyprland.`, { hint: 'Write it as 0.56.2.' });
  return version;
}

/**
 * The desktop of a hyprland.conf or hyprland.lua with the windows a preview begins with, on the monitors that it names.
 * Throws `unreadable-file`, `usage` for a version that is none, `preview-impossible` for one that does not read the file’s
 * language and for what cannot be laid out.
 */
export async function configPreview(
  cli: Pick<Cli, 'env'>,
  file: string,
  versionText: string | undefined,
): Promise<{ readonly screens: readonly Screen[]; readonly result: ConfigResult }> {
  const version = versionGiven(versionText);
  const home = cli.env['HOME'];
  const { language, model } = await withConfigReader((reader) =>
    reader.read({
      file,
      ...(version && { version }),
      environment: home === undefined ? {} : { HOME: home },
      hostname: hostname(),
    }),
  );
  if (!readsLanguage(model.version, language)) throw notRead(file, model.version, language);
  const screens = screensNamed(model);
  const drawn = withBarThickness(model);
  try {
    const monitors = placeMonitors(drawn, screens).map(({ name }) => name);
    const { desk, afterEachWindow } = playThrough(drawn, screens, openingOf(drawn, monitors));
    return { screens, result: { desk, afterEachWindow, notUnderstood: model.notUnderstood } };
  } catch (error) {
    throw layoutRefused(error);
  }
}

function notRead(file: string, version: HyprlandVersion, language: ConfigLanguage): AppError {
  const shown = hyprlandText(version);
  const [message, hint] =
    language === 'lua'
      ? [
          `Hyprland ${shown} does not read Lua: that came with 0.55.`,
          'Name a hyprland.conf, or a newer version with --hyprland.',
        ]
      : [
          `Hyprland ${shown} does not read hyprland.conf any more: it takes Lua.`,
          'Name a hyprland.lua, or a version before 0.57 with --hyprland.',
        ];
  return new AppError('preview-impossible', message, { hint, detail: { file } });
}
