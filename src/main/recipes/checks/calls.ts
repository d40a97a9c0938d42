import { unwrapped } from '../dangers';
import type { LoadedJustfile, LoadedRecipe } from '../justfile/load';
import type { Command } from '../shell/commands';
import { UNKNOWN } from '../shell/words';
import type { RecipeProblem } from '../../../shared/contract';
import { resolveRecipe } from './references';

/** A recipe that another one starts: as a dependency, or with `just NAME` in its body. */
export interface RecipeCall {
  readonly target: LoadedRecipe;
  readonly line: number;
}

/** The recipes a recipe starts, and the names of those that are not there. */
export function recipeCalls(
  file: LoadedJustfile,
  recipe: LoadedRecipe,
  commands: readonly Command[],
): { readonly calls: readonly RecipeCall[]; readonly problems: readonly RecipeProblem[] } {
  const calls: RecipeCall[] = [];
  const problems: RecipeProblem[] = [];
  for (const { name, line } of recipe.dependencies) {
    const target = resolveRecipe(file, recipe.module, name);
    if (target) calls.push({ target, line });
  }
  for (const { words, line } of commands) {
    const { program, words: rest } = unwrapped(words.map((word) => word.text));
    const [name = ''] = rest;
    // Options may choose another justfile.
    if (program !== 'just' || name === '' || name.startsWith('-') || name.includes(UNKNOWN)) continue;
    if (name.includes('=')) continue;
    const target = resolveRecipe(file, '', name);
    if (target) calls.push({ target, line });
    else problems.push({ kind: 'recipe', words: `no recipe ${name}`, file: recipe.file, line });
  }
  return { calls, problems };
}
