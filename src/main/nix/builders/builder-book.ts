import { z } from 'zod';
import {
  AppError,
  buildPlaceSchema,
  builderSchema,
  type Builder,
  type BuildPlace,
} from '../../../shared/contract';
import { document, type Home } from '../../state';

const placesSchema = z.record(z.string(), z.record(z.string(), buildPlaceSchema));

/** What this machine remembers of building elsewhere: its builders, and by fleet the hosts that are not built here. */
export interface BuilderBook {
  builders(): Promise<readonly Builder[]>;
  /** Adds it, or takes the place of the one with its address. */
  put(builder: Builder): Promise<void>;
  /** Throws `unknown-builder`. */
  remove(address: string): Promise<Builder>;
  places(fleetDir: string): Promise<Readonly<Record<string, BuildPlace>>>;
  setPlace(
    fleetDir: string,
    hosts: readonly string[],
    place: BuildPlace,
  ): Promise<Readonly<Record<string, BuildPlace>>>;
}

export function createBuilderBook(home: Home): BuilderBook {
  const book = document(home, 'builders', z.array(builderSchema), []);
  const places = document(home, 'build-places', placesSchema, {});
  return {
    builders: () => book.read(),
    async put(builder) {
      await book.update((all) => [...all.filter((one) => one.address !== builder.address), builder]);
    },
    async remove(address) {
      let removed: Builder | undefined;
      await book.update((all) => {
        removed = all.find((one) => one.address === address);
        return all.filter((one) => one !== removed);
      });
      if (removed !== undefined) return removed;
      throw new AppError('unknown-builder', `There is no builder ${address}.`, {
        hint: 'See the builders with `snowfleet builders list`.',
        detail: { builder: address },
      });
    },
    places: async (fleetDir) => (await places.read())[fleetDir] ?? {},
    async setPlace(fleetDir, hosts, place) {
      const all = await places.update((before) => {
        const known = { ...before[fleetDir] };
        for (const host of hosts) {
          if (place === 'here') delete known[host];
          else known[host] = place;
        }
        return { ...before, [fleetDir]: known };
      });
      return all[fleetDir] ?? {};
    },
  };
}
