import type { Draft } from '../../../shared/contract';
import { shortPath } from '../../../shared/features';
import type { FleetReading, HostReading } from '../reading/read-fleet';

/** What a draft means, and of which sources that was told. */
export interface DraftMeaning {
  readonly hosts: Draft['meaning'];
  /** `sourceHash` of the fleet without the draft, and with it. */
  readonly hashBefore: string;
  readonly hashAfter: string;
}

/** What a draft changes for each host, as source tells it: features that go on or off, then other options. */
export function meaningOf(before: FleetReading, after: FleetReading): Draft['meaning'] {
  const known = new Map(before.hosts.map((host) => [host.name, host]));
  return after.hosts.flatMap((host) => {
    const old = known.get(host.name);
    // Hosts that a draft does not touch are the same objects in both readings.
    if (old === host) return [];
    const changes = [...features(old, host), ...options(old, host)].map((change) => ({
      ...change,
      path: shortPath(change.path, after.featureRoots),
    }));
    return changes.length === 0 ? [] : [{ host: host.name, changes }];
  });
}

type Changes = Draft['meaning'][number]['changes'];

function features(before: HostReading | undefined, after: HostReading): Changes {
  const paths = new Set([...(before?.standings ?? []), ...after.standings].map((state) => state.path));
  return [...paths]
    .map((path) => ({ path, from: words(before, path), to: words(after, path) }))
    .filter(({ from, to }) => from !== to);
}

function options(before: HostReading | undefined, after: HostReading): Changes {
  const old = winners(before);
  const now = winners(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, from: old.get(path) ?? null, to: now.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}

function words(host: HostReading | undefined, path: string): string {
  const state = host?.standings.find((candidate) => candidate.path === path);
  if (state?.state === 'computed') return 'computed';
  return state?.on === true ? 'on' : 'off';
}

function winners(host: HostReading | undefined): ReadonlyMap<string, string> {
  return new Map(
    (host?.assignments ?? [])
      .filter((one) => one.wins && !one.path.endsWith('.enable'))
      .map((one) => [one.path, one.text]),
  );
}
