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

/** An order, and what it was made for. */
export interface Kept {
  readonly wish: Wish;
  /** The hosts there were, in the fleet's order. */
  readonly hosts: string;
  readonly order: Order;
}

const isEmpty = ({ groups }: Order): boolean => groups.every(({ hosts }) => hosts.length === 0);

/**
 * Whether an order that is kept has to give way to the one that facts would make now: when another was wished, hosts
 * came or went, or nothing was shown at all. Facts alone move nothing.
 */
export function isOver(kept: Kept, now: Kept): boolean {
  return kept.wish !== now.wish || kept.hosts !== now.hosts || isEmpty(kept.order);
}

/**
 * Filters, sorts and groups rows. Live facts change what rows say but not where they stand, see {@link isOver};
 * `wish` is told apart by identity.
 */
export function useArranged(rows: readonly HostRow[], wish: Wish): Arranged {
  const fresh = useMemo(() => arrange(rows, wish), [rows, wish]);
  const hosts = useMemo(() => rows.map(({ host }) => host.name).join('\n'), [rows]);
  const now: Kept = { wish, hosts, order: fresh.order };
  const [kept, setKept] = useState(now);
  const isRenewed = isOver(kept, now);
  const order = isRenewed ? fresh.order : kept.order;
  if (isRenewed && kept.order !== fresh.order) setKept(now);
  const byName = useMemo(() => new Map(rows.map((row) => [row.host.name, row])), [rows]);
  const items = useMemo(() => itemsOf(order, byName), [order, byName]);
  const isStale = useMemo(() => !sameOrder(order, fresh.order), [order, fresh.order]);
  return { items, problem: fresh.problem, isStale, again: () => setKept(now) };
}
