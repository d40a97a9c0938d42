import { createNewcomers, keyOfImage, type Newcomers } from '../images';
import type { Parts } from './services';

/** Machines that start from an image and become hosts of the open fleet. */
export function newcomersOf({ book, desk, home, machines, ssh, topics }: Parts): Newcomers {
  return createNewcomers({
    ssh,
    machines,
    fleet() {
      const { fleet, standIn } = desk.open();
      return {
        dir: fleet.dir,
        standIn,
        hostNames: () => fleet.hostNames(),
        defines: async (host, path) => (await fleet.explain(host, path)).definitions.length > 0,
        apply: (changes, dryRun) => fleet.draft.apply(changes, dryRun),
      };
    },
    async note(dir, host, address) {
      await book.set(dir, host, address);
      topics.publish('inventory');
    },
    keyOfImage: (dir, host) => keyOfImage(home, dir, host),
  });
}
