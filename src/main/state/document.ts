import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../shared/contract';
import { parseJson } from '../../shared/json';
import { writeFileAtomic } from './atomic-file';
import type { Home } from './home';
import { acquireLock } from './lock';

/** One JSON file in the state folder that any process may read and change. */
export interface Document<T> {
  readonly path: string;
  /** The last complete value, or the initial one where there is none. */
  read(): Promise<T>;
  write(value: T): Promise<void>;
  /** Reads, changes and writes with no other process in between. Returns what was written. */
  update(change: (value: T) => T | Promise<T>): Promise<T>;
}

export interface DocumentOptions {
  /** Told when a damaged file was moved aside (`state-damaged`); where absent a line goes to standard error. */
  readonly onDamaged?: (warning: AppError) => void;
}

const LOCK_WAIT_MS = 15_000;

/** Calls of this process wait here in order, so that they do not race for the lock file. */
const queues = new Map<string, Promise<unknown>>();

/**
 * The document `name` (letters, digits, `-`, `/`), checked by `schema` whenever it is read or written. A file that
 * cannot be understood is moved aside, never deleted, and the initial value takes its place.
 */
export function document<T>(
  home: Home,
  name: string,
  schema: z.ZodType<T>,
  initial: T,
  options: DocumentOptions = {},
): Document<T> {
  const path = join(home.state, `${name}.json`);

  const alone = <R>(work: () => Promise<R>): Promise<R> => {
    const next = (queues.get(path) ?? Promise.resolve()).then(async () => {
      const lock = await acquireLock(home, `document:${path}`, {
        purpose: `writing ${name}`,
        waitMs: LOCK_WAIT_MS,
      });
      try {
        return await work();
      } finally {
        await lock.release();
      }
    });
    queues.set(
      path,
      next.catch(() => undefined),
    );
    return next;
  };

  const load = async (): Promise<{ value: T } | 'absent' | 'damaged'> => {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
      throw error;
    }
    const parsed = schema.safeParse(parseJson(text));
    return parsed.success ? { value: parsed.data } : 'damaged';
  };

  /** Only with the lock: another process may just have written a sound file. */
  const loadAndMend = async (): Promise<T> => {
    const found = await load();
    if (found === 'absent') return initial;
    if (found !== 'damaged') return found.value;
    const aside = `${path}.damaged-${new Date().toISOString().replaceAll(':', '')}`;
    await rename(path, aside);
    const warning = new AppError(
      'state-damaged',
      `${path} could not be understood and was moved to ${aside}.`,
      {
        hint: 'Snowfleet goes on with its defaults for it; mend and move it back if you need what it held.',
        detail: { file: path, aside },
      },
    );
    (options.onDamaged ?? ((w) => console.error(`snowfleet: ${w.message}`)))(warning);
    return initial;
  };

  const store = (value: T): Promise<void> =>
    writeFileAtomic(path, `${JSON.stringify(schema.parse(value), null, 2)}\n`, { mode: 0o600 });

  return {
    path,
    read: async () => {
      const found = await load();
      if (found === 'absent') return initial;
      return found === 'damaged' ? alone(loadAndMend) : found.value;
    },
    write: (value) => alone(() => store(value)),
    update: (change) =>
      alone(async () => {
        const next = await change(await loadAndMend());
        await store(next);
        return next;
      }),
  };
}
