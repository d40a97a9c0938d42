import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../shared/contract';
import { asDiskFull } from './atomic-file';
import type { Home } from './home';
import { isOwnerAlive, ownerSchema, thisOwner } from './owner';

const holderSchema = ownerSchema.extend({
  name: z.string(),
  /** What the holder does, in words. */
  purpose: z.string(),
  /** The job on whose behalf it is held. */
  job: z.string().optional(),
  since: z.string(),
  token: z.string(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export interface Lock {
  readonly name: string;
  release(): Promise<void>;
}

export interface LockOptions {
  /** Told to whoever finds the lock taken. */
  readonly purpose?: string;
  readonly job?: string;
  /** Milliseconds to wait for the present holder; 0 where absent. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Takes the lock `name` for this process: a file under `state/locks`. A lock whose owner died is taken over;
 * exactly one of any number of racing processes gets it. A second call in the same process finds it taken.
 * Throws `busy` with `detail.holder` and `detail.lock`, `disk-full`, or `cancelled`.
 */
export async function acquireLock(home: Home, name: string, options: LockOptions = {}): Promise<Lock> {
  const folder = join(home.state, 'locks');
  const path = join(folder, fileName(name));
  const until = Date.now() + (options.waitMs ?? 0);
  const mine: LockHolder = {
    ...thisOwner(),
    name,
    purpose: options.purpose ?? '',
    ...(options.job === undefined ? {} : { job: options.job }),
    since: new Date().toISOString(),
    token: randomBytes(8).toString('hex'),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    if (options.signal?.aborted)
      throw new AppError('cancelled', `Waiting for the lock ${name} was cancelled.`);
    const holder = await claim(path, mine);
    if (holder === null) return { name, release: once(() => rm(path, { force: true })) };
    if (Date.now() >= until) throw busy(name, holder);
    await sleep(5 + Math.random() * 20);
  }
}

/**
 * One attempt. Null when `path` is now ours, else its living holder. `link` creates a complete file or fails,
 * so a lock is never seen half written. A dead owner's file is replaced only under a permit, itself such a
 * lock, and only if it is still the very file found dead: two processes cannot both replace it.
 */
async function claim(path: string, mine: LockHolder): Promise<LockHolder | null> {
  const own = `${path}.${mine.pid}-${randomBytes(6).toString('hex')}.claim`;
  try {
    await writeFile(own, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    for (;;) {
      if (await tryLink(own, path)) return null;
      const found = await inspect(path);
      if (found === null) continue;
      if (found.alive !== null) return found.alive;
      const permit = `${path}.takeover`;
      const rival = await claim(permit, mine);
      if (rival !== null) return rival;
      try {
        const again = await inspect(path);
        if (again === null || again.alive !== null || again.raw !== found.raw) continue;
        await rename(own, path);
        return null;
      } finally {
        await rm(permit, { force: true });
      }
    }
  } catch (error) {
    throw asDiskFull(error, path) ?? error;
  } finally {
    await rm(own, { force: true });
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What stands in a lock file; null when there is none. Content that a crash damaged has no living owner. */
async function inspect(path: string): Promise<{ raw: string; alive: LockHolder | null } | null> {
  let raw: string;
  try {
    raw = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = parseHolder(raw);
  return { raw, alive: parsed && isOwnerAlive(parsed) ? parsed : null };
}

function parseHolder(raw: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(raw));
  } catch {
    return null;
  }
}

function busy(name: string, holder: LockHolder): AppError {
  const what = holder.purpose === '' ? `process ${holder.pid}` : `${holder.purpose} (process ${holder.pid})`;
  return new AppError('busy', `${name} is in use by ${what}.`, {
    hint: 'Wait until that has ended, or cancel it.',
    detail: {
      lock: name,
      holder: { pid: holder.pid, purpose: holder.purpose, since: holder.since, job: holder.job ?? null },
    },
  });
}

/** A readable file name that differs for any two lock names. */
function fileName(name: string): string {
  const readable = name.replaceAll(/[^A-Za-z0-9-]+/g, '_').slice(0, 60);
  return `${readable}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}.lock`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
