import { hostname } from 'node:os';
import { AppError, type ErrorCode } from '../../../shared/contract';
import {
  hyprlandText,
  openingOf,
  parseHyprlandVersion,
  placeMonitors,
  playThrough,
  screensNamed,
  type Desk,
  type HyprlandVersion,
  type NotUnderstood,
  type Screen,
} from '../../../shared/desktop';
import { createConfigReader, readsLanguage, type ConfigReader } from '../../desktop';
import { createWorkerPool } from '../../workers';
import type { Cli } from '../cli';
import { layoutRefused } from './preview-case';

/** A configuration's desktop with the windows a preview begins with. */
export interface ConfigPreview {
  readonly desk: Desk;
  readonly screens: readonly Screen[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** What a version of Hyprland given by hand is. Throws `usage` where it is none. */
export function versionGiven(text: string | undefined): HyprlandVersion | undefined {
  if (text === undefined) return undefined;
  const version = parseHyprlandVersion(text);
  if (version === undefined)
    throw new AppError('usage', `“${text}” is no version of Hyprland.`, { hint: 'Write it as 0.56.2.' });
  return version;
}

/** Runs what needs to read configurations; the threads it takes end with it. */
export async function withConfigReader<T>(body: (reader: ConfigReader) => Promise<T>): Promise<T> {
  const pool = createWorkerPool({ size: 1 });
  try {
    return await body(createConfigReader((request, how) => pool.run('read-config', request, how)));
  } finally {
    await pool.close();
  }
}

/**
 * Reads a hyprland.conf or hyprland.lua and lays it out. Throws `unreadable-file`, `usage` for a version that is none or
 * does not read the file's language, `preview-impossible` for what cannot be laid out.
 */
export async function configPreview(
  cli: Cli,
  file: string,
  versionText: string | undefined,
): Promise<ConfigPreview> {
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
  try {
    const screens = screensNamed(model);
    const monitors = placeMonitors(model, screens);
    const opening = openingOf(
      model,
      monitors.map(({ name }) => name),
    );
    const { desk } = playThrough(model, screens, opening);
    return { desk, screens, notUnderstood: model.notUnderstood };
  } catch (error) {
    throw layoutRefused(error);
  }
}

const WRONG_LANGUAGE: ErrorCode = 'preview-impossible';

function notRead(file: string, version: HyprlandVersion, language: 'hyprlang' | 'lua'): AppError {
  const shown = hyprlandText(version);
  return language === 'lua'
    ? new AppError(WRONG_LANGUAGE, `Hyprland ${shown} does not read Lua: that came with 0.55.`, {
        hint: 'Name a hyprland.conf, or a newer version with --hyprland.',
        detail: { file },
      })
    : new AppError(WRONG_LANGUAGE, `Hyprland ${shown} does not read hyprland.conf any more: it takes Lua.`, {
        hint: 'Name a hyprland.lua, or a version before 0.57 with --hyprland.',
        detail: { file },
      });
}
