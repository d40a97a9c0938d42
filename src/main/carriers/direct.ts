import { createRouterClient } from '@orpc/server';
import type { Client } from '../../shared/contract';
import { createClient } from '../../shared/carrier';
import type { AppRouter } from '../router';
import { type Report, translateErrors } from './server-errors';

type Procedure = (input: unknown, options: { signal?: AbortSignal | undefined }) => Promise<unknown>;

/**
 * The carrier of the terminal door: calls in the same process, validated and translated as over a wire.
 * `hangUp` ends all its calls and feeds, as a wire that is cut does.
 */
export function directClient(router: AppRouter, report: Report, hangUp?: AbortSignal): Client {
  const root: unknown = createRouterClient(router, { interceptors: [translateErrors(report)] });
  return createClient({
    call(path, input, options) {
      const signals = [options.signal, hangUp].filter((signal) => signal !== undefined);
      const signal = signals.length > 0 ? AbortSignal.any(signals) : undefined;
      const procedure = path.reduce<unknown>(
        (at, key) => (at as Record<string, unknown>)[key],
        root,
      ) as Procedure;
      return orAborted(procedure(input, { signal }), signal).then((output) => ended(output, signal));
    },
  });
}

/** Rejects as soon as `signal` aborts, as the wires do; the procedure itself hears of it by the same signal. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A feed between two reads hears of no signal by itself: its generator is ended, as the wires do. */
function ended(output: unknown, signal: AbortSignal | undefined): unknown {
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return output;
  const feed = output as unknown as AsyncIterator<unknown>;
  signal?.addEventListener('abort', () => void feed.return?.().catch(() => undefined), { once: true });
  return output;
}
