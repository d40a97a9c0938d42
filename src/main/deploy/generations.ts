import { AppError, type Generation, type Run } from '../../shared/contract';
import { isStorePath } from './store-path';
import type { Target, TargetGeneration, TargetState } from './target';

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

/** Newest first. The commit is known for what our own runs deployed. */
export function describeGenerations(
  generations: readonly TargetGeneration[],
  state: Pick<TargetState, 'running' | 'generation'>,
  host: string,
  runs: readonly Run[],
): Generation[] {
  const current = currentGeneration(generations, state);
  return generations.toReversed().map((one) => {
    const run = runs.find(
      (candidate) =>
        candidate.kind === 'deploy' &&
        candidate.hosts.some((result) => result.host === host && result.to === one.path),
    );
    return {
      number: one.number,
      path: one.path,
      date: one.date,
      current: one.number === current,
      bootDefault: one.number === state.generation,
      nixosVersion: one.nixosVersion,
      ...(run?.commit && run.draft === null && { commit: run.commit }),
    };
  });
}

/** What a rollback means: a number, a path the host has, or by default the generation before the current one. */
export async function chooseGeneration(
  target: Target,
  to: number | string | undefined,
  signal: AbortSignal,
): Promise<{ path: string; number: number | null; state: TargetState }> {
  const state = await target.state({ signal });
  const generations = await target.generations(signal);
  const { host } = target.reach;
  const unknown = (what: string): AppError =>
    new AppError('unknown-generation', `${host} has no ${what}.`, {
      hint: `It has ${generations.map((one) => one.number).join(', ') || 'none'}; see generations ${host}.`,
      detail: { host, generations: generations.map((one) => one.number) },
    });
  const wanted = typeof to === 'string' && /^\d+$/.test(to) ? Number(to) : to;
  if (typeof wanted === 'number') {
    const found = generations.find((one) => one.number === wanted);
    if (!found) throw unknown(`generation ${wanted}`);
    return { path: found.path, number: found.number, state };
  }
  if (wanted !== undefined) {
    const found = generations.findLast((one) => one.path === wanted);
    if (found) return { path: found.path, number: found.number, state };
    // A system that was deployed with mode test is in the store without being a generation.
    if (!isStorePath(wanted) || (await target.closure(wanted, signal)) === null) {
      throw unknown(`system ${wanted}`);
    }
    return { path: wanted, number: null, state };
  }
  const current = currentGeneration(generations, state);
  const before = generations.findLast(
    (one) => (current === null || one.number < current) && one.path !== state.running,
  );
  if (!before) throw unknown('generation before the current one');
  return { path: before.path, number: before.number, state };
}
