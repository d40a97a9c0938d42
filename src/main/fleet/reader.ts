import type { Change, Draft } from '../../shared/contract';
import { meaningOf } from './draft/meaning';
import { planChanges, type PlannedGesture } from './draft/plan-changes';
import { FleetFiles } from './reading/files';
import type { Overlay } from './reading/overlay';
import { readFleet, type FleetReading } from './reading/read-fleet';

export interface ReadRequest {
  /** Folder of flake.nix. */
  readonly dir: string;
  readonly featureRoots?: readonly string[];
}

/** The work on source that can keep a processor busy; the same in this thread or in a worker. */
export interface FleetReader {
  /** As {@link readFleet}. */
  read(request: ReadRequest): Promise<FleetReading>;
  /** As {@link planChanges}, on the files as they stand. */
  plan(request: ReadRequest & { changes: readonly Change[] }): Promise<PlannedGesture>;
  /** What the present files mean beside the same fleet with `without` laid over it. */
  meaning(request: ReadRequest & { without: Overlay }): Promise<Draft['meaning']>;
}

/** Does the work in the thread that asks: right for a command that ends, and inside a worker. */
export const readerInThisThread: FleetReader = {
  read: async ({ dir, featureRoots }) => readFleet(dir, { featureRoots }),
  plan: async ({ dir, featureRoots, changes }) => {
    const files = new FleetFiles(dir);
    return planChanges(
      {
        read: (overlay) => readFleet(dir, { overlay, featureRoots }),
        text: (file) => files.text(file),
      },
      changes,
    );
  },
  meaning: async ({ dir, featureRoots, without }) =>
    meaningOf(readFleet(dir, { overlay: without, featureRoots }), readFleet(dir, { featureRoots })),
};
