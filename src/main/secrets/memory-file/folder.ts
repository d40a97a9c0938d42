import { mkdtemp, readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/contract';

/** File systems that have no disk, by the number statfs(2) gives them. */
const MEMORY: ReadonlySet<number> = new Set([0x01021994 /* tmpfs */, 0x858458f6 /* ramfs */]);
const PREFIX = 'snowfleet-edit-';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * A new folder for one edit, mode 700, in memory alone: in `$XDG_RUNTIME_DIR`, else in `/dev/shm`. What an edit of a
 * process that is gone left there is removed first. Throws `not-in-memory` where neither is in memory and ours.
 */
export async function memoryFolder(env: Env, shared = '/dev/shm'): Promise<string> {
  const runtime = env['XDG_RUNTIME_DIR'];
  for (const folder of [runtime, shared]) {
    if (folder === undefined || !path.isAbsolute(folder) || !(await isInMemory(folder))) continue;
    await removeLeftovers(folder);
    try {
      return await mkdtemp(path.join(folder, `${PREFIX}${process.pid}-`));
    } catch {
      continue;
    }
  }
  throw new AppError('not-in-memory', 'There is no folder here that lies in memory alone.', {
    hint: 'An editor would write the secret to the disk. Give the content on standard input instead: snowfleet secrets edit FILE < CONTENT.',
  });
}

async function isInMemory(folder: string): Promise<boolean> {
  try {
    return MEMORY.has((await statfs(folder)).type);
  } catch {
    return false;
  }
}

/** Whether what is in memory may be written to a disk when memory is short. */
export async function hasSwap(list = '/proc/swaps'): Promise<boolean> {
  const lines = (await readFile(list, 'utf8').catch(() => '')).trim().split('\n').slice(1);
  // zram is memory too.
  return lines.some((line) => !line.startsWith('/dev/zram'));
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || (await exists(`/proc/${pid}`))) continue;
    const place = path.join(folder, name);
    const own = await stat(place).then(
      ({ uid }) => uid === process.getuid?.(),
      () => false,
    );
    if (own) await rm(place, { recursive: true, force: true });
  }
}

const exists = (place: string): Promise<boolean> =>
  stat(place).then(
    () => true,
    () => false,
  );
