import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ends one process group in two stages. */
export interface Stopper {
  /** SIGTERM now, SIGKILL when the grace is over. */
  ask(): void;
  /** SIGKILL now. */
  kill(): void;
  /** Resolves when no process of the group runs any more. */
  gone(): Promise<void>;
  dispose(): void;
}

const POLL_MS = 20;

/** A stopper for the group led by `group`, which must have been started by this process. */
export function createStopper(group: number, graceMs: number): Stopper {
  let timer: NodeJS.Timeout | undefined;
  let asked = false;
  let killed = false;

  const kill = (): void => {
    clearTimeout(timer);
    killed = true;
    send(group, 'SIGKILL');
  };

  return {
    ask: () => {
      if (asked) return;
      asked = true;
      send(group, 'SIGTERM');
      if (!killed) timer = setTimeout(kill, graceMs);
    },
    kill,
    gone: async () => {
      while (send(group, 0) && hasLivingMember(group)) await sleep(POLL_MS);
    },
    dispose: () => clearTimeout(timer),
  };
}

function send(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** A group of zombies still takes signals, and where nobody reaps them it would never seem to end. */
function hasLivingMember(group: number): boolean {
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // After the name in brackets: state, parent, process group (proc(5)).
      const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(pgrp) === group && state !== 'Z' && state !== 'X') return true;
    } catch {
      continue;
    }
  }
  return false;
}
