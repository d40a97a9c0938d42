import type { BuildNode } from '../../shared/contract';

/** Of what still has to be built, so much must be known by name for a sum to mean anything. */
const KNOWN_SHARE = 0.5;

/**
 * Milliseconds until all derivations are built; undefined where too few of them were built before. No less than the
 * longest chain of derivations that wait for each other, and than all of them spread over `lanes` builders. A
 * derivation that nobody knows is taken to last as long as the others on average.
 */
export function remainingMs(
  nodes: readonly BuildNode[],
  expectedMs: (name: string) => number | undefined,
  lanes: number,
  now: Date,
): number | undefined {
  const open = nodes.filter(
    ({ kind, state }) => kind === 'build' && (state === 'waiting' || state === 'running'),
  );
  if (open.length === 0) return undefined;
  const known = open.flatMap(({ name }) => expectedMs(name) ?? []);
  if (known.length < open.length * KNOWN_SHARE) return undefined;
  const average = known.reduce((sum, one) => sum + one, 0) / known.length;
  const own = new Map(
    open.map((node) => {
      const begun = node.startedAt === undefined ? now.getTime() : Date.parse(node.startedAt);
      return [node.id, Math.max(0, (expectedMs(node.name) ?? average) - (now.getTime() - begun))];
    }),
  );
  const all = [...own.values()].reduce((sum, one) => sum + one, 0);
  return Math.round(Math.max(longestChain(open, own), all / Math.max(1, lanes)));
}

/** The longest way from any derivation up through those that wait for it. */
function longestChain(open: readonly BuildNode[], own: ReadonlyMap<string, number>): number {
  const parents = new Map(open.map(({ id, parent }) => [id, parent]));
  const above = new Map<string, number>();
  const upFrom = (id: string): number => {
    const way = new Set<string>();
    let at: string | undefined = id;
    while (at !== undefined && own.has(at) && !above.has(at) && !way.has(at)) {
      way.add(at);
      at = parents.get(at);
    }
    let sum = at === undefined ? 0 : (above.get(at) ?? 0);
    for (const one of [...way].toReversed()) {
      sum += own.get(one) ?? 0;
      above.set(one, sum);
    }
    return sum;
  };
  return open.reduce((longest, { id }) => Math.max(longest, upFrom(id)), 0);
}
