import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Evaluating from '../scripts/fleet/evaluate.mjs';
import type * as Laziness from '../scripts/fleet/laziness.mjs';
import type { Bench } from './harness';

/** The script where it stands: it finds the fleet by its own place, which a bundle has not. */
const script = <Module>(file: string): Promise<Module> =>
  import(/* @vite-ignore */ pathToFileURL(resolve('scripts/fleet', file)).href) as Promise<Module>;

/** The bundled fleet: what features cost that are off. */
export const bench: Bench = {
  prepare: async () => {
    const { nixMissing } = await script<typeof Evaluating>('evaluate.mjs');
    const missing = nixMissing();
    if (missing !== null) return missing;
    const { evaluateHosts, laziness, startNix } = await script<typeof Laziness>('laziness.mjs');
    const { share } = await laziness(5);
    return [
      {
        name: 'six hosts, every feature off',
        peer: 'the same with their features',
        ours: async () => {
          await evaluateHosts(true);
        },
        theirs: async () => {
          await evaluateHosts(false);
        },
        note: `both with Nix's own start; without it ${(share * 100).toFixed(0)} % of the cost is there with every feature off.`,
      },
      {
        name: "Nix's own start",
        peer: 'six hosts with their features',
        ours: async () => {
          await startNix();
        },
        theirs: async () => {
          await evaluateHosts(false);
        },
      },
    ];
  },
};
