import { outputsOf } from '../fleet';
import { findProgram } from '../source';
import { readRecipes } from './read-recipes';
import type { RecipesRead, RecipesRequest } from './recipes';

/** Reads a justfile and checks it against the fleet beside it. Keeps a processor busy for some tens of milliseconds. */
export function readRecipesInThisThread({ dir, path }: RecipesRequest): RecipesRead {
  const known = new Map<string, boolean>();
  const isOnPath = (program: string): boolean => {
    const before = known.get(program);
    if (before !== undefined) return before;
    const found = findProgram(program, { PATH: path }) !== null;
    known.set(program, found);
    return found;
  };
  // Without just no recipe runs at all; that is said once, not of each that calls it.
  const isThere = (program: string): boolean => program === 'just' || isOnPath(program);
  return {
    ...readRecipes(dir, { outputs: outputsOf(dir), isOnPath: isThere }),
    hasJust: isOnPath('just'),
  };
}
