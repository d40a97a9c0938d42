import type { Recipe, RecipeProblem } from '../../shared/contract';
import { attributeProblems, type FlakeOutputs } from './checks/attributes';
import { recipeCalls, type RecipeCall } from './checks/calls';
import { fileProblems } from './checks/files';
import { programProblems } from './checks/programs';
import { referenceProblems, withModule } from './checks/references';
import { type Danger, dangersOf } from './dangers';
import { constantOf, fillIn } from './justfile/fill-in';
import type { LoadedJustfile, LoadedRecipe } from './justfile/load';
import { readScript, type Script } from './shell/commands';
import { UNKNOWN } from './shell/words';

/** What recipes are checked against. */
export interface Surroundings {
  /** Whether the fleet has the file or folder, named relative to it. */
  exists(file: string): boolean;
  isOnPath(program: string): boolean;
  readonly outputs: FlakeOutputs;
}

/** A recipe as it stands by itself, before what it starts is looked at. */
interface Alone {
  readonly recipe: LoadedRecipe;
  readonly problems: readonly RecipeProblem[];
  readonly dangers: readonly Danger[];
  readonly calls: readonly RecipeCall[];
}

/** Every recipe with what is wrong and what is dangerous about it, also through recipes it starts. */
export function checkRecipes(file: LoadedJustfile, around: Surroundings): Recipe[] {
  const alone = new Map(file.recipes.map((recipe) => [recipe.path, checkAlone(file, recipe, around)]));
  return file.recipes.map((recipe) => describe(file, recipe, alone));
}

function checkAlone(file: LoadedJustfile, recipe: LoadedRecipe, around: Surroundings): Alone {
  const lines = fillIn(file, recipe, UNKNOWN);
  const script = scriptOf(file, lines);
  const folder = folderOf(file, recipe);
  const { calls, problems: missing } = recipeCalls(file, recipe, script.commands);
  const problems = [
    ...referenceProblems(file, recipe, lines),
    ...missing,
    ...(folder === null ? [] : fileProblems(script.commands, around.exists, { file: recipe.file, folder })),
    ...(folder === '' ? attributeProblems(around.outputs, script.commands, recipe.file) : []),
    ...programProblems(script, around.isOnPath, recipe.file),
  ];
  const confirm = recipe.attributes.find(({ name }) => name === 'confirm');
  const asked = confirm ? [{ words: confirm.values[0] ?? 'asks to be confirmed', line: recipe.line }] : [];
  return { recipe, problems, calls, dangers: [...asked, ...dangersOf(script.commands)] };
}

/** The shell commands of a body; none where another language runs it. */
function scriptOf(file: LoadedJustfile, lines: readonly { text: string; line: number }[]): Script {
  const none: Script = { commands: [], functions: new Set() };
  const [first] = lines;
  if (!first) return none;
  if (first.text.startsWith('#!')) {
    if (!/\b(?:ba|z|da|k)?sh\b/.test(first.text)) return none;
    return readScript(['', ...lines.slice(1).map(({ text }) => text)].join('\n'), first.line);
  }
  const shell = file.settings.get('shell');
  const program = Array.isArray(shell) ? String(shell[0] ?? '') : 'sh';
  if (!/(?:^|\/)(?:ba|z|da|k)?sh$/.test(program)) return none;
  // `@` and `-` before a line tell just to be quiet and to go on.
  const text = lines.map((line) => line.text.replace(/^\s*[@-]{1,2}\s*/, '')).join('\n');
  return readScript(text, first.line);
}

/** The folder a recipe runs in, relative to the fleet; null where that depends on the caller. */
function folderOf(file: LoadedJustfile, recipe: LoadedRecipe): string | null {
  const attribute = recipe.attributes.find(({ name }) => name === 'no-cd' || name === 'working-directory');
  if (attribute?.name === 'no-cd') return null;
  const set = attribute?.values[0] ?? file.settings.get('working-directory');
  if (typeof set === 'string') return set.startsWith('/') || set.startsWith('~') ? null : set;
  const home = recipe.module === '' ? file.file : recipe.file;
  return home.includes('/') ? home.slice(0, home.lastIndexOf('/')) : '';
}

function describe(file: LoadedJustfile, recipe: LoadedRecipe, alone: ReadonlyMap<string, Alone>): Recipe {
  const own = alone.get(recipe.path);
  const reached = reachedFrom(recipe, alone);
  const problems = distinct([
    ...(own?.problems ?? []),
    ...reached.flatMap(({ one, line }) =>
      one.problems.map((problem) => ({
        ...problem,
        words: `${one.recipe.path}: ${problem.words}`,
        line,
        file: recipe.file,
      })),
    ),
  ]);
  const dangers = new Map<string, Danger>();
  for (const danger of own?.dangers ?? []) dangers.set(danger.words, danger);
  for (const { one, line } of reached) {
    for (const { words } of one.dangers) {
      if (!dangers.has(words)) dangers.set(words, { words: `${words} (by ${one.recipe.path})`, line });
    }
  }
  const [worst] = problems.filter(({ kind }) => kind !== 'program');
  return {
    name: recipe.path,
    doc: recipe.doc,
    group: recipe.attributes.find(({ name }) => name === 'group')?.values[0] ?? null,
    parameters: recipe.parameters.map(({ name, count, default: value }) => ({
      name,
      count,
      default: value?.text ?? null,
      value: valueOf(file, recipe, value),
    })),
    aliases: file.aliases
      .filter(({ module, target }) => withModule(module, target) === recipe.path)
      .map(({ module, name }) => withModule(module, name)),
    isPrivate: recipe.name.startsWith('_') || recipe.attributes.some(({ name }) => name === 'private'),
    file: recipe.file,
    line: recipe.line,
    state: worst ? 'broken' : problems.length > 0 ? 'lacking' : 'ready',
    problems,
    dangers: [...dangers.values()],
    body: recipe.body.map(({ text }) => text).join('\n'),
  };
}

/** Every recipe that one starts, directly or through others, with the line of its own that leads there. */
function reachedFrom(
  recipe: LoadedRecipe,
  alone: ReadonlyMap<string, Alone>,
): { one: Alone; line: number }[] {
  const seen = new Set([recipe.path]);
  const found: { one: Alone; line: number }[] = [];
  const queue = [...(alone.get(recipe.path)?.calls ?? [])];
  for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
    const { target, line } = call;
    if (seen.has(target.path)) continue;
    seen.add(target.path);
    const one = alone.get(target.path);
    if (!one) continue;
    found.push({ one, line });
    queue.push(...one.calls.map((next) => ({ ...next, line })));
  }
  return found;
}

function valueOf(
  file: LoadedJustfile,
  recipe: LoadedRecipe,
  value: LoadedRecipe['parameters'][number]['default'],
): string | null {
  if (!value?.parts) return null;
  const own = new Set(recipe.parameters.map(({ name }) => name));
  const texts = value.parts.map((part) => {
    if ('text' in part) return part.text;
    return own.has(part.name) ? null : constantOf(file, recipe.module, part.name, []);
  });
  return texts.includes(null) ? null : texts.join('');
}

/** Each problem once, in the order of lines. */
function distinct(problems: readonly RecipeProblem[]): RecipeProblem[] {
  const seen = new Map<string, RecipeProblem>();
  for (const problem of problems.toSorted((a, b) => a.line - b.line)) {
    const key = `${problem.kind} ${problem.words}`;
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}
