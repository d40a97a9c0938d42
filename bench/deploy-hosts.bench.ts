import { createHosts } from './deploy/hosts';
import type { Bench } from './harness';

let close: (() => Promise<void>) | null = null;

/** Whole deploys, on simulated hosts. */
export const bench: Bench = {
  prepare: async () => {
    const hosts = await createHosts();
    if (typeof hosts === 'string') return hosts;
    ({ close } = hosts);
    return hosts.pairs;
  },
  close: () => close?.(),
};
