import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import {
  desktopOf,
  desktopOfLua,
  isAtLeast,
  readStatements,
  wholeFile,
  type DesktopModel,
  type HyprlandVersion,
  type SourcedFiles,
} from '../../../shared/desktop';
import { AppError } from '../../../shared/contract';
import { ConfigFolder, type ConfigFiles } from '../files/folder';
import { OneText } from '../files/one-text';
import { runLua, type LuaMonitor } from '../lua';

export type ConfigLanguage = 'hyprlang' | 'lua';

/** A configuration to read. All of it crosses between threads. */
export interface ConfigRequest {
  /** The main file: hyprland.conf or hyprland.lua, as the user gave it. Places name files from there on. */
  readonly file: string;
  /** Files outside are not read; where absent it is the folder of `file`. */
  readonly folder?: string;
  /** The configuration itself, where it is no file: then `file` only names it, and no other is read. */
  readonly text?: string;
  /** Where absent, the newest that reads what the file is written in. */
  readonly version?: HyprlandVersion;
  readonly environment?: Readonly<Record<string, string>>;
  /** What a program is told of monitors. */
  readonly monitors?: readonly LuaMonitor[];
}

export interface ReadConfig {
  readonly language: ConfigLanguage;
  readonly model: DesktopModel;
  /** Every file that was read. */
  readonly files: readonly string[];
  /** How much of it is in the model: lines of hyprlang, calls of Lua, without those that only plugins read. */
  readonly lines: number;
}

export const languageOf = (file: string): ConfigLanguage => (file.endsWith('.lua') ? 'lua' : 'hyprlang');

/**
 * Reads a configuration and the files it takes in. Throws `unreadable-file` where the main file cannot be read; whatever
 * is wrong in it is in the model's `notUnderstood`.
 */
export async function readConfigInThisThread(request: ConfigRequest): Promise<ReadConfig> {
  const { file, environment = {} } = request;
  const { files, path } = filesOf(request);
  const main = files.read(path);
  if ('problem' in main) throw unreadable(file, main.problem);
  const language = languageOf(file);
  if (language === 'lua') {
    const version = request.version ?? NEWEST_LUA;
    const { monitors } = request;
    const run = await runLua(path, files, { version, environment, ...(monitors && { monitors }) });
    return { language, model: desktopOfLua(run, version), files: run.files, lines: run.calls.length };
  }
  const statements = readStatements(wholeFile(files.nameOf(path), main.text), {
    environment,
    files: sourcedFiles(files),
  });
  const version = request.version ?? likelyVersion(statements.statements);
  return {
    language,
    model: desktopOf(statements, version),
    files: statements.files,
    lines: statements.statements.length + statements.bad.length,
  };
}

function filesOf(request: ConfigRequest): { files: ConfigFiles; path: string } {
  const { file, folder, text, environment = {} } = request;
  if (text !== undefined) return { files: new OneText(file, text), path: `/${file}` };
  if (!existsSync(file)) throw unreadable(file, `There is no file ${file}.`);
  const files = new ConfigFolder(folder ?? dirname(file), environment['HOME']);
  return { files, path: files.locate(folder === undefined ? basename(file) : file) };
}

/** What a configuration is read for where nobody says which version a host has: the newest that reads it. */
export const NEWEST_LUA: HyprlandVersion = { major: 0, minor: 57, patch: 0 };
const NEWEST_HYPRLANG: HyprlandVersion = { major: 0, minor: 56, patch: 2 };
const NEWEST_OLD_RULES: HyprlandVersion = { major: 0, minor: 52, patch: 2 };

/** The newest version that reads the window rules of a configuration: their form changed with 0.53. */
function likelyVersion(
  statements: readonly { readonly key: string; readonly value: string }[],
): HyprlandVersion {
  const rules = statements.filter(({ key }) => /^(windowrule|layerrule)(v2)?$/.test(key));
  const old = rules.filter(({ key, value }) => key.endsWith('v2') || !/(^|,)\s*match:/.test(value));
  return old.length > rules.length / 2 ? NEWEST_OLD_RULES : NEWEST_HYPRLANG;
}

/** Whether a version reads files of the language at all: hyprlang went with 0.57, Lua came with 0.55. */
export const readsLanguage = (version: HyprlandVersion, language: ConfigLanguage): boolean =>
  language === 'lua' ? isAtLeast(version, 0, 55) : !isAtLeast(version, 0, 57);

/** `source =` finds files in the folder alone. */
function sourcedFiles(folder: ConfigFiles): SourcedFiles {
  return {
    find(pattern, from) {
      if (pattern.length < 2) return 'No file is named.';
      const paths = folder.match(folder.locate(pattern, dirname(folder.pathOf(from))));
      if (paths.length === 0) return 'No file matches this.';
      const found: { file: string; text: string }[] = [];
      for (const path of paths) {
        const read = folder.read(path);
        if ('problem' in read) return read.problem;
        found.push({ file: folder.nameOf(path), text: read.text });
      }
      return found.map(({ file, text }) => wholeFile(file, text));
    },
  };
}

function unreadable(file: string, problem: string): AppError {
  return new AppError('unreadable-file', problem, {
    hint: 'Name a hyprland.conf or hyprland.lua that you may read.',
    detail: { file },
  });
}
