import { notifyManager, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Topic } from '../../shared/contract';
import { client, useConnection } from './client';
import { tell } from './announce';
import { keptWhole, mergeBoard, mergeInventory } from './kept-whole';

// By default told in a task of its own: a checkbox that shows what a query holds would jump back for that long.
notifyManager.setScheduler(queueMicrotask);

/** Query options for every procedure of the contract. */
export const api = createTanstackQueryUtils(client);

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Infinity, refetchOnWindowFocus: false, structuralSharing: true },
    mutations: { retry: false },
  },
});

function keysOf(topic: Topic): readonly (readonly unknown[])[] {
  switch (topic) {
    case 'fleet':
      return [api.fleet.current.key(), api.fleet.recent.key(), api.app.status.key(), api.desktop.key()];
    case 'inventory':
      return [
        api.fleet.inventoryChange.key(),
        api.fleet.current.key(),
        api.fleet.loads.key(),
        api.secrets.key(),
        api.desktop.key(),
      ];
    case 'features':
      return [api.features.key()];
    case 'draft':
      return [api.draft.key(), api.fleet.current.key(), api.secrets.key(), api.desktop.key()];
    case 'jobs':
      return [api.jobs.list.key()];
    case 'runs':
      // What hosts themselves are asked for is not asked again with each step of a run.
      return [api.deploys.runs.key(), api.deploys.run.key()];
    case 'practice':
      return [api.practice.key(), api.fleet.reach.key()];
    case 'terminals':
      return [api.terminals.key()];
    case 'credentials':
      return [api.credentials.key(), api.identities.key()];
    case 'builders':
      return [api.builders.key()];
    case 'images':
      return [api.images.list.key(), api.images.history.key()];
  }
}

/** Asks again for everything on screen that belongs to the topic. */
export function invalidate(topic: Topic): void {
  for (const queryKey of keysOf(topic)) void queries.invalidateQueries({ queryKey });
}

/**
 * Follows the core's feed of changes over every connection. The first event of a topic only tells where it
 * stands; it asks again when that is news, which it always is after a lost connection.
 */
export function followChanges(): void {
  const seen = new Map<Topic, number>();
  let abort = new AbortController();
  const follow = async (epoch: number): Promise<void> => {
    abort.abort();
    const mine = new AbortController();
    abort = mine;
    if (epoch > 1) void queries.invalidateQueries();
    try {
      for await (const event of await client.app.changes(undefined, { signal: mine.signal })) {
        const before = seen.get(event.topic);
        seen.set(event.topic, event.revision);
        if (before !== undefined && before !== event.revision) invalidate(event.topic);
      }
    } catch {
      // A lost connection ends the feed; the next epoch begins a new one.
    }
  };
  let last = 0;
  useConnection.subscribe(({ epoch }) => {
    if (epoch === last) return;
    last = epoch;
    void follow(epoch);
  });
}

const wholeInventory = keptWhole(
  api.fleet.inventoryChange.queryKey({ input: {} }),
  (since, signal) => client.fleet.inventoryChange({ ...since }, { signal }),
  mergeInventory,
);
const wholeBoard = keptWhole(
  api.features.boardChange.queryKey({ input: {} }),
  (since, signal) => client.features.boardChange({ ...since }, { signal }),
  mergeBoard,
);

/** So many runs tell of each host what happened last. */
const RECENT_RUNS = 200;

export const useFleet = () => useQuery(api.fleet.current.queryOptions());
export const useInventory = (enabled = true) => useQuery({ ...wholeInventory, enabled });
export const useLoads = (enabled: boolean) => useQuery(api.fleet.loads.queryOptions({ enabled }));
export const useReach = (host: string) =>
  useQuery(api.fleet.reach.queryOptions({ input: { host }, staleTime: 0 }));
export const useHostKeys = (host: string) =>
  useQuery(api.knownHosts.list.queryOptions({ input: { host }, staleTime: 0 }));
export const useBoard = (enabled = true) => useQuery({ ...wholeBoard, enabled });
export const useDraft = (enabled = true) => useQuery(api.draft.get.queryOptions({ enabled }));
export const useStatus = () => useQuery(api.app.status.queryOptions());
export const useJobs = () => useQuery(api.jobs.list.queryOptions());
/** The newest runs; the history asks for the others itself. */
export const useRuns = (enabled = true) =>
  useQuery(api.deploys.runs.queryOptions({ input: { limit: RECENT_RUNS }, enabled }));
export const usePractice = (enabled: boolean) => useQuery(api.practice.status.queryOptions({ enabled }));
export const useRecentFleets = (enabled: boolean) => useQuery(api.fleet.recent.queryOptions({ enabled }));

/** Asks hosts what they run; the inventory carries the answers afterwards. `unattended` where no person asked for it. */
export function useReadFacts(unattended = false) {
  return useMutation({
    mutationKey: ['read-facts'],
    mutationFn: (hosts: readonly string[] | undefined) =>
      client.fleet.readFacts({ unattended, ...(hosts ? { hosts: [...hosts] } : {}) }),
    onSuccess: (answer) => {
      invalidate('inventory');
      const silent = answer.hosts.filter((host) => !host.reachable).length;
      tell(
        silent === 0
          ? `Facts read from ${answer.hosts.length} hosts`
          : `Facts read; ${silent} of ${answer.hosts.length} hosts gave no answer`,
      );
    },
  });
}

/** What every change of the draft touches on screen. */
export function invalidateAfterGesture(): void {
  invalidate('draft');
  invalidate('features');
  invalidate('inventory');
}
