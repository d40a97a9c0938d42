import { delimiter } from 'node:path';
import { AppError, type Job, type Recipe } from '../../shared/contract';
import type { Jobs } from '../jobs';
import { isCommandAbsent, runProcess } from '../process';

export interface RunRecipe {
  readonly jobs: Pick<Jobs, 'start'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the fleet. */
  readonly dir: string;
  /** Relative to the fleet. */
  readonly justfile: string;
  readonly recipe: Recipe;
  readonly words: readonly string[];
}

/** Lines of the end of the output that an error carries. */
const TAIL = 8;

/** Runs a recipe through the user's own `just`, as a job. Its output is the job's log; cancel ends its processes. */
export function runRecipe({ jobs, env, dir, justfile, recipe, words }: RunRecipe): Promise<Job> {
  const title = ['just', recipe.name, ...words].join(' ');
  return jobs.start({
    kind: 'recipe',
    title: title.length > 80 ? `${title.slice(0, 79)}…` : title,
    steps: [{ id: 'run', title: recipe.name, weight: 1 }],
    run: async (context) => {
      context.step('run');
      const tail: string[] = [];
      const say = (source: string) => (line: string) => {
        tail.push(line);
        if (tail.length > TAIL) tail.shift();
        context.log(line, source);
      };
      try {
        const { code, signal } = await runProcess(
          [
            'just',
            '--justfile',
            `${dir}/${justfile}`,
            '--working-directory',
            dir,
            // Dangers were agreed to before, also those a recipe asks about itself; nobody sits at its input.
            '--yes',
            '--color',
            'never',
            recipe.name,
            ...words,
          ],
          {
            cwd: dir,
            env,
            signal: context.signal,
            maxOutputBytes: 1024,
            onStdoutLine: say('stdout'),
            onStderrLine: say('stderr'),
          },
        );
        if (code === 0) return { recipe: recipe.name, code };
        throw new AppError(
          'recipe-failed',
          code === null
            ? `${recipe.name} was ended by ${signal}.`
            : `${recipe.name} ended with code ${code}.`,
          {
            hint: 'Its output says why; what it did before stays done.',
            detail: {
              recipe: recipe.name,
              file: recipe.file,
              line: recipe.line,
              code,
              output: tail.join('\n'),
            },
          },
        );
      } catch (error) {
        if (isCommandAbsent(error)) throw justAbsent();
        throw error;
      }
    },
  });
}

/** The refusal of everything that needs `just` where it is not installed. */
export function justAbsent(): AppError {
  return new AppError('just-absent', 'just is not installed (no just on PATH).', {
    hint: 'Install just from your distribution, or start Snowfleet inside the fleet’s own shell (nix develop).',
  });
}

/** The environment recipes run in: `snowfleet` itself is found, and acts on the same fleet. */
export function recipeEnv(
  env: Readonly<Record<string, string | undefined>>,
  binDir: string,
  dir: string,
): Record<string, string | undefined> {
  const path = env['PATH'] ?? '';
  return { ...env, PATH: path === '' ? binDir : `${path}${delimiter}${binDir}`, SNOWFLEET_FLEET: dir };
}
