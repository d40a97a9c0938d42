import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join, sep } from 'node:path';

/** An editor writes a file in several steps, and git many files at once. */
const QUIET_MS = 150;
/** Folders of other tools, big and of no meaning to a fleet. */
const IGNORED = new Set(['node_modules', 'result']);

export interface FleetWatch {
  close(): void;
}

/**
 * Calls `onChange` after Nix files of a fleet, or git's own notes of head and index, were changed by anybody: an
 * editor, git, another Snowfleet. `gitDir` is where git keeps them: for a linked worktree, a submodule or a fleet below
 * the root that is not `.git` in the fleet. Where the system has no more watches to give, changes are simply not told.
 */
export function watchFleet(
  dir: string,
  onChange: () => void,
  gitDir: string = join(dir, '.git'),
): FleetWatch {
  const reflogs = join(gitDir, 'logs');
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const tell = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
    timer.unref();
  };
  const forget = (folder: string): void => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  const add = (folder: string, matters: (name: string) => boolean): void => {
    if (isClosed || watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || matters(name)) tell();
        if (folder !== gitDir && folder !== reflogs) addFolders(folder);
      });
      watcher.on('error', () => forget(folder));
      watchers.set(folder, watcher);
    } catch {
      // Gone already, or no watches left: see above.
    }
  };
  const addFolders = (folder: string): void => {
    add(folder, (name) => name.endsWith('.nix') || name === 'flake.lock');
    for (const name of foldersIn(folder))
      if (!watchers.has(join(folder, name))) addFolders(join(folder, name));
  };

  addFolders(dir);
  add(gitDir, (name) => name === 'HEAD' || name === 'index' || name === 'refs');
  // A commit or reset that leaves the index as it is moves a branch, and HEAD's own log tells.
  add(reflogs, (name) => name === 'HEAD');
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      forget(dir);
      forget(gitDir);
    },
  };
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !IGNORED.has(entry.name))
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
