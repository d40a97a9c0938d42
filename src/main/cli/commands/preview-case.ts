import { readFile } from 'node:fs/promises';
import { AppError } from '../../../shared/contract';
import {
  barsOf,
  caseSchema,
  isAtLeast,
  LayoutError,
  modelOfCase,
  parseHyprlandVersion,
  playCase,
  readHyprlang,
  wholeFile,
  type CaseResult,
  type DesktopCase,
  type DesktopModel,
  type HyprlandVersion,
} from '../../../shared/desktop';

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('unreadable-file', `${file} cannot be read.`, {
      hint: 'Name a file that you may read.',
      detail: { reason: (error as NodeJS.ErrnoException).code },
      cause: error,
    });
  }
}

function parsed(file: string, text: string): DesktopCase {
  const refuse = (why: string): AppError =>
    new AppError('bad-desktop-case', `${file} is no case of a desktop: ${why}`, {
      hint: 'A case has "hyprland", "case" and "windows"; "config", "cursor" and "dispatches" may be beside them.',
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse('it is not JSON.');
  }
  const result = caseSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw refuse(issue ? `${issue.path.join('.')}: ${issue.message}` : 'its form is another.');
}

/**
 * The desktop of a case: its own configuration, read as a host's would be, in the language of its version; where it has
 * none, its neutral form.
 */
async function modelOf(file: string, given: DesktopCase): Promise<DesktopModel> {
  const version = parseHyprlandVersion(given.hyprland);
  if (version === undefined) {
    throw new AppError('bad-desktop-case', `${file} names no version of Hyprland: "${given.hyprland}".`, {
      hint: 'Write it as 0.56.2.',
    });
  }
  if (given.config === undefined) return modelOfCase(given);
  const bars = barsOf(given);
  if (!isAtLeast(version, 0, 57) && !isLua(given))
    return { ...readHyprlang(wholeFile(given.name, given.config), version), bars };
  return { ...(await readLua(given.config, version)), bars };
}

const isLua = ({ config = '', format }: DesktopCase): boolean =>
  format === 'lua' || (format === undefined && /^\s*hl\./m.test(config));

/** On a thread that can be ended, and with no other file to take in. */
async function readLua(text: string, version: HyprlandVersion): Promise<DesktopModel> {
  // The machine that runs Lua is large, and most cases need none.
  const { withConfigReader } = await import('./config-reader');
  return await withConfigReader(
    async (reader) => (await reader.read({ file: 'hyprland.lua', text, version })).model,
  );
}

/** Says in the app's words what a layout refuses. */
export function layoutRefused(error: unknown): unknown {
  if (!(error instanceof LayoutError)) return error;
  return new AppError('preview-impossible', error.message, {
    hint: 'Change that value; everything else can be previewed.',
    cause: error,
  });
}

/** Lays out a case from its file. Throws AppErrors `unreadable-file`, `bad-desktop-case`, `preview-impossible`. */
export async function caseFrom(file: string): Promise<CaseResult> {
  const given = parsed(file, await textOf(file));
  try {
    return playCase(given, await modelOf(file, given));
  } catch (error) {
    throw layoutRefused(error);
  }
}
