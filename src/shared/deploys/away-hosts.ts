import type { Run } from '../contract';

/** Hosts that were away when a run came to them. */
export interface AwayHosts {
  readonly run: Run;
  readonly hosts: readonly string[];
}

/**
 * Hosts of a fleet that were away in the last run that meant to change them, by run. `runs` newest first, as is the
 * answer.
 */
export function awayHosts(runs: readonly Run[], fleet: string): AwayHosts[] {
  const known = new Set<string>();
  return runs.flatMap((run) => {
    if (run.fleet !== fleet || run.mode === 'dry-activate' || run.mode === 'build') return [];
    const fresh = run.hosts.filter(({ host }) => !known.has(host));
    for (const { host } of fresh) known.add(host);
    const hosts = fresh.filter(({ away }) => away === true).map(({ host }) => host);
    return hosts.length === 0 ? [] : [{ run, hosts }];
  });
}
