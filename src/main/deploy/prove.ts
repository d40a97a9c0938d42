import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../../shared/contract';
import type { RemoteActivation } from './activation/remote-activation';
import type { Heard } from './activation-outcome';

/**
 * Looks at a system that runs and waits for the acknowledgement; answers why the host has to go back, nothing where it
 * has not. Throws what {@link Ssh} throws, and is then asked again.
 */
export type Prove = (signal: AbortSignal) => Promise<readonly string[]>;

const AGAIN_MS = 1_000;

/** Proves the new system, where that is asked for, and then acknowledges it, or tells the host to go back. */
export async function proveAndAcknowledge(
  activation: RemoteActivation,
  about: { readonly to: string; readonly heard: Heard; readonly prove: Prove | undefined },
  signal: AbortSignal,
): Promise<void> {
  const { to, heard, prove } = about;
  const unhealthy = prove === undefined ? [] : await keepProving(prove, heard, signal);
  if (unhealthy === null) return;
  if (unhealthy.length > 0) {
    heard.unhealthy = unhealthy;
    await activation.refuse();
    return;
  }
  while (!signal.aborted) {
    const result = await activation.acknowledge(to, signal);
    // What is cut off because the host has already gone back must not hide why it did.
    if (signal.aborted) return;
    heard.silence = result.kind === 'taken' ? null : result.reason;
    if (result.kind !== 'not-yet') return;
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Null where it ended without an answer. */
async function keepProving(
  prove: Prove,
  heard: Heard,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  while (!signal.aborted) {
    try {
      return await prove(signal);
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      if (signal.aborted) return null;
      heard.silence = error.message;
    }
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}
