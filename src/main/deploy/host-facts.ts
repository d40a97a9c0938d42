import { isAppError, type Fact } from '../../shared/contract';
import type { Reach, Ssh } from '../ssh';
import { Target, type TargetState } from './target';
import type { HostFacts } from './types';

const TIMEOUT_MS = 15_000;

/** What one host says of itself. Never throws for a host that does not answer: that is unknown, not down. */
export async function readHostFacts(
  ssh: Ssh,
  reach: (host: string) => Promise<Reach>,
  host: string,
  signal?: AbortSignal,
): Promise<HostFacts> {
  // Of the question, not of the answer: what was asked earlier and gave up later is the older news.
  const at = new Date().toISOString();
  try {
    const state = await new Target(ssh, await reach(host)).state({ signal, timeoutMs: TIMEOUT_MS });
    return { host, at, reachable: true, facts: factsOf(state, at) };
  } catch (error) {
    if (!isAppError(error) || error.code === 'cancelled') throw error;
    const fact = (value: unknown): Fact => ({ value, from: 'host', at });
    return {
      host,
      at,
      reachable: false,
      facts: { reachable: fact(false), reason: fact(error.message), reasonCode: fact(error.code) },
    };
  }
}

function factsOf(state: TargetState, at: string): Record<string, Fact> {
  const values: Record<string, unknown> = {
    reachable: true,
    running: state.running,
    booted: state.booted,
    bootDefault: state.profile,
    generation: state.generation,
    nixosVersion: state.nixosVersion,
    failedUnits: state.failedUnits?.length ?? null,
    failedUnitNames: state.failedUnits,
    uptimeSeconds: state.uptimeSeconds,
    freeBytes: state.freeBytes,
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, { value, from: 'host', at }]),
  );
}
