import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import {
  desktopOf,
  desktopOfLua,
  isAtLeast,
  isTable,
  readStatements,
  wholeFile,
  type DesktopModel,
  type HyprlandVersion,
  type LuaCall,
  type LuaValue,
  type SourcedFiles,
  type Statements,
} from '../../../shared/desktop';
import { AppError } from '../../../shared/contract';
import { ConfigFolder, type ConfigFiles } from '../files/folder';
import { OneText } from '../files/one-text';
import { runLua, type LuaMonitor } from '../lua';

/** The two languages that Hyprland reads: hyprlang until 0.56, Lua since 0.55. */
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
  /** What a program is told the host's name is. */
  readonly hostname?: string;
}

/** What a configuration says, and how much of it there was to read. */
export interface ReadConfig {
  readonly language: ConfigLanguage;
  readonly model: DesktopModel;
  /** Every file that was read. */
  readonly files: readonly string[];
  /** How much there is to read: lines of hyprlang that say something; calls of Lua, where each option counts. */
  readonly lines: number;
}

/** By the end of the file’s name, as Hyprland decides it. */
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
    const { monitors, hostname } = request;
    const run = await runLua(path, files, {
      version,
      environment,
      ...(monitors && { monitors }),
      ...(hostname !== undefined && { hostname }),
    });
    return { language, model: desktopOfLua(run, version), files: run.files, lines: countOf(run.calls) };
  }
  const statements = readStatements(wholeFile(files.nameOf(path), main.text), {
    environment,
    files: sourcedFiles(files),
  });
  return {
    language,
    model: request.version ? desktopOf(statements, request.version) : likelyDesktop(statements),
    files: statements.files,
    lines: statements.statements.length + statements.bad.length,
  };
}

/** Calls, and in those of `hl.config` every value. */
function countOf(calls: readonly LuaCall[]): number {
  const values = (value: LuaValue): number =>
    isTable(value) && Object.keys(value.fields).length > 0
      ? Object.values(value.fields).reduce<number>((sum, each) => sum + values(each), 0)
      : 1;
  return calls.reduce((sum, { name, args }) => sum + (name === 'config' ? values(args[0] ?? null) : 1), 0);
}

function filesOf(request: ConfigRequest): { files: ConfigFiles; path: string } {
  const { file, folder, text, environment = {} } = request;
  if (text !== undefined) return { files: new OneText(file, text), path: `/${file}` };
  if (!existsSync(file)) throw unreadable(file, `There is no file ${file}.`);
  const files = new ConfigFolder(folder ?? dirname(file), environment['HOME']);
  return { files, path: files.locate(folder === undefined ? basename(file) : file) };
}

/** What a program of Lua is read for where nobody says which version a host has. */
export const NEWEST_LUA: HyprlandVersion = { major: 0, minor: 57, patch: 0 };

/**
 * Versions in which something of hyprlang changed its form, newest first: dispatchers and options of 0.55, the rules of
 * 0.53, gestures, shadows, and so on.
 */
const HYPRLANG_VERSIONS: readonly HyprlandVersion[] = [
  { major: 0, minor: 56, patch: 2 },
  { major: 0, minor: 54, patch: 0 },
  { major: 0, minor: 52, patch: 2 },
  { major: 0, minor: 50, patch: 1 },
  { major: 0, minor: 47, patch: 2 },
  { major: 0, minor: 44, patch: 1 },
  { major: 0, minor: 40, patch: 0 },
];

/** Read for the newest version that understands most of it. */
function likelyDesktop(statements: Statements): DesktopModel {
  let best: DesktopModel | undefined;
  for (const version of HYPRLANG_VERSIONS) {
    const model = desktopOf(statements, version);
    if (best === undefined || model.notUnderstood.length < best.notUnderstood.length) best = model;
    if (best.notUnderstood.every(({ why }) => why !== 'other-version')) break;
  }
  return best!;
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
