import { freemem } from 'node:os';
import { readFileSync } from 'node:fs';

/** Left to the rest of the machine. */
const RESERVE_BYTES = 1024 ** 3;
/**
 * What one more host takes in a process that evaluates several: a NixOS host by itself takes about 1 GB, of which
 * nixpkgs is shared (NixOS/nix#8621; colmena reckons with half of it and runs out of memory).
 */
const HOST_BYTES = 700 * 1024 ** 2;

/** Hosts that so many bytes of memory allow to be evaluated in one process. */
export function hostsAtOnce(available: number): number {
  return Math.max(1, Math.floor((available - RESERVE_BYTES) / HOST_BYTES));
}

/** Memory that programs can have without swapping. `freemem` counts what caches hold as taken. */
export function availableBytes(): number {
  try {
    const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
  } catch {
    return freemem();
  }
}

/**
 * Evaluates items in as few calls as can be: groups of at most `size`, and where one fails as a whole its halves, so
 * that a few bad items cost a few calls more and not one for each of the others. `alone` gets items that are by
 * themselves, and those their group has no result for.
 */
export async function inGroups<T>(
  items: readonly string[],
  size: number,
  evaluate: (group: readonly string[]) => Promise<ReadonlyMap<string, T> | null>,
  alone: (item: string) => Promise<T>,
): Promise<Map<string, T>> {
  const results = new Map<string, T>();
  const groups: (readonly string[])[] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    const [first] = group;
    const found = group.length > 1 ? await evaluate(group) : null;
    if (found === null && group.length > 1) {
      const middle = Math.ceil(group.length / 2);
      groups.unshift(group.slice(0, middle), group.slice(middle));
      continue;
    }
    for (const item of group) {
      const one = found?.get(item);
      if (one !== undefined) results.set(item, one);
    }
    const missing =
      found === null && first !== undefined ? [first] : group.filter((item) => !results.has(item));
    for (const item of missing) results.set(item, await alone(item));
  }
  return results;
}
