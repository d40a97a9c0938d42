import { AppError } from '../../../shared/contract';
import { isStorePath } from '../store-path';
import type { Target, TargetState } from '../target';
import { currentGeneration } from './describe';
import { readGenerations } from './read';

/** The generation with this number. Throws `unknown-generation`. */
export function generationWith<One extends { readonly number: number }>(
  generations: readonly One[],
  number: number,
  host: string,
): One {
  const found = generations.find((one) => one.number === number);
  if (!found) throw unknownGeneration(generations, `generation ${number}`, host);
  return found;
}

/**
 * What a rollback means: a number, a path the host has, or by default the generation before the current one. Throws
 * `unknown-generation`.
 */
export async function chooseGeneration(
  target: Target,
  to: number | string | undefined,
  signal: AbortSignal,
): Promise<{ path: string; number: number | null; state: TargetState }> {
  const state = await target.state({ signal });
  const generations = await readGenerations(target, signal);
  const { host } = target.reach;
  const wanted = typeof to === 'string' && /^\d+$/.test(to) ? Number(to) : to;
  if (typeof wanted === 'number') {
    const { path, number } = generationWith(generations, wanted, host);
    return { path, number, state };
  }
  if (wanted !== undefined) {
    const found = generations.findLast((one) => one.path === wanted);
    if (found) return { path: found.path, number: found.number, state };
    // A system that was deployed with mode test is in the store without being a generation.
    if (!isStorePath(wanted) || (await target.closure(wanted, signal)) === null) {
      throw unknownGeneration(generations, `system ${wanted}`, host);
    }
    return { path: wanted, number: null, state };
  }
  const current = currentGeneration(generations, state);
  const before = generations.findLast(
    (one) => (current === null || one.number < current) && one.path !== state.running,
  );
  if (!before) throw unknownGeneration(generations, 'generation before the current one', host);
  return { path: before.path, number: before.number, state };
}

function unknownGeneration(
  generations: readonly { readonly number: number }[],
  what: string,
  host: string,
): AppError {
  const numbers = generations.map((one) => one.number);
  return new AppError('unknown-generation', `${host} has no ${what}.`, {
    hint: `It has ${numbers.join(', ') || 'none'}; see generations ${host}.`,
    detail: { host, generations: numbers },
  });
}
