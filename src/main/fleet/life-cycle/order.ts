/**
 * The host behind which a new one belongs: where they stand in the order of the alphabet the last that comes before
 * it, else the last. `hosts` in the order in which they stand, one at least.
 */
export function neighbourOf(hosts: readonly string[], name: string): string {
  const last = hosts.at(-1) ?? name;
  const isSorted = hosts.every((host, at) => at === 0 || (hosts[at - 1] ?? '') <= host);
  if (!isSorted) return last;
  return hosts.findLast((host) => host < name) ?? hosts[0] ?? last;
}
