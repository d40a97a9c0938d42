import type { JobContext } from '../jobs';
import type { Nix } from '../nix';
import { progressOf } from './host-pass';
import type { DeployFleet } from './types';

export type Evaluated = ReturnType<Nix['instantiate']>;

/**
 * Evaluates a single host while it is looked at; null for several, of which some may be away: evaluating those would
 * take longer than is won. Whether it went well is told to whoever waits for `found`.
 */
export function evaluateEarly(
  nix: Pick<Nix, 'instantiate'>,
  { dir, standIn }: DeployFleet,
  hosts: readonly string[],
  context: JobContext,
): { readonly found: Evaluated; stop(): void } | null {
  if (hosts.length !== 1) return null;
  const stopped = new AbortController();
  const found = nix.instantiate({
    fleet: { dir, standIn },
    hosts,
    signal: AbortSignal.any([context.signal, stopped.signal]),
    // The step under way is another one, whose share it is not.
    progress: { ...progressOf(context), fraction: () => undefined },
  });
  found.catch(() => undefined);
  return { found, stop: () => stopped.abort() };
}
