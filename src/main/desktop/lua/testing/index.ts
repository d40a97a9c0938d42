import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { luaText, type HyprlandVersion } from '../../../../shared/desktop';
import { ConfigFolder } from '../../files/folder';
import type { LuaSurroundings } from '../answers';
import { USUAL_LIMITS, type LuaLimits } from '../machine';
import { runLua } from '../run';

export const version: HyprlandVersion = { major: 0, minor: 57, patch: 0 };

/** Runs a hyprland.lua, or the one of several files, in a folder of its own; places are told relative to it. */
export async function run(
  files: string | Readonly<Record<string, string>>,
  given: Partial<LuaSurroundings> = {},
  limits: LuaLimits = USUAL_LIMITS,
) {
  const outer = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
  onTestFinished(() => rm(outer, { recursive: true, force: true }));
  const dir = join(outer, 'hypr');
  await mkdir(dir);
  const all: Readonly<Record<string, string>> = typeof files === 'string' ? { 'hyprland.lua': files } : files;
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  const {
    calls,
    troubles,
    files: read,
  } = await runLua(
    join(dir, 'hyprland.lua'),
    new ConfigFolder(dir, '/home/me'),
    { version, ...given },
    limits,
  );
  const short = (path: string | undefined): string => (path ?? '').replace(`${dir}/`, '');
  return {
    calls: calls.map(
      ({ name, args, from }) => `${short(from.file)}:${from.line} ${name}(${args.map(luaText).join(', ')})`,
    ),
    raw: calls,
    troubles: troubles.map(
      ({ kind, text, from }) =>
        `${from ? `${short(from.file)}:${from.line} ` : ''}${kind}: ${text.replaceAll(`${dir}/`, '')}`,
    ),
    files: read.map(short),
    dir,
    outer,
  };
}
