import { AppError, type Recipe, type Recipes } from '../../shared/contract';
import type { Jobs } from '../jobs';
import { checkArguments } from './arguments';
import { justAbsent, recipeEnv, runRecipe } from './run-recipe';

/** What a justfile is read against; cloned between threads. */
export interface RecipesRequest {
  /** Folder of the fleet. */
  readonly dir: string;
  /** The PATH that recipes get. */
  readonly path: string;
}

export type RecipesRead = Pick<Recipes, 'justfile' | 'recipes' | 'problems'> & { readonly hasJust: boolean };

export interface RecipesOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly jobs: Pick<Jobs, 'start'>;
  /** Folder of the open fleet; throws while none is open. */
  readonly dir: () => string;
  /** Where `snowfleet` itself lies, for recipes that call it. */
  readonly binDir: string;
  /** Reads and checks, in this thread or another. */
  readonly read: (request: RecipesRequest) => Promise<RecipesRead>;
}

/** The verbs that the fleet itself brings: recipes of its justfile. */
export interface RecipeBook {
  list(): Promise<Recipes>;
  run(request: {
    name: string;
    arguments: readonly string[];
    confirmed: boolean;
    anyway: boolean;
  }): Promise<{ job: string }>;
}

/** The recipes of the open fleet, read anew each time they are asked for. */
export function createRecipes({ env, jobs, dir, binDir, read }: RecipesOptions): RecipeBook {
  const look = (): Promise<RecipesRead> => {
    const folder = dir();
    return read({ dir: folder, path: recipeEnv(env, binDir, folder)['PATH'] ?? '' });
  };
  return {
    async list() {
      const { hasJust, ...found } = await look();
      const note = hasJust ? null : `${justAbsent().message} ${justAbsent().hint}`;
      return { ...found, just: { available: hasJust, note } };
    },
    async run({ name, arguments: words, confirmed, anyway }) {
      const { hasJust, justfile, recipes, problems } = await look();
      const recipe = recipes.find((one) => one.name === name || one.aliases.includes(name));
      if (!recipe || justfile === null) throw unknown(name, justfile);
      checkArguments(recipe, words);
      const [first] = problems;
      if (first && !anyway) throw broken(`${first.file} is not understood: ${first.words}`, first);
      const [problem] = recipe.problems;
      if (problem && !anyway) throw broken(`${recipe.name} cannot work: ${problem.words}.`, problem);
      if (!hasJust) throw justAbsent();
      if (recipe.dangers.length > 0 && !confirmed) throw unconfirmed(recipe);
      const folder = dir();
      const job = await runRecipe({
        jobs,
        env: recipeEnv(env, binDir, folder),
        dir: folder,
        justfile,
        recipe,
        words,
      });
      return { job: job.id };
    },
  };
}

function unknown(name: string, justfile: string | null): AppError {
  if (justfile === null) {
    return new AppError('unknown-recipe', 'This fleet has no justfile.', {
      hint: 'Recipes are read from a file named justfile beside flake.nix.',
    });
  }
  return new AppError('unknown-recipe', `${justfile} has no recipe ${name}.`, {
    hint: 'List them with `snowfleet recipes`.',
    detail: { recipe: name, file: justfile },
  });
}

function broken(message: string, { file, line }: { file: string; line: number }): AppError {
  return new AppError('recipe-broken', message, {
    hint: 'Mend that line of the justfile, or bring what it names.',
    detail: { file, line },
  });
}

function unconfirmed(recipe: Recipe): AppError {
  return new AppError(
    'confirmation-needed',
    `${recipe.name} ${recipe.dangers.map(({ words }) => words).join(', ')}.`,
    {
      hint: 'Say --yes, or agree where you are asked.',
      detail: { file: recipe.file, line: recipe.dangers[0]?.line ?? recipe.line },
    },
  );
}
