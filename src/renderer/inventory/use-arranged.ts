import { useMemo, useState } from 'react';
import { arrange, type Item, itemsOf, type Order, sameOrder, type Wish } from './arrange';
import type { HostRow } from './host-row';

export interface Arranged {
  readonly items: readonly Item[];
  /** What of the filter could not be read, in a sentence. */
  readonly problem: string | null;
  /** Facts have come since that would change the order. */
  readonly isStale: boolean;
  /** Takes these facts into account. */
  again(): void;
}

interface Kept {
  readonly wish: Wish;
  /** The hosts there were, in the fleet's order. */
  readonly hosts: string;
  readonly order: Order;
}

const isEmpty = ({ groups }: Order): boolean => groups.every(({ hosts }) => hosts.length === 0);

/**
 * Filters, sorts and groups rows. Live facts change what rows say but not where they stand: the order is made anew
 * only when somebody wishes another (`wish`, by identity), hosts come or go, or nothing was shown at all.
 */
export function useArranged(rows: readonly HostRow[], wish: Wish): Arranged {
  const fresh = useMemo(() => arrange(rows, wish), [rows, wish]);
  const hosts = useMemo(() => rows.map(({ host }) => host.name).join('\n'), [rows]);
  const now: Kept = { wish, hosts, order: fresh.order };
  const [kept, setKept] = useState(now);
  const isOver = kept.wish !== wish || kept.hosts !== hosts || isEmpty(kept.order);
  const order = isOver ? fresh.order : kept.order;
  if (isOver && kept.order !== fresh.order) setKept(now);
  const byName = useMemo(() => new Map(rows.map((row) => [row.host.name, row])), [rows]);
  const items = useMemo(() => itemsOf(order, byName), [order, byName]);
  const isStale = useMemo(() => !sameOrder(order, fresh.order), [order, fresh.order]);
  return { items, problem: fresh.problem, isStale, again: () => setKept(now) };
}
