import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Alias, Expression, Justfile, JustProblem, JustRecipe } from './model';
import { parseJustfile } from './parse';

/** Names just looks for in a folder; case is nothing to it. */
const NAMES = ['justfile', '.justfile'];
const MAX_FILES = 100;

/** A recipe under the name it is called by. */
export interface LoadedRecipe extends JustRecipe {
  /** With the module's names and `::` before it. */
  readonly path: string;
  /** The module it lies in, `''` for the justfile itself. */
  readonly module: string;
}

/** All that a justfile and what it takes in say. */
export interface LoadedJustfile {
  /** Relative to the fleet. */
  readonly file: string;
  readonly recipes: readonly LoadedRecipe[];
  readonly aliases: readonly (Alias & { readonly module: string })[];
  /** Variables by module and name, as `module name`. */
  readonly variables: ReadonlyMap<
    string,
    { readonly value: Expression; readonly line: number; readonly file: string }
  >;
  readonly settings: Justfile['settings'];
  readonly problems: readonly JustProblem[];
}

export interface JustfileDisk {
  /** Text of a file relative to the fleet, null when it cannot be read. */
  text(file: string): string | null;
  /** Names in a folder, null when it is none. */
  names(folder: string): readonly string[] | null;
}

/** The disk below a folder. Bytes that are no UTF-8 become replacement characters; just refuses them anyway. */
export function diskOf(dir: string, names: (folder: string) => readonly string[] | null): JustfileDisk {
  return {
    names,
    text(file) {
      try {
        return readFileSync(path.join(dir, file), 'utf8');
      } catch {
        return null;
      }
    },
  };
}

/** The justfile of a folder: `justfile` or `.justfile`, however it is capitalised; null when there is none. */
export function findJustfile(disk: JustfileDisk, folder = ''): string | null {
  const names = disk.names(folder) ?? [];
  const found = NAMES.flatMap((wanted) => names.filter((name) => name.toLowerCase() === wanted));
  const [first] = found;
  return first === undefined ? null : folder === '' ? first : `${folder}/${first}`;
}

/** Reads a justfile with its imports and modules. What is missing or goes in a circle becomes a problem. */
export function loadJustfile(disk: JustfileDisk, file: string): LoadedJustfile {
  const loader = new Loader(disk);
  const settings = loader.load(file, '', []);
  return { file, settings, ...loader.result() };
}

class Loader {
  private readonly recipes = new Map<string, LoadedRecipe>();
  private readonly aliases: (Alias & { module: string })[] = [];
  private readonly variables = new Map<string, { value: Expression; line: number; file: string }>();
  private readonly problems: JustProblem[] = [];
  private count = 0;

  constructor(private readonly disk: JustfileDisk) {}

  result(): Pick<LoadedJustfile, 'recipes' | 'aliases' | 'variables' | 'problems'> {
    const { aliases, variables, problems } = this;
    return { recipes: [...this.recipes.values()], aliases, variables, problems };
  }

  load(file: string, module: string, above: readonly string[]): Justfile['settings'] {
    const text = this.disk.text(file);
    this.count += 1;
    if (text === null || this.count > MAX_FILES) return new Map();
    const parsed = parseJustfile(text, file);
    const allowed = parsed.settings.has('allow-duplicate-recipes');
    for (const recipe of parsed.recipes) {
      const name = module === '' ? recipe.name : `${module}::${recipe.name}`;
      const known = this.recipes.get(name);
      // What the importing file says itself goes before what it imports.
      if (known && known.file !== file) continue;
      if (known && !allowed)
        this.problem(file, recipe.line, `${recipe.name} is defined at line ${known.line} already`);
      this.recipes.set(name, { ...recipe, path: name, module });
    }
    for (const alias of parsed.aliases) this.aliases.push({ ...alias, module });
    for (const [name, { value, line }] of parsed.variables) {
      const key = `${module} ${name}`;
      if (!this.variables.has(key)) this.variables.set(key, { value, line, file });
    }
    this.problems.push(...parsed.problems);
    for (const inclusion of parsed.inclusions) {
      const target = this.targetOf(file, inclusion);
      if (target === null) {
        if (!inclusion.optional) {
          const what = inclusion.path ?? `the file of module ${inclusion.name}`;
          this.problem(file, inclusion.line, `${what} is not there`);
        }
      } else if (target === file || above.includes(target)) {
        this.problem(file, inclusion.line, `${target} takes itself in`);
      } else {
        const under =
          inclusion.kind === 'import' ? module : [module, inclusion.name].filter(Boolean).join('::');
        this.load(target, under, [...above, file]);
      }
    }
    return parsed.settings;
  }

  private problem(file: string, line: number, message: string): void {
    this.problems.push({ file, line, message });
  }

  /** The file an inclusion means; of a module `NAME.just`, `NAME/mod.just` or `NAME/justfile`. */
  private targetOf(
    from: string,
    { kind, name, path: written }: Justfile['inclusions'][number],
  ): string | null {
    const folder = path.posix.dirname(from);
    const beside = (part: string): string => path.posix.normalize(path.posix.join(folder, part));
    if (written !== null) {
      const target = beside(written);
      if (this.disk.text(target) !== null) return target;
      return kind === 'mod' ? findJustfile(this.disk, target) : null;
    }
    const plain = [`${name}.just`, `${name}/mod.just`].map(beside);
    return plain.find((one) => this.disk.text(one) !== null) ?? findJustfile(this.disk, beside(name ?? ''));
  }
}
