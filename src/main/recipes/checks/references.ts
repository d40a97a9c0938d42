import type { FilledLine } from '../justfile/fill-in';
import type { LoadedJustfile, LoadedRecipe } from '../justfile/load';
import type { Expression, Reference } from '../justfile/model';
import type { RecipeProblem } from '../../../shared/contract';

/** Constants that just defines itself (just 1.40, `just --help` and its manual). */
const CONSTANTS = new Set([
  'HEX',
  'HEXLOWER',
  'HEXUPPER',
  'PATH_SEP',
  'PATH_VAR_SEP',
  'CLEAR',
  'NORMAL',
  'BOLD',
  'ITALIC',
  'UNDERLINE',
  'INVERT',
  'HIDE',
  'STRIKETHROUGH',
  'BLACK',
  'RED',
  'GREEN',
  'YELLOW',
  'BLUE',
  'MAGENTA',
  'CYAN',
  'WHITE',
  'BG_BLACK',
  'BG_RED',
  'BG_GREEN',
  'BG_YELLOW',
  'BG_BLUE',
  'BG_MAGENTA',
  'BG_CYAN',
  'BG_WHITE',
]);

/** The recipe a name means where it is written: beside it in its module, or from the top; aliases are followed. */
export function resolveRecipe(file: LoadedJustfile, module: string, name: string): LoadedRecipe | null {
  const candidates = [module === '' ? name : `${module}::${name}`, name];
  for (const candidate of candidates) {
    const recipe = file.recipes.find((one) => one.path === candidate);
    if (recipe) return recipe;
    const alias = file.aliases.find((one) => withModule(one.module, one.name) === candidate);
    const target = alias && file.recipes.find((one) => one.path === withModule(alias.module, alias.target));
    if (target) return target;
  }
  return null;
}

export function withModule(module: string, name: string): string {
  return module === '' ? name : `${module}::${name}`;
}

/** Dependencies, variables and parameters that a recipe names and that nothing defines. */
export function referenceProblems(
  file: LoadedJustfile,
  recipe: LoadedRecipe,
  lines: readonly FilledLine[],
): RecipeProblem[] {
  const own = new Set(recipe.parameters.map(({ name }) => name));
  const defaults = recipe.parameters.flatMap(({ default: value }) => value?.references ?? []);
  const used: Reference[] = [
    ...defaults,
    ...recipe.dependencies.flatMap(({ references }) => references),
    ...lines.flatMap(({ references }) => references),
  ];
  const place = { file: recipe.file };
  const missing = used
    .filter(({ name }) => !own.has(name) && !isVariable(file, recipe.module, name))
    .map(({ name, line }): RecipeProblem => ({
      kind: 'variable',
      words: `no variable ${name}`,
      line,
      ...place,
    }));
  const absent = recipe.dependencies
    .filter(({ name }) => resolveRecipe(file, recipe.module, name) === null)
    .map(({ name, line }): RecipeProblem => ({ kind: 'recipe', words: `no recipe ${name}`, line, ...place }));
  return [...missing, ...absent];
}

function isVariable(file: LoadedJustfile, module: string, name: string): boolean {
  return CONSTANTS.has(name) || file.variables.has(`${module} ${name}`);
}

/** Variables that other variables name and that nothing defines: just then refuses the whole file. */
export function variableProblems(file: LoadedJustfile): RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  const check = (value: Expression, module: string, place: string): void => {
    for (const { name, line } of value.references) {
      if (!isVariable(file, module, name))
        problems.push({ kind: 'variable', words: `no variable ${name}`, file: place, line });
    }
  };
  for (const [key, variable] of file.variables) check(variable.value, key.split(' ')[0] ?? '', variable.file);
  for (const { name, target, line, module, file: place } of file.aliases) {
    if (resolveRecipe(file, module, target) === null)
      problems.push({
        kind: 'recipe',
        words: `the alias ${name} means ${target}, which is no recipe`,
        file: place,
        line,
      });
  }
  return problems;
}
