import { z } from 'zod';
import { document, type Home } from '../state';
import type { Address } from './address';

const entrySchema = z.object({
  address: z.string(),
  user: z.string().optional(),
  port: z.number().int().optional(),
});

/** By fleet folder, then by host. */
const bookSchema = z.record(z.string(), z.record(z.string(), entrySchema));

/** How this machine reaches hosts, where that differs from what the fleet says; kept in state as `connections`. */
export interface ConnectionBook {
  find(fleetDir: string, host: string): Promise<Address | null>;
  /** Null forgets the entry. */
  set(fleetDir: string, host: string, address: Address | null): Promise<void>;
}

export function createConnectionBook(home: Home): ConnectionBook {
  const book = document(home, 'connections', bookSchema, {});
  return {
    async find(fleetDir, host) {
      return (await book.read())[fleetDir]?.[host] ?? null;
    },
    async set(fleetDir, host, address) {
      await book.update((all) => {
        const { [host]: _before, ...others } = all[fleetDir] ?? {};
        return { ...all, [fleetDir]: address === null ? others : { ...others, [host]: { ...address } } };
      });
    },
  };
}
