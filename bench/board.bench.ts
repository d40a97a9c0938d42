import type { Bench, Figure } from './harness';
import { createWorld, type World } from './board/world';
import { measureBundled, measureLarge } from './board/figures';
import { BROWSER_NAMES, findCommand } from '../scripts/lib/find-command.mjs';

let world: World | null = null;

/** The inventory and the board in Chromium, on a fleet of a thousand hosts and on the bundled one. */
export const bench: Bench = {
  prepare: async () => {
    if (findCommand(BROWSER_NAMES) === null) return 'Chromium is not installed';
    world = await createWorld();
    return [];
  },
  figures: async (runs = 5): Promise<readonly Figure[]> => {
    if (world === null) return [];
    return [...(await measureLarge(world, runs)), ...(await measureBundled(world, runs))];
  },
  close: () => world?.close(),
};
