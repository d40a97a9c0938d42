import { useQuery } from '@tanstack/react-query';
import type { BuildPlace } from '../../../shared/contract';
import { api, client, invalidate, notifyFailure, tell } from '../../app';

export const useBuilders = () => useQuery(api.builders.list.queryOptions({ staleTime: 0 }));

/** Hosts that are not built here. */
export const useBuildPlaces = () => useQuery(api.builders.places.queryOptions());

/** `fleet`: also what the hosts' own configurations name, which has to be evaluated. */
export const useCaches = (fleet: boolean) =>
  useQuery(api.builders.caches.queryOptions({ input: { fleet }, staleTime: 60_000 }));

export async function setPlace(hosts: readonly string[], place: BuildPlace): Promise<void> {
  try {
    await client.builders.setPlace({ hosts: [...hosts], place });
    tell(
      `${hosts.join(', ')}: built ${place === 'here' ? 'here' : place === 'target' ? 'on itself' : 'on the builders'}`,
    );
  } catch (error) {
    notifyFailure('Where to build')(error);
  }
  invalidate('builders');
}
