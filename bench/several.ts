import type { Bench, Figure, Pair } from './harness';

/** Names of files by their area: the whole name, or what stands before a dash where a file has just that name. */
export function groupByArea(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const areas = new Map<string, string[]>();
  for (const name of names.toSorted()) {
    const dash = [...name.matchAll(/-/g)].map(({ index }) => name.slice(0, index));
    const area = dash.find((start) => names.includes(start)) ?? name;
    areas.set(area, [...(areas.get(area) ?? []), name]);
  }
  return areas;
}

/** The benches of one area as one: what cannot be measured here is said, and the rest is measured. */
export function combined(benches: readonly Bench[]): Bench {
  const able: Bench[] = [];
  return {
    async prepare() {
      const pairs: Pair[] = [];
      const reasons: string[] = [];
      for (const bench of benches) {
        const prepared = await bench.prepare();
        if (typeof prepared === 'string') reasons.push(prepared);
        else {
          pairs.push(...prepared);
          able.push(bench);
        }
      }
      if (able.length === 0) return reasons.join('; ');
      for (const reason of reasons) console.error(`a part cannot be measured here: ${reason}`);
      return pairs;
    },
    async figures(runs) {
      const all: Figure[] = [];
      for (const bench of able) all.push(...((await bench.figures?.(runs)) ?? []));
      return all;
    },
    async close() {
      for (const bench of benches) await bench.close?.();
    },
  };
}
