import { desktopOfLua, type DesktopModel, type HyprlandVersion } from '../../../shared/desktop';
import { isAppError } from '../../../shared/contract';
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
const LONGEST = 2_000;

/** Reads configurations: hyprlang at once, programs of Lua on a thread that can be ended. */
export interface ConfigReader {
  /** Throws `unreadable-file`; see `readConfigInThisThread`. */
  read(request: ConfigRequest): Promise<ReadConfig>;
}

/** Reads a configuration on a thread, which ends where `signal` says so and then throws `cancelled`. */
export type ReadOnThread = (
  request: ConfigRequest,
  how: { readonly signal: AbortSignal },
) => Promise<ReadConfig>;

export function createConfigReader(readOnThread: ReadOnThread, longest: number = LONGEST): ConfigReader {
  return {
    async read(request) {
      if (languageOf(request.file) === 'hyprlang') return await readConfigInThisThread(request);
      const end = AbortSignal.timeout(longest);
      try {
        return await readOnThread(request, { signal: end });
      } catch (error) {
        if (!end.aborted || !isAppError(error) || error.code !== 'cancelled') throw error;
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
