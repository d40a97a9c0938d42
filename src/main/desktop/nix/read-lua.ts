import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ConfigReader } from '../config/config-reader';
import type { ReadLua } from './read-desktop';

/** Runs composed Lua as a file of a folder of its own, so that it finds nothing beside it. */
export function luaReader(reader: ConfigReader): ReadLua {
  return async (text, version) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'snowfleet-lua-'));
    try {
      const file = path.join(dir, 'hyprland.lua');
      await writeFile(file, text);
      return (await reader.read({ file, version, environment: { HOME: '/home' } })).model;
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  };
}
