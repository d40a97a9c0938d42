import { evaluateHosts, laziness, startNix } from '../scripts/fleet/laziness.mjs';
import { nixMissing } from '../scripts/fleet/evaluate.mjs';
import type { Bench } from './harness';

/** The bundled fleet: what features cost that are off. */
export const bench: Bench = {
  prepare: async () => {
    const missing = nixMissing();
    if (missing !== null) return missing;
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
