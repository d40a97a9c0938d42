import type { Arrangement, Host, InventoryGroup } from '../../shared/contract';
import { textFilter } from '../../shared/selection';
import { factText } from '../app';
import { type HostRow, sortKey } from './host-row';

/** What somebody wants to see, and in which order. */
export interface Wish {
  /** As it was typed. */
  readonly filter: string;
  /** Only hosts somebody should look at. */
  readonly needsLook: boolean;
  readonly sort: Arrangement['sort'];
  readonly group: InventoryGroup;
}

/** Names in order, group by group. Grouped by tag a host stands in every group it has a tag of. */
export interface Order {
  readonly groups: readonly { readonly title: string; readonly hosts: readonly string[] }[];
}

/** A line of the list. `key` is its own even where a host stands in several groups. */
export type Item =
  | { readonly kind: 'group'; readonly key: string; readonly title: string; readonly count: number }
  | { readonly kind: 'host'; readonly key: string; readonly row: HostRow };

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareKeys(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * sign;
  return collator.compare(String(a), String(b)) * sign;
}

function sorted(rows: readonly HostRow[], sort: Wish['sort']): readonly HostRow[] {
  if (sort === null) return rows;
  const keyed = rows.map((row) => ({ row, key: sortKey(row, sort.column) }));
  const sign = sort.descending ? -1 : 1;
  return keyed
    .toSorted((a, b) => compareKeys(a.key, b.key, sign) || collator.compare(a.row.host.name, b.row.host.name))
    .map(({ row }) => row);
}

const KIND_TITLES: Record<Host['kind'], string> = {
  machine: 'Without a role',
  vm: 'Virtual machines',
  installer: 'Installer images',
  unknown: 'Without a role',
};

function plural(word: string): string {
  const named = word.charAt(0).toUpperCase() + word.slice(1);
  return /(s|x|ch|sh)$/.test(word) ? `${named}es` : `${named}s`;
}

/** Titles of the groups a row stands in; those of `last` come after all others. */
function groupsOf(
  row: HostRow,
  group: Exclude<InventoryGroup, 'none'>,
): { titles: readonly string[]; last?: true } {
  switch (group) {
    case 'role':
      return row.role === null
        ? { titles: [KIND_TITLES[row.host.kind]], last: true }
        : { titles: [plural(row.role)] };
    case 'hardware':
    case 'desktop': {
      const text = factText(row.host.facts[group]);
      return text === null ? { titles: [`No ${group} said`], last: true } : { titles: [text] };
    }
    case 'tag':
      return row.tags.length === 0
        ? { titles: ['Without a tag'], last: true }
        : { titles: row.tags.map((tag) => `@${tag}`) };
    case 'state':
      return { titles: [row.state.words] };
  }
}

function grouped(rows: readonly HostRow[], group: InventoryGroup): Order['groups'] {
  if (group === 'none') return [{ title: '', hosts: rows.map(({ host }) => host.name) }];
  const groups = new Map<string, { title: string; last: boolean; hosts: string[] }>();
  for (const row of rows) {
    const { titles, last = false } = groupsOf(row, group);
    for (const title of titles) {
      const found = groups.get(title) ?? { title, last, hosts: [] };
      found.hosts.push(row.host.name);
      groups.set(title, found);
    }
  }
  return [...groups.values()].toSorted(
    (a, b) =>
      Number(a.last) - Number(b.last) ||
      b.hosts.length - a.hosts.length ||
      collator.compare(a.title, b.title),
  );
}

/** Filters, sorts and groups. `problem` says what of the text could not be read. */
export function arrange(rows: readonly HostRow[], wish: Wish): { order: Order; problem: string | null } {
  const known = {
    names: new Set(rows.map(({ host }) => host.name)),
    tags: new Set(rows.flatMap(({ tags }) => tags)),
  };
  const { matches, problem } = textFilter(wish.filter, known);
  const answering = rows.filter(
    (row) =>
      (!wish.needsLook || row.state.needsLook) &&
      matches({ name: row.host.name, tags: row.tags, text: row.text }),
  );
  return { order: { groups: grouped(sorted(answering, wish.sort), wish.group) }, problem };
}

/** The lines of an order: a title before each group that has one, then its hosts. Hosts that are gone are left out. */
export function itemsOf(order: Order, rows: ReadonlyMap<string, HostRow>): readonly Item[] {
  return order.groups.flatMap(({ title, hosts }): Item[] => {
    const lines = hosts.flatMap((name): Item[] => {
      const row = rows.get(name);
      return row ? [{ kind: 'host', key: title === '' ? name : `${name}\n${title}`, row }] : [];
    });
    if (title === '' || lines.length === 0) return lines;
    return [{ kind: 'group', key: `\n${title}`, title, count: lines.length }, ...lines];
  });
}

export function sameOrder(a: Order, b: Order): boolean {
  return (
    a.groups.length === b.groups.length &&
    a.groups.every((group, at) => {
      const other = b.groups[at];
      return (
        other !== undefined &&
        group.title === other.title &&
        group.hosts.length === other.hosts.length &&
        group.hosts.every((name, index) => name === other.hosts[index])
      );
    })
  );
}

/** The few tags worth a chip: those that split the fleet, most hosts first. */
export function chipTags(
  rows: readonly HostRow[],
  limit: number,
): readonly { readonly tag: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { tags } of rows) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .filter(({ count }) => count < rows.length)
    .toSorted((a, b) => b.count - a.count || collator.compare(a.tag, b.tag))
    .slice(0, limit);
}
