import { isAppError } from '../../../shared/contract';

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/** Milliseconds until the next attempt, after `failures` of them: doubled each time, up to a minute. */
export function retryDelay(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
}

/**
 * Whether another attempt may go better by itself. What needs a person never does: a login that was refused, a
 * host key, a passphrase. Repeating those locks accounts and asks again and again.
 */
export function mayPass(error: unknown): boolean {
  return isAppError(error) && ['unreachable', 'refused', 'timeout'].includes(error.code);
}
