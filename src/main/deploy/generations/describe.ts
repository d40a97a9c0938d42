import type { Generation, GenerationHold, Run } from '../../../shared/contract';
import type { TargetState } from '../target';
import type { TargetGeneration } from './parse';

type Links = Pick<TargetState, 'running' | 'booted' | 'profile' | 'generation'>;

/**
 * The number of the generation a host runs: the one its profile points at if that is what runs, else the newest
 * with that path, else null.
 */
export function currentGeneration(
  generations: readonly TargetGeneration[],
  state: Pick<TargetState, 'running' | 'generation'>,
): number | null {
  const same = generations.filter((one) => one.path === state.running);
  const byProfile = same.find((one) => one.number === state.generation);
  return (byProfile ?? same.at(-1))?.number ?? null;
}

/** Why a generation with this system is never deleted, or null. */
export function holdOf(path: string, state: Omit<Links, 'generation'>): GenerationHold | null {
  if (path === state.running) return 'running';
  if (path === state.booted) return 'booted';
  return path === state.profile ? 'boot-default' : null;
}

/** Newest first. What our own runs tell of a system's commit comes before what the system says of itself. */
export function describeGenerations(
  generations: readonly TargetGeneration[],
  state: Links,
  host: string,
  runs: readonly Run[],
): Generation[] {
  const current = currentGeneration(generations, state);
  const brought = broughtBy(runs, host);
  return generations.toReversed().map((one) => {
    const run = brought.get(one.path);
    return {
      number: one.number,
      path: one.path,
      date: one.date,
      current: one.number === current,
      bootDefault: one.number === state.generation,
      booted: one.path === state.booted,
      nixosVersion: one.nixosVersion,
      kernel: one.kernel,
      ...commitOf(run, one.revision),
      ...(run && { run: run.id }),
    };
  });
}

/** The newest deploy that put each system on the host. */
function broughtBy(runs: readonly Run[], host: string): Map<string, Run> {
  const found = new Map<string, Run>();
  for (const run of runs) {
    if (run.kind !== 'deploy') continue;
    const to = run.hosts.find((one) => one.host === host)?.to ?? null;
    if (to !== null && !found.has(to)) found.set(to, run);
  }
  return found;
}

function commitOf(run: Run | undefined, revision: string | null): Pick<Generation, 'commit' | 'draftOn'> {
  if (run?.commit) return run.draft === null ? { commit: run.commit } : { draftOn: run.commit };
  if (revision === null) return {};
  const dirty = revision.endsWith('-dirty');
  return dirty ? { draftOn: revision.slice(0, -'-dirty'.length) } : { commit: revision };
}
