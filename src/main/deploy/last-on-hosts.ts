import type { HostOutcome, Run } from '../../shared/contract';

const STAYS: readonly (HostOutcome | null)[] = ['switched', 'units-failed', 'unchanged'];

/**
 * The system that the last run of this fleet left on each host, and when. `runs` are newest first. Modes that a reboot
 * takes back, or that only look, leave nothing.
 */
export function lastOnHosts(runs: readonly Run[], fleet: string): Map<string, { to: string; at: string }> {
  const found = new Map<string, { to: string; at: string }>();
  for (const { fleet: of, mode, started, ended, hosts } of runs) {
    if (of !== fleet || (mode !== 'switch' && mode !== 'boot')) continue;
    for (const { host, outcome, to } of hosts) {
      if (to !== null && STAYS.includes(outcome) && !found.has(host))
        found.set(host, { to, at: ended ?? started });
    }
  }
  return found;
}
