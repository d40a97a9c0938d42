import type { CatalogueFeature } from '../../shared/contract';
import type { FleetReading } from './reading/read-fleet';

/** The catalogue with the hosts that have each feature on. */
export function catalogueOf({ catalogue, hosts }: FleetReading): CatalogueFeature[] {
  const on = new Map<string, string[]>(catalogue.map((feature) => [feature.path, []]));
  for (const host of hosts) {
    for (const state of host.standings) if (state.on) on.get(state.path)?.push(host.name);
  }
  return catalogue.map((feature) => ({ ...feature, hosts: on.get(feature.path) ?? [] }));
}
