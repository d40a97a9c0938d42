import { isAbsolute, join, resolve } from 'node:path';
import { homedir } from 'node:os';

/** Where Snowfleet keeps what it remembers; absolute folders, which need not exist yet. */
export interface Home {
  /** Journals, locks, documents: losing it loses history. */
  readonly state: string;
  /** Practice fleets and stores. */
  readonly data: string;
  /** May be deleted at any time. */
  readonly cache: string;
  /** Sockets; empty after a reboot at most. */
  readonly runtime: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * `$SNOWFLEET_HOME/{state,data,cache,run}`, else the XDG base directories (relative values in them are ignored,
 * as that specification asks). Without XDG_RUNTIME_DIR sockets lie below the state folder, never in a place
 * others may write to.
 */
export function resolveHome(env: Env): Home {
  const own = env['SNOWFLEET_HOME'];
  if (own !== undefined && own !== '') {
    const root = resolve(own);
    return {
      state: join(root, 'state'),
      data: join(root, 'data'),
      cache: join(root, 'cache'),
      runtime: join(root, 'run'),
    };
  }
  const user = absolute(env['HOME']) ?? homedir();
  const state = join(absolute(env['XDG_STATE_HOME']) ?? join(user, '.local', 'state'), 'snowfleet');
  const runtime = absolute(env['XDG_RUNTIME_DIR']);
  return {
    state,
    data: join(absolute(env['XDG_DATA_HOME']) ?? join(user, '.local', 'share'), 'snowfleet'),
    cache: join(absolute(env['XDG_CACHE_HOME']) ?? join(user, '.cache'), 'snowfleet'),
    runtime: runtime === undefined ? join(state, 'run') : join(runtime, 'snowfleet'),
  };
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
