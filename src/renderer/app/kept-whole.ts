import { type ListChange, withChange } from '../../shared/changes';
import type { Board, BoardChange, Inventory, InventoryChange } from '../../shared/contract';
import { unpackNames, unpackStates } from '../../shared/features';

/**
 * Options of a query for something of the core that is kept here as a whole, though only what changed of it comes.
 * What did not change stays the same object, so that it is not drawn again.
 */
export function keptWhole<
  Key extends readonly unknown[],
  Change extends { readonly revision: string },
  Whole,
>(
  queryKey: Key,
  ask: (since: { since?: string }, signal: AbortSignal) => Promise<Change>,
  merge: (before: Whole | undefined, change: Change) => Whole,
) {
  let kept: { readonly revision: string; readonly whole: Whole } | undefined;
  return {
    queryKey,
    // Looking for what is the same would take as long as to draw it.
    structuralSharing: false,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Whole> => {
      // An answer fits what was there when it was asked for, whatever came meanwhile.
      const before = kept;
      const change = await ask(before ? { since: before.revision } : {}, signal);
      const whole = merge(before?.whole, change);
      kept = { revision: change.revision, whole };
      return whole;
    },
  };
}

/** The list after a change: itself where nothing changed. */
function listAfter<T>(before: T[] = [], change: ListChange<T>, nameOf: (item: T) => string): T[] {
  const after = withChange(before, change, nameOf);
  return after === before ? before : [...after];
}

export function mergeInventory(before: Inventory | undefined, change: InventoryChange): Inventory {
  const { names } = change;
  const changed = change.hosts.changed.map((host) => ({
    ...host,
    features: unpackNames(host.features, names),
  }));
  return {
    fleet: change.fleet,
    hosts: listAfter(before?.hosts, { changed, order: change.hosts.order }, ({ name }) => name),
    findings: change.findings ?? before?.findings ?? [],
  };
}

export function mergeBoard(before: Board | undefined, change: BoardChange): Board {
  const { names } = change;
  const changed = change.hosts.changed.map(({ states, ...host }) => ({
    ...host,
    states: unpackStates(states, names),
  }));
  return {
    featureRoots: change.featureRoots,
    readMs: change.readMs,
    features: change.features ?? before?.features ?? [],
    hosts: listAfter(before?.hosts, { changed, order: change.hosts.order }, ({ host }) => host),
  };
}
