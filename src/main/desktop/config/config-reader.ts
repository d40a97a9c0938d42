import { isAppError } from '../../../shared/contract';
import { desktopOfLua, type DesktopModel, type HyprlandVersion } from '../../../shared/desktop';
import {
  languageOf,
  NEWEST_LUA,
  readConfigInThisThread,
  type ConfigRequest,
  type ReadConfig,
} from './read-config';

/**
 * When a thread is ended whose program does not even look at its own limits: it is inside one function of the engine,
 * such as a search that grows without end. Milliseconds.
 */
const LONGEST = 4_000;

/** Reads configurations: hyprlang at once, programs of Lua on a thread that can be ended. */
export interface ConfigReader {
  /** Throws `unreadable-file`; see `readConfigInThisThread`. */
  read(request: ConfigRequest): Promise<ReadConfig>;
}

/**
 * Reads a configuration on a thread, always the same one, which ends where `signal` says so and then throws
 * `cancelled`.
 */
export type ReadOnThread = (
  request: ConfigRequest,
  how: { readonly signal?: AbortSignal; readonly owner: string },
) => Promise<ReadConfig>;

/** Whose thread it is; see the pool. */
const OWNER = 'lua';

/** Reads configurations: hyprlang here, Lua on a thread that is ended after `longest` milliseconds. */
export function createConfigReader(readOnThread: ReadOnThread, longest: number = LONGEST): ConfigReader {
  let ready: Promise<unknown> | null = null;
  /** A thread with Lua loaded: to start one takes longer than most programs, and is not their time. */
  const start = (): Promise<unknown> =>
    (ready ??= readOnThread({ file: 'empty.lua', text: '' }, { owner: OWNER }).catch((error: unknown) => {
      ready = null;
      throw error;
    }));
  return {
    async read(request) {
      if (languageOf(request.file) === 'hyprlang') return await readConfigInThisThread(request);
      await start();
      const end = AbortSignal.timeout(longest);
      try {
        return await readOnThread(request, { signal: end, owner: OWNER });
      } catch (error) {
        if (!end.aborted || !isAppError(error) || error.code !== 'cancelled') throw error;
        ready = null;
        return ended(request.file, request.version ?? NEWEST_LUA);
      }
    },
  };
}

function ended(file: string, version: HyprlandVersion): ReadConfig {
  const model: DesktopModel = desktopOfLua(
    {
      calls: [],
      troubles: [
        {
          kind: 'stopped',
          text: 'The configuration was stopped.',
          because: 'It ran for longer than a configuration may, in a single step; nothing of it is shown.',
          from: { file, line: 1 },
        },
      ],
    },
    version,
  );
  return { language: 'lua', model, files: [file], lines: 0 };
}
