import type { Board } from '../../shared/contract';
import { namesIn } from './reading/host-facts';
import type { FleetReading } from './reading/read-fleet';

/** What the feature board draws, and what verdicts are computed from. */
export function boardOf(reading: FleetReading): Board {
  return {
    featureRoots: [...reading.featureRoots],
    features: [...reading.catalogue],
    readMs: reading.readMs,
    hosts: reading.hosts
      .filter((host) => host.inFlake)
      .map((host) => {
        const role = host.facts['role']?.value;
        const hardware = namesIn(host.facts['hardware']?.value);
        return {
          host: host.name,
          role: typeof role === 'string' ? role : null,
          hardware: hardware === null ? null : [...hardware],
          states: [...host.standings],
        };
      }),
  };
}
