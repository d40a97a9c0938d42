import type { Host } from '../../shared/contract';

/** A tag and the hosts that have it, in the inventory's order. */
export interface Tag {
  readonly name: string;
  readonly hosts: readonly string[];
}

/** The tags of a fleet's hosts, those of most hosts first, then by name. */
export function tagsOf(hosts: readonly Host[]): readonly Tag[] {
  const tags = new Map<string, string[]>();
  for (const host of hosts) {
    const told = host.facts['tags']?.value;
    if (!host.inFlake || !Array.isArray(told)) continue;
    for (const tag of new Set(told)) {
      if (typeof tag !== 'string') continue;
      const known = tags.get(tag);
      if (known) known.push(host.name);
      else tags.set(tag, [host.name]);
    }
  }
  return [...tags]
    .map(([name, having]) => ({ name, hosts: having }))
    .toSorted((a, b) => b.hosts.length - a.hosts.length || a.name.localeCompare(b.name));
}
