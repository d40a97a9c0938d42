import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * A process that can be told from any later one with the same pid: start time is field 22 of /proc/PID/stat
 * (clock ticks since boot, proc(5)), boot is /proc/sys/kernel/random/boot_id.
 */
export const ownerSchema = z.object({
  pid: z.number().int().positive(),
  start: z.string(),
  boot: z.string(),
});
export type Owner = z.infer<typeof ownerSchema>;

let self: Owner | undefined;
let boot: string | undefined;

/** The identity of this process. */
export function thisOwner(): Owner {
  self ??= { pid: process.pid, start: processStart(process.pid) ?? 'unknown', boot: bootId() };
  return self;
}

/** Whether that very process still runs; a zombie does not. */
export function isOwnerAlive(owner: Owner): boolean {
  return owner.boot === bootId() && processStart(owner.pid) === owner.start;
}

function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

function processStart(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The second field is the program's name in brackets and may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  if (state === 'Z' || state === 'X') return null;
  return fields[19] ?? null;
}
