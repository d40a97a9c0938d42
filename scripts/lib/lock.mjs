import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

/**
 * A lock between processes: a folder that holds `owner.json` with the owner's pid and when that process
 * started. It is made complete under another name and renamed into place, so it never exists without its owner.
 * No dependencies: bootstrap uses it before node_modules exists.
 */

/** When a process started, in clock ticks since boot (Linux /proc/PID/stat field 22); null when it is gone or unknown. */
export function processStart(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name (field 2) may hold spaces and parentheses: count from the last closing one.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return null;
  }
}

/** Whether the process that wrote this owner record is still the one running under that pid. */
export function ownerAlive(owner) {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const start = processStart(owner.pid);
  return start === null || owner.start === null || start === owner.start;
}

function readOwner(lock) {
  try {
    return JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8'));
  } catch {
    return null;
  }
}

function tryTake(lock, token) {
  const made = `${lock}.${token}`;
  mkdirSync(made, { recursive: true });
  writeFileSync(
    join(made, 'owner.json'),
    JSON.stringify({ pid: process.pid, start: processStart(process.pid), token }),
  );
  try {
    renameSync(made, lock);
    return true;
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead owner's lock away. When another process was faster, its fresh lock is put back. */
function clearDead(lock, seen) {
  const aside = `${lock}.dead.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (moved !== null && moved.token !== seen.token) {
    try {
      renameSync(aside, lock);
      return;
    } catch {
      // A third process holds it by now: the moved owner only loses the exclusion, not its own files.
    }
  }
  rmSync(aside, { recursive: true, force: true });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits for the lock, runs `work` and lets the lock go.
 * `onWait(owner)` is called once when another live process holds it.
 * Throws an Error when it is still held after `timeoutMs`.
 */
export async function withLock(lock, work, options = {}) {
  const timeoutMs = options.timeoutMs || 180_000;
  const token = randomBytes(8).toString('hex');
  mkdirSync(dirname(lock), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  let told = false;
  while (!tryTake(lock, token)) {
    const owner = readOwner(lock);
    if (owner !== null && !ownerAlive(owner)) {
      clearDead(lock, owner);
      continue;
    }
    if (Date.now() > deadline) {
      const holder = owner === null ? 'another process' : `process ${owner.pid}`;
      throw new Error(
        `${holder} has held ${lock} for too long; remove that folder if nothing is building there`,
      );
    }
    if (!told && owner !== null && options.onWait) {
      told = true;
      options.onWait(owner);
    }
    await pause(100);
  }
  try {
    return await work();
  } finally {
    const owner = readOwner(lock);
    if (owner !== null && owner.token === token) rmSync(lock, { recursive: true, force: true });
  }
}
