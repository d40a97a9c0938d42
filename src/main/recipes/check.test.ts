import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Recipe } from '../../shared/contract';
import { outputsOf } from '../fleet';
import { readRecipes } from './read-recipes';

/** A folder with these files, removed when the test ends. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-recipes-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

const FLAKE = `{
  outputs = { self, nixpkgs }: {
    nixosConfigurations.p510 = nixpkgs.lib.nixosSystem { modules = [ { } ]; };
    packages.x86_64-linux = { live-iso-p510 = 1; docs = 2; };
    devShells.x86_64-linux.default = 3;
  };
}
`;

function check(justfile: string, files: Readonly<Record<string, string>> = {}) {
  const dir = folderOf({ 'flake.nix': FLAKE, Justfile: justfile, ...files });
  const found = readRecipes(dir, {
    outputs: outputsOf(dir),
    isOnPath: (program) => !['absent', 'jq'].includes(program),
  });
  const recipe = (name: string): Recipe => {
    const one = found.recipes.find((candidate) => candidate.name === name);
    if (!one) throw new Error(`no recipe ${name}`);
    return one;
  };
  return {
    ...found,
    recipe,
    wrong: (name: string) => recipe(name).problems.map(({ kind, words }) => [kind, words]),
  };
}

describe('a justfile', () => {
  it('is found however it is capitalised, and a fleet without one has no recipes', () => {
    expect(check('a:\n    true\n').justfile).toBe('Justfile');
    const dir = folderOf({ 'flake.nix': FLAKE, '.justfile': 'a:\n' });
    expect(readRecipes(dir, { outputs: outputsOf(dir), isOnPath: () => true }).justfile).toBe('.justfile');
    const bare = folderOf({ 'flake.nix': FLAKE });
    expect(readRecipes(bare, { outputs: outputsOf(bare), isOnPath: () => true })).toEqual({
      justfile: null,
      recipes: [],
      problems: [],
    });
  });

  it('may be spread over imports and modules', () => {
    const found = check(
      `import 'more.just'
import 'gone.just'
import? 'maybe.just'
mod live
alias b := build
alias lost := nowhere
x := gone
build: live::iso shared
    just live::iso
    just nothing
`,
      { 'more.just': 'shared:\n    true\nbuild:\n    lost\n', 'live/mod.just': 'iso:\n    ./make.sh\n' },
    );
    expect(found.recipes.map(({ name, file }) => [name, file])).toEqual([
      ['build', 'Justfile'],
      ['shared', 'more.just'],
      ['live::iso', 'live/mod.just'],
    ]);
    expect(found.recipe('build').aliases).toEqual(['b']);
    expect(found.wrong('live::iso')).toEqual([['script', './make.sh is not there']]);
    expect(found.wrong('build')).toEqual([
      ['script', 'live::iso: ./make.sh is not there'],
      ['recipe', 'no recipe nothing'],
    ]);
    expect(found.problems.map(({ line, words }) => [line, words])).toEqual([
      [2, 'gone.just is not there'],
      [7, 'no variable gone'],
      [6, 'the alias lost means nowhere, which is no recipe'],
    ]);
  });
});

describe('a recipe', () => {
  it('is broken where a script, a template or a recipe is missing', () => {
    const found = check(
      `create-host HOST TYPE="server": prepare
    @mkdir -p hosts/{{HOST}}
    cp templates/variables.nix hosts/{{HOST}}/variables.nix
    cp hosts/p510/default.nix hosts/{{HOST}}/default.nix
    ./scripts/there.sh && ./scripts/gone.sh {{TYPE}}
    bash scripts/also-gone.sh
    python3 -c 'print(1)'
    if [ -f optional.sh ]; then ./optional.sh; fi
    echo x > made.txt; cat ./made.txt
`,
      { 'scripts/there.sh': '', 'hosts/p510/default.nix': '{ }' },
    );
    expect(found.recipe('create-host')).toMatchObject({ state: 'broken', line: 1 });
    expect(found.wrong('create-host')).toEqual([
      ['recipe', 'no recipe prepare'],
      ['file', 'templates/variables.nix is not there'],
      ['script', './scripts/gone.sh is not there'],
      ['script', 'scripts/also-gone.sh is not there'],
    ]);
    expect(found.recipe('create-host').problems.map(({ line }) => line)).toEqual([1, 3, 5, 6]);
  });

  it('is broken where the flake has no such output, and is let be where that cannot be told', () => {
    const found = check(`nix := "nix --extra-experimental-features 'nix-command flakes'"
live host:
    nix build .#liveImages.{{host}}.config.system.build.toplevel --dry-run
iso host:
    {{ nix }} build .#live-iso-{{host}} && nix build '.#packages.x86_64-linux.live-iso-{{host}}'
usb:
    nix build .#usb-{{ arch() }}
switch HOST:
    nixos-rebuild switch --flake .#{{HOST}}
other:
    nixos-rebuild build --flake .#p999
deep OPTION:
    nix eval --json '.#nixosConfigurations.p510.config.{{OPTION}}'
shell:
    nix develop .#docs --command make
elsewhere:
    nix build nixpkgs#hello
`);
    expect(found.recipes.filter(({ state }) => state === 'broken').map(({ name }) => name)).toEqual([
      'live',
      'usb',
      'other',
    ]);
    expect(found.wrong('live')).toEqual([
      ['attribute', 'the flake has no liveImages.….config.system.build.toplevel'],
    ]);
    const unknown = check('x:\n    nix build .#anything\n', {
      'flake.nix': '{ outputs = inputs: inputs.utils.lib.mkFlake { inherit inputs; }; }',
    });
    expect(unknown.recipe('x').problems).toEqual([]);
  });

  it('is broken where it names a variable nobody defines', () => {
    const found = check(
      'home := env("HOME")\na B="x" C=missing:\n    echo {{ B }} {{home}} {{ os() }} {{ gone + HEX }} {{{{ no }}\n',
    );
    expect(found.wrong('a')).toEqual([
      ['variable', 'no variable missing'],
      ['variable', 'no variable gone'],
    ]);
    expect(found.recipe('a').parameters).toEqual([
      { name: 'B', count: 'one', default: '"x"', value: 'x' },
      { name: 'C', count: 'one', default: 'missing', value: null },
    ]);
  });

  it('lacks a program that is not on this machine', () => {
    const found = check(`a:
    absent --flag | jq .
    command -v absent
b:
    #!/usr/bin/env python3
    import absent
c:
    absent() { true; }; absent
d:
    if command -v absent; then absent; fi
`);
    expect(found.recipe('a').state).toBe('lacking');
    expect(found.wrong('a')).toEqual([['program', 'jq is not on PATH']]);
    for (const name of ['b', 'c', 'd']) expect(found.wrong(name)).toEqual([]);
  });

  it('is as dangerous as what it starts, and as it says itself', () => {
    const found = check(`[confirm("Really?")]
ask:
    true
wipe:
    sudo dd if=x.iso of=/dev/sdb
all: wipe
    just ask
[private]
_hidden:
    true
loop: all again
again: loop
`);
    const dangers = (name: string) => found.recipe(name).dangers.map(({ words }) => words);
    expect(dangers('ask')).toEqual(['Really?']);
    expect(dangers('all')).toEqual([
      'writes over a drive or file with dd (by wipe)',
      'runs dd as root (by wipe)',
      'Really? (by ask)',
    ]);
    expect(found.recipe('_hidden').isPrivate).toBe(true);
    expect(dangers('loop')).toHaveLength(3);
  });
});
