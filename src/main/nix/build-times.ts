import { z } from 'zod';
import { document, type Home } from '../state';

/** Names that are remembered at most; those not built for longest go first. */
const MOST = 4000;

const timesSchema = z.record(z.string(), z.object({ ms: z.number(), at: z.number() }));
type Times = z.infer<typeof timesSchema>;

/** How long derivations took to build on earlier runs, by name without version: the next version takes about as long. */
export interface BuildTimes {
  /** Milliseconds by name as the store has it, such as `gcc-13.2.0`. Nothing where the memory cannot be read. */
  read(): Promise<(name: string) => number | undefined>;
  /** Remembers what a run took. A memory that cannot be written is no reason for a build to fail. */
  learn(durations: ReadonlyMap<string, number>): Promise<void>;
}

/** The name without its version, split as Nix does (`builtins.parseDrvName`). */
export function nameAlone(name: string): string {
  return name.replace(/-[^A-Za-z].*$/, '');
}

/** What is remembered after a run: the mean of what was known and what it took now, so that one slow day is evened out. */
export function learnt(
  before: Times,
  durations: ReadonlyMap<string, number>,
  now: number,
  most = MOST,
): Times {
  const after = { ...before };
  for (const [full, ms] of durations) {
    const name = nameAlone(full);
    const known = before[name];
    after[name] = { ms: Math.round(known === undefined ? ms : (known.ms + ms) / 2), at: now };
  }
  const entries = Object.entries(after);
  if (entries.length <= most) return after;
  return Object.fromEntries(entries.toSorted(([, a], [, b]) => b.at - a.at).slice(0, most));
}

export function createBuildTimes(home: Home): BuildTimes {
  const times = document(home, 'build-times', timesSchema, {});
  return {
    async read() {
      const known = await times.read().catch((): Times => ({}));
      return (name) => known[nameAlone(name)]?.ms;
    },
    async learn(durations) {
      if (durations.size === 0) return;
      await times.update((before) => learnt(before, durations, Date.now())).catch(() => undefined);
    },
  };
}
