import { readdirSync, readFileSync } from 'node:fs';

/** What a process has cost so far. */
export interface Cost {
  readonly memoryMB: number;
  readonly cpuMs: number;
}

/** The process that runs `file` and what it has cost; null where there is none. */
export function costOf(file: string): Cost | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(file)) continue;
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // After the name in brackets: fields 14 and 15 are ticks in user and kernel mode (proc(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (peak === undefined) continue;
      return { memoryMB: Number(peak) / 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 };
    } catch {
      // It has just ended.
      continue;
    }
  }
  return null;
}
