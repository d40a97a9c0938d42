import type { Cache } from '../../../shared/contract';

/** The settings of one machine, in the order Nix has them. */
export interface CacheSettings {
  readonly substituters: readonly string[];
  readonly keys: readonly string[];
}

/** What the list says before anything is asked. */
export type ListedCache = Pick<Cache, 'url' | 'priority' | 'key' | 'here' | 'hosts' | 'notes'>;

interface Address {
  readonly url: string;
  readonly priority: number | null;
  /** `trusted=1` in the address: no signature is looked at. */
  readonly trusted: boolean;
}

/** A substituter as it is set: the address of the cache, and what its parameters say (nix `store-api.hh`). */
export function parseSubstituter(text: string): Address {
  const [address = '', query = ''] = text.split('?', 2);
  const parameters = new URLSearchParams(query);
  const priority = parameters.get('priority');
  return {
    url: address.replace(/\/+$/, ''),
    priority: priority !== null && /^\d+$/.test(priority) ? Number(priority) : null,
    trusted: ['1', 'true'].includes(parameters.get('trusted') ?? ''),
  };
}

/** The trusted key that is named after a cache, as caches do by habit: `cache.nixos.org-1:…`; null where none is. */
export function keyOf(url: string, keys: readonly string[]): string | null {
  const host = /^[a-z0-9+]+:\/\/(?:[^@/]*@)?([^/:]+)/i.exec(url)?.[1]?.toLowerCase();
  if (host === undefined) return null;
  return keys.find((key) => key.toLowerCase().replace(/(?:-\d+)?:.*$/, '') === host) ?? null;
}

/**
 * One entry for each cache that this machine or any host names. `fleet`: the settings of hosts by name, where they are
 * known.
 */
export function listCaches(
  here: CacheSettings,
  fleet: ReadonlyMap<string, CacheSettings>,
): { caches: ListedCache[]; otherKeys: string[] } {
  const places = [{ host: null, ...here }, ...[...fleet].map(([host, one]) => ({ host, ...one }))];
  const allKeys = [...new Set(places.flatMap(({ keys }) => keys))];
  const found = new Map<string, ListedCache>();
  for (const { host, substituters, keys } of places) {
    const counts = new Map<string, number>();
    for (const { url, priority, trusted } of substituters.map(parseSubstituter)) {
      const times = (counts.get(url) ?? 0) + 1;
      counts.set(url, times);
      const known = found.get(url);
      const where = host === null ? 'on this machine' : `by ${host}`;
      const needsKey = !trusted && /^(?:https?|s3):/.test(url) && keyOf(url, keys) === null;
      found.set(url, {
        url,
        priority: known?.priority ?? priority,
        key: known?.key ?? keyOf(url, allKeys),
        here: (known?.here ?? false) || host === null,
        hosts:
          host === null || known?.hosts.includes(host) === true
            ? (known?.hosts ?? [])
            : [...(known?.hosts ?? []), host],
        notes: [
          ...(known?.notes ?? []),
          ...(times === 2 ? [`It is named more than once ${where}.`] : []),
          ...(times === 1 && needsKey ? [`No key trusted ${where} is named after it.`] : []),
        ],
      });
    }
  }
  const used = new Set([...found.values()].map(({ key }) => key));
  return { caches: [...found.values()], otherKeys: allKeys.filter((key) => !used.has(key)) };
}

/** In the order Nix asks: by priority, those without one last. */
export function inOrder<C extends Pick<Cache, 'priority' | 'url'>>(caches: readonly C[]): C[] {
  const rank = ({ priority }: C): number => priority ?? Number.MAX_SAFE_INTEGER;
  return caches.toSorted((a, b) => rank(a) - rank(b));
}
