import { createORPCClient, mapEventIterator } from '@orpc/client';
import type { Client } from '../contract';
import { toAppError } from './client-errors';

/** What carries a call: an oRPC link, or the direct carrier. */
export interface CarrierLink {
  call(
    path: readonly string[],
    input: unknown,
    options: { context: Record<never, never>; signal?: AbortSignal | undefined },
  ): Promise<unknown>;
}

/**
 * The typed client over any carrier. Every failure, also inside a feed, is an AppError; breaking out of a
 * feed ends its generator in the core.
 */
export function createClient(link: CarrierLink): Client {
  return createORPCClient<Client>({
    async call(path, input, options) {
      const { signal } = options;
      try {
        const output = await link.call(path, input, { context: {}, signal });
        return isFeed(output)
          ? mapEventIterator(output, { value: async (v) => v, error: async (e) => toAppError(e, signal) })
          : output;
      } catch (error) {
        throw toAppError(error, signal);
      }
    },
  });
}

function isFeed(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
