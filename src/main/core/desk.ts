import { realpathSync } from 'node:fs';
import { AppError, type FleetInfo, type Topic } from '../../shared/contract';
import { Fleet, type FleetReader, findFlake } from '../fleet';
import type { Jobs } from '../jobs';
import type { Nix } from '../nix';
import type { RecentFleet } from '../router';
import type { Home } from '../state';
import { createRecentFleets } from './recent-fleets';
import { type FleetWatch, watchFleet } from './watch-fleet';

/** A fleet on the desk. */
export interface OpenFleet {
  readonly fleet: Fleet;
  /** The Nix that goes with it: with the real inputs, or with the stand-in. */
  readonly nix: Nix;
  readonly standIn: boolean;
}

export interface DeskOptions {
  readonly home: Home;
  readonly jobs: Jobs;
  readonly reader: FleetReader;
  readonly featureRoots?: readonly string[];
  /** The practice copy of the bundled fleet, which may not exist yet. */
  readonly practiceDir: string;
  /** Stand-in inputs for every fleet; the practice fleet has them always. */
  readonly standIn: boolean;
  readonly nixFor: (standIn: boolean) => Nix;
  readonly publish: (topic: Topic) => void;
  /** Tell of changes that others make to the open fleet. */
  readonly watches: boolean;
  /** Called with a fleet before anybody sees it. */
  readonly onOpening?: (fleet: Fleet) => Promise<void>;
}

/** The one fleet a core has open. */
export interface Desk {
  /** Throws `not-a-flake` when none is open. */
  open(): OpenFleet;
  current(): OpenFleet | null;
  /** Puts the flake at or above `dir` on the desk. */
  take(dir: string, options: { remember: boolean }): Promise<FleetInfo>;
  recent(): Promise<RecentFleet[]>;
  close(): void;
}

export function createDesk(options: DeskOptions): Desk {
  const recent = createRecentFleets(options.home);
  let current: OpenFleet | null = null;
  let watch: FleetWatch | null = null;
  const changedOutside = (): void => {
    for (const topic of ['fleet', 'inventory', 'features', 'draft'] as const) options.publish(topic);
  };

  return {
    current: () => current,
    open() {
      if (current !== null) return current;
      throw new AppError('not-a-flake', 'No fleet is open.', {
        hint: 'Open the folder of your flake, or the practice fleet.',
      });
    },
    async take(dir, { remember }) {
      const root = await findFlake(dir);
      const isPractice = root === realPath(options.practiceDir);
      const standIn = options.standIn || isPractice;
      const nix = options.nixFor(standIn);
      const fleet = await Fleet.open({
        home: options.home,
        dir: root,
        featureRoots: options.featureRoots,
        practice: isPractice,
        nix,
        jobs: options.jobs,
        reader: options.reader,
        onChange(topic) {
          options.publish(topic);
          if (topic === 'draft') options.publish('fleet');
        },
      });
      await options.onOpening?.(fleet);
      const info = await fleet.info();
      current = { fleet, nix, standIn };
      watch?.close();
      watch = options.watches ? watchFleet(root, changedOutside, fleet.gitDir) : null;
      if (remember) await recent.note(info);
      for (const topic of ['fleet', 'inventory', 'features', 'draft', 'runs', 'practice'] as const) {
        options.publish(topic);
      }
      return info;
    },
    recent: () => recent.list(),
    close: () => watch?.close(),
  };
}

function realPath(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return dir;
  }
}
