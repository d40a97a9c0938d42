import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { commandFolders } from './system-packages.mjs';

/** The first program of these names on PATH (or in the system's sbin folders), as an absolute path, or null. */
export function findCommand(names, path = process.env.PATH) {
  for (const name of names) {
    for (const folder of commandFolders(path)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        continue;
      }
    }
  }
  return null;
}

/** Names under which distributions install a Chromium-based browser. */
export const BROWSER_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Switches that keep a headless Chromium from reaching out, and let root start it. */
export function browserArguments(uid = process.getuid?.()) {
  return [
    ...(uid === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
