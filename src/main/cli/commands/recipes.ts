import type { Command } from 'commander';
import { AppError, fromErrorShape, type Client, type Recipe } from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { confirm } from '../confirm';
import { exitCodeOfError } from '../exit-codes';
import { followJob } from '../follow-job';
import { harmless, printError } from '../io';
import { table } from '../table';

/** The verbs the fleet itself brings: recipes of its justfile. */
export function addRecipes(program: Command, act: Act): void {
  const recipes = program
    .command('recipes')
    .argument('[name]', 'one recipe, with what is wrong or dangerous about it')
    .description('recipes of the fleet’s justfile, each checked: does what it names exist')
    .action(act((cli, name: string | undefined) => (name === undefined ? list(cli) : show(cli, name))));

  recipes
    .command('run')
    .argument('<name>')
    .argument('[arguments...]', 'in the order of its parameters; after -- also such that begin with -')
    .option('--yes', 'do not ask before what is dangerous')
    .option('--anyway', 'also a recipe that a check found broken')
    .description('runs a recipe through just; Ctrl-C ends it and everything it started')
    .action(
      act((cli, name: string, words: string[], options: { yes?: boolean; anyway?: boolean }) =>
        run(cli, name, words, options),
      ),
    );
}

function list(cli: Cli): Answer {
  return cli.withFleet(async ({ client }) => {
    const answer = await client.recipes.list(undefined, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    if (answer.justfile === null) return cli.io.say('This fleet has no justfile.');
    if (answer.recipes.length === 0) cli.io.say(`${answer.justfile} has no recipes.`);
    else
      cli.io.print(
        table(
          ['RECIPE', 'STATE', 'GROUP', 'DOC'],
          answer.recipes
            .filter((recipe) => !recipe.isPrivate)
            .map((recipe) => [
              harmless(signature(recipe)),
              stateWords(recipe),
              harmless(recipe.group ?? ''),
              harmless(recipe.doc ?? ''),
            ]),
        ),
      );
    for (const { file, line, words } of answer.problems) cli.io.say(harmless(`${file}:${line}: ${words}`));
    for (const recipe of answer.recipes.filter(({ state }) => state === 'broken')) {
      for (const { file, line, words } of recipe.problems)
        cli.io.say(harmless(`${recipe.name}: ${words}, ${file}:${line}`));
    }
    if (answer.just.note !== null) cli.io.say(answer.just.note);
  });
}

function show(cli: Cli, name: string): Answer {
  return cli.withFleet(async ({ client }) => {
    const recipe = await find(client, name, cli.signal);
    if (cli.io.json) return cli.io.document(recipe);
    cli.io.print(harmless(`${signature(recipe)}  (${recipe.file}:${recipe.line})`));
    if (recipe.doc !== null) cli.io.print(harmless(recipe.doc));
    for (const { file, line, words } of recipe.problems)
      cli.io.print(harmless(`wrong: ${words}, ${file}:${line}`));
    for (const { line, words } of recipe.dangers)
      cli.io.print(harmless(`careful: ${words}, ${recipe.file}:${line}`));
    cli.io.print(harmless(recipe.body));
  });
}

function run(
  cli: Cli,
  name: string,
  words: readonly string[],
  options: { yes?: boolean; anyway?: boolean },
): Answer {
  return cli.withFleet(async ({ client }) => {
    const recipe = await find(client, name, cli.signal);
    const isUsable = recipe.state === 'ready' || options.anyway === true;
    if (isUsable && recipe.dangers.length > 0)
      await confirm(cli, options.yes, `${recipe.dangers.map((one) => one.words).join(', ')}: just ${name}`);
    const { job } = await client.recipes.run({
      name,
      arguments: [...words],
      confirmed: isUsable,
      anyway: options.anyway === true,
    });
    const followed = await followJob(client, job, cli.io, cli.interrupts, { events: true, isOutput: true });
    if (followed.error === null) {
      if (cli.io.json) cli.io.document({ type: 'result', recipe: name, code: 0 });
      return 0;
    }
    printError(cli.io, followed.error, { type: 'result', recipe: name });
    return exitCodeOfError(fromErrorShape(followed.error).code);
  });
}

/** Throws `unknown-recipe`. */
async function find(client: Client, name: string, signal: AbortSignal): Promise<Recipe> {
  const { recipes, justfile } = await client.recipes.list(undefined, { signal });
  const recipe = recipes.find((one) => one.name === name || one.aliases.includes(name));
  if (recipe) return recipe;
  throw new AppError(
    'unknown-recipe',
    justfile === null ? 'This fleet has no justfile.' : `${justfile} has no recipe ${name}.`,
    { hint: 'List them with `snowfleet recipes`.', detail: { recipe: name } },
  );
}

function signature({ name, parameters }: Recipe): string {
  const words = parameters.map((one) => {
    const sign = one.count === 'some' ? '+' : one.count === 'any' ? '*' : '';
    return `${sign}${one.name}${one.default === null ? '' : `=${one.default}`}`;
  });
  return [name, ...words].join(' ');
}

function stateWords({ state, dangers }: Recipe): string {
  return state === 'ready' && dangers.length > 0 ? 'ready, asks' : state;
}
