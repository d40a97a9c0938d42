import { createRouterClient } from '@orpc/server';
import type { Client } from '../../shared/contract';
import { createClient } from '../../shared/carrier';
import type { AppRouter } from '../router';
import { type Report, translateErrors } from './server-errors';

type Procedure = (input: unknown, options: { signal?: AbortSignal | undefined }) => Promise<unknown>;

/** The carrier of the terminal door: calls in the same process, validated and translated as over a wire. */
export function directClient(router: AppRouter, report: Report): Client {
  const root: unknown = createRouterClient(router, { interceptors: [translateErrors(report)] });
  return createClient({
    call(path, input, { signal }) {
      const procedure = path.reduce<unknown>(
        (at, key) => (at as Record<string, unknown>)[key],
        root,
      ) as Procedure;
      return orAborted(procedure(input, { signal }), signal);
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
