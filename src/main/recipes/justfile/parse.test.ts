import { describe, expect, it } from 'vitest';
import { parseJustfile } from './parse';

const one = (text: string) => {
  const [recipe] = parseJustfile(text, 'justfile').recipes;
  if (!recipe) throw new Error('no recipe was read');
  return recipe;
};

describe('parseJustfile', () => {
  it('reads names, docs, groups and bodies', () => {
    const recipe = one(`# not this one

# Builds it
[group('build')]
[no-cd, confirm("Sure?")]
@build-all:
    echo one

      echo two

next:
`);
    expect(recipe).toMatchObject({ name: 'build-all', doc: 'Builds it', line: 6, quiet: true });
    expect(recipe.attributes).toEqual([
      { name: 'group', values: ['build'] },
      { name: 'no-cd', values: [] },
      { name: 'confirm', values: ['Sure?'] },
    ]);
    expect(recipe.body).toEqual([
      { text: 'echo one', line: 7 },
      { text: '', line: 8 },
      { text: '  echo two', line: 9 },
    ]);
  });

  it('reads parameters with defaults, variadics and exports', () => {
    const { parameters } = one(
      'f HOST TYPE="work station" DIR=(home / "x") WHEN=`date` $KEY=name +REST:\n    true\n',
    );
    expect(parameters.map((p) => [p.name, p.count, p.default?.text ?? null, p.exported])).toEqual([
      ['HOST', 'one', null, false],
      ['TYPE', 'one', '"work station"', false],
      ['DIR', 'one', '(home / "x")', false],
      ['WHEN', 'one', '`date`', false],
      ['KEY', 'one', 'name', true],
      ['REST', 'some', null, false],
    ]);
    expect(parameters[2]?.default?.parts).toEqual([{ name: 'home' }, { text: '/' }, { text: 'x' }]);
    expect(one('f *FLAGS="":\n').parameters[0]).toMatchObject({ count: 'any' });
  });

  it('reads dependencies, before and after, with arguments and modules', () => {
    const { dependencies } = one('a b: (c b "x" + y) d::e && f\n    true\n');
    expect(dependencies.map(({ name, references }) => [name, references.map((r) => r.name)])).toEqual([
      ['c', ['b', 'y']],
      ['d::e', []],
      ['f', []],
    ]);
  });

  it('reads variables, settings, aliases, imports and modules', () => {
    const file = parseJustfile(
      `set shell := ["bash", "-c"]
set dotenv-load
export A := "x" + B / 'y' # why
B := if os() == "linux" { A } else if C == "" { "1" } else { error("no") }
T := '''
    two
      lines
  '''
alias b := build
import 'more.just'
import? 'maybe.just'
mod sub
mod? other 'dir/other.just'
unexport PATH
build:
`,
      'justfile',
    );
    expect(file.problems).toEqual([]);
    expect(file.settings).toEqual(
      new Map<string, unknown>([
        ['shell', ['bash', '-c']],
        ['dotenv-load', true],
      ]),
    );
    expect(file.variables.get('A')?.value.parts).toEqual([
      { text: 'x' },
      { name: 'B' },
      { text: '/' },
      { text: 'y' },
    ]);
    expect(file.variables.get('B')?.value.references.map(({ name }) => name)).toEqual(['A', 'C']);
    expect(file.variables.get('T')?.value.parts).toEqual([{ text: 'two\n  lines\n' }]);
    expect(file.aliases).toMatchObject([{ name: 'b', target: 'build', line: 9 }]);
    expect(file.inclusions.map(({ kind, name, path, optional }) => [kind, name, path, optional])).toEqual([
      ['import', null, 'more.just', false],
      ['import', null, 'maybe.just', true],
      ['mod', 'sub', null, false],
      ['mod', 'other', 'dir/other.just', true],
    ]);
    expect(file.recipes.map(({ name }) => name)).toEqual(['build']);
  });

  it('says where it understands nothing, and goes on', () => {
    const file = parseJustfile('a:\n    echo\n%%%\n    lost\nb x=:\nc\nlast:\n', 'justfile');
    expect(file.recipes.map(({ name }) => name)).toContain('last');
    expect(file.problems.map(({ line }) => line)).toEqual([3, 6]);
  });

  it('takes hostile input without end', () => {
    for (const text of [
      'a:'.repeat(5000),
      `x := ${'('.repeat(100_000)}`,
      `x := ${'if '.repeat(100_000)}`,
      '[',
      'a (',
      'a: (',
      "'''",
      'set x := [',
      '\\\n'.repeat(99),
    ])
      expect(() => parseJustfile(text, 'justfile')).not.toThrow();
  });
});
