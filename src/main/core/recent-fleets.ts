import { z } from 'zod';
import type { RecentFleet } from '../router';
import { document, type Home } from '../state';

const recentSchema = z.array(z.object({ dir: z.string(), name: z.string(), openedAt: z.string() }));
/** Enough for a menu. */
const KEPT = 20;

/** Fleets opened before, newest first; kept in state as `fleets`. */
export interface RecentFleets {
  list(): Promise<RecentFleet[]>;
  note(fleet: { dir: string; name: string }): Promise<void>;
}

export function createRecentFleets(home: Home): RecentFleets {
  const fleets = document(home, 'fleets', recentSchema, []);
  return {
    list: () => fleets.read(),
    async note({ dir, name }) {
      await fleets.update((known) => {
        const others = known.filter((fleet) => fleet.dir !== dir);
        return [{ dir, name, openedAt: new Date().toISOString() }, ...others].slice(0, KEPT);
      });
    },
  };
}
