import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildProgram } from '../src/main/cli/program';
import { splitCommandLine } from '../src/main/cli/command-line';
import { outputsOf } from '../src/main/fleet';
import { readRecipes } from '../src/main/recipes/read-recipes';
import { readJustfile, type Recipe } from './support/read-justfile';

/** The fleet's justfile names only things that exist: commands, options, outputs, hosts, tags, scripts, recipes. */
const root = fileURLToPath(new URL('..', import.meta.url));
const fleet = join(root, 'fleet');
const text = readFileSync(join(fleet, 'justfile'), 'utf8');
const recipes = readJustfile(text);
const hosts = readdirSync(join(fleet, 'hosts')).toSorted();
const listed = /^hosts := "(.*)"$/m.exec(text)?.[1]?.split(' ') ?? [];

/** What is compared of `just --dump --dump-format json`. */
const justDump = z.object({
  recipes: z.record(
    z.string(),
    z.object({
      name: z.string(),
      doc: z.string().nullable(),
      parameters: z.array(z.object({ name: z.string() })),
    }),
  ),
});
const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

const isAbsent = (program: string): boolean => spawnSync(program, ['--version']).error !== undefined;

const used = (program: string): { recipe: Recipe; words: string[] }[] =>
  recipes.flatMap((recipe) =>
    recipe.lines.flatMap((line) =>
      line
        .split(/\s(?:\|(?: xargs)?|--)\s(?=snowfleet|just|shellcheck)|\s\|\s/)
        .map((part) => part.replace(/^@/, '').split(/\s+/))
        .filter(([first]) => first === program)
        .map((words) => ({ recipe, words: words.slice(1) })),
    ),
  );

/** Commands with verbs that tell something without one. */
const TELL_ALONE = new Set(['draft', 'recipes']);

describe('the justfile', () => {
  it('has at least a hundred recipes, each with its own name, a line of help and a group', () => {
    expect(recipes.length).toBeGreaterThanOrEqual(100);
    expect(new Set(recipes.map(({ name }) => name)).size).toBe(recipes.length);
    expect(recipes.filter(({ doc, group, lines }) => !doc || !group || lines.length === 0)).toEqual([]);
  });

  it('uses every parameter that it takes, and no other', () => {
    const wrong = recipes.filter(({ parameters, lines }) => {
      const named = new Set(
        [...lines.join('\n').matchAll(/\{\{\s*(?:quote\()?([A-Z]+)\)?\s*\}\}/g)].map(([, name = '']) => name),
      );
      return [...named].toSorted().join() !== [...parameters].toSorted().join();
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('knows the hosts of the fleet', () => {
    expect(listed).toEqual(hosts);
    for (const host of hosts) expect(recipes.map(({ name }) => name)).toContain(host);
    const tags = new Set(
      hosts.flatMap((host) => {
        const source = readFileSync(join(fleet, 'hosts', host, 'default.nix'), 'utf8');
        return [...(/tags\s*=\s*\[([^\]]*)\]/.exec(source)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
          ([, tag = '']) => tag,
        );
      }),
    );
    const named = [...text.matchAll(/'@([a-z]+)'/g)].map(([, tag = '']) => tag);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((tag) => !tags.has(tag))).toEqual([]);
  });

  it('calls commands of snowfleet with options that they have', () => {
    const program = buildProgram('0', () => async () => undefined as never);
    const calls = used('snowfleet');
    expect(calls.length).toBeGreaterThan(50);
    const wrong = calls.flatMap(({ recipe, words }) => {
      const { args } = splitCommandLine(words);
      const globals = args.filter((word) => program.options.some((option) => option.long === word));
      const [name = '', ...rest] = args.filter((word) => !globals.includes(word));
      const command = program.commands.find(
        (candidate) => candidate.name() === name || candidate.aliases().includes(name),
      );
      if (command === undefined) return [`${recipe.name}: no command ${name}`];
      const verbs = command.commands.map((sub) => sub.name());
      const isAlone = rest.length === 0 && TELL_ALONE.has(name);
      if (verbs.length > 0 && !verbs.includes(rest[0] ?? '') && !isAlone)
        return [`${recipe.name}: no ${name} ${rest[0]}`];
      return rest
        .filter((word) => /^-{1,2}[a-z]/.test(word))
        .filter((word) => !command.options.some((option) => option.long === word || option.short === word))
        .map((word) => `${recipe.name}: ${name} has no ${word}`);
    });
    expect(wrong).toEqual([]);
  });

  it('names recipes, scripts and files that are there', () => {
    const names = new Set(recipes.map(({ name }) => name));
    expect(
      used('just')
        .map(({ words }) => words[0] ?? '')
        .filter((name) => !name.startsWith('--') && !names.has(name)),
    ).toEqual([]);
    const paths = [...text.matchAll(/(?<=\s)(\.\/[\w./-]+|secrets\/[\w.-]+)/g)].map(([path]) => path);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(fleet, path)))).toEqual([]);
  });

  it('is read by the app alike, which finds nothing broken in it', () => {
    const read = readRecipes(fleet, { outputs: outputsOf(fleet), isOnPath: () => true });
    expect(read.justfile).toBe('justfile');
    expect(read.problems).toEqual([]);
    expect(
      read.recipes.map(({ name, doc, group, line, parameters }) => ({
        name,
        doc,
        group,
        line,
        parameters: parameters.map((one) => one.name),
      })),
    ).toEqual(
      recipes.map(({ name, doc, group, line, parameters }) => ({ name, doc, group, line, parameters })),
    );
    expect(read.recipes.filter(({ problems }) => problems.length > 0)).toEqual([]);
    const asked = read.recipes.filter(({ dangers }) => dangers.length > 0).map(({ name }) => name);
    expect(asked).toEqual(expect.arrayContaining(['p510', 'deploy-all', 'rollback', 'gc-here', 'stages']));
    expect(asked).not.toContain('plan');
  });

  it('names outputs that the flake has', (context) => {
    if (isAbsent('nix-instantiate')) context.skip('Nix is not installed');
    const flake = execFileSync(
      'nix-instantiate',
      [
        '--eval',
        '--strict',
        '--json',
        '--expr',
        `let inputs = { self = { }; nixpkgs = { lib = import ${join(root, 'resources/stand-in/lib')}; legacyPackages = { }; }; };
           in builtins.attrNames ((import ${join(fleet, 'flake.nix')}).outputs inputs)`,
      ],
      { encoding: 'utf8' },
    );
    const outputs = z.array(z.string()).parse(JSON.parse(flake));
    const named = [...text.matchAll(/'\.#([a-z][A-Za-z]*)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !outputs.includes(name))).toEqual([]);
  });

  it('is read by just itself', (context) => {
    if (isAbsent('just')) context.skip('just is not installed');
    const dumped = justDump.parse(
      JSON.parse(execFileSync('just', ['--dump', '--dump-format', 'json'], { cwd: fleet, encoding: 'utf8' })),
    );
    const ours = readRecipes(fleet, { outputs: outputsOf(fleet), isOnPath: () => true }).recipes;
    expect(Object.values(dumped.recipes).toSorted(byName)).toEqual(
      ours
        .map(({ name, doc, parameters }) => ({
          name,
          doc,
          parameters: parameters.map((one) => ({ name: one.name })),
        }))
        .toSorted(byName),
    );
  });
});
