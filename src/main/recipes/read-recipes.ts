import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Recipes } from '../../shared/contract';
import { checkRecipes, type Surroundings } from './check';
import { variableProblems } from './checks/references';
import { diskOf, findJustfile, loadJustfile } from './justfile/load';

/** The recipes of the justfile in `dir`, checked; without one, none. Reads files and runs nothing. */
export function readRecipes(
  dir: string,
  around: Omit<Surroundings, 'exists'>,
): Pick<Recipes, 'justfile' | 'recipes' | 'problems'> {
  const disk = diskOf(dir, (folder) => {
    try {
      return readdirSync(path.join(dir, folder));
    } catch {
      return null;
    }
  });
  const name = findJustfile(disk);
  if (name === null) return { justfile: null, recipes: [], problems: [] };
  const file = loadJustfile(disk, name);
  const problems = [
    ...file.problems.map(({ file: where, line, message: words }) => ({ file: where, line, words })),
    ...variableProblems(file).map(({ file: where, line, words }) => ({ file: where, line, words })),
  ];
  const exists = (wanted: string): boolean => existsSync(path.join(dir, wanted));
  return { justfile: name, recipes: checkRecipes(file, { ...around, exists }), problems };
}
