import type { Host } from '../../shared/contract';
import { factText, hostState } from '../app';

export type HostFilter =
  { readonly kind: 'all' } | { readonly kind: 'look' } | { readonly kind: 'tag'; readonly tag: string };

export interface HostGroup {
  readonly role: string | null;
  readonly title: string;
  readonly hosts: readonly Host[];
}

const KIND_TITLES: Record<Host['kind'], string> = {
  machine: 'Without a role',
  vm: 'Virtual machines',
  installer: 'Installer images',
  unknown: 'Without a role',
};

/** A host's role as its source says it, or null. */
export function roleOf(host: Host): string | null {
  return factText(host.facts['role']);
}

/** Its role and tags: what `@tag` chips and filters go by. */
export function tagsOf(host: Host): readonly string[] {
  const tags = host.facts['tags']?.value;
  const named = Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
  const role = roleOf(host);
  return [...new Set(role === null ? named : [role, ...named])];
}

function plural(word: string): string {
  const named = word.charAt(0).toUpperCase() + word.slice(1);
  return /(s|x|ch|sh)$/.test(word) ? `${named}es` : `${named}s`;
}

/** Hosts by role, the largest group first, then by name; hosts without a role come last. Order inside is the fleet's. */
export function groupByRole(hosts: readonly Host[]): HostGroup[] {
  const groups = new Map<string, { role: string | null; title: string; hosts: Host[] }>();
  for (const host of hosts) {
    const role = roleOf(host);
    const title = role === null ? KIND_TITLES[host.kind] : plural(role);
    const group = groups.get(title) ?? { role, title, hosts: [] };
    group.hosts.push(host);
    groups.set(title, group);
  }
  return [...groups.values()].toSorted(
    (a, b) =>
      Number(a.role === null) - Number(b.role === null) ||
      b.hosts.length - a.hosts.length ||
      a.title.localeCompare(b.title),
  );
}

/** Hosts that answer the chip and every word typed; a word may be part of a name, a role, a tag or what is on screen. */
export function filterHosts(hosts: readonly Host[], filter: HostFilter, query: string): Host[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return hosts.filter((host) => {
    if (filter.kind === 'look' && !hostState(host).needsLook) return false;
    if (filter.kind === 'tag' && !tagsOf(host).includes(filter.tag)) return false;
    const text = [
      host.name,
      ...tagsOf(host).map((tag) => `@${tag}`),
      ...['hardware', 'desktop', 'description', 'address'].map((name) => factText(host.facts[name]) ?? ''),
      hostState(host).words,
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The few tags worth a chip: those that split the fleet, most hosts first. */
export function chipTags(hosts: readonly Host[], limit = 4): { tag: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const host of hosts) for (const tag of tagsOf(host)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .filter(({ count }) => count < hosts.length)
    .toSorted((a, b) => b.count - a.count || a.tag.localeCompare(b.tag))
    .slice(0, limit);
}
