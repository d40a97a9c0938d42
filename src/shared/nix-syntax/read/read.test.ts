import { describe, expect, it } from 'vitest';
import {
  assignmentsOf,
  importsOf,
  leafValue,
  lineColumn,
  literalValue,
  moduleBody,
  parseNix,
  textOf,
} from '../index';
import type { NixTree } from '../index';

function table(source: string): string[] {
  const tree = parseNix(source);
  expect(tree.errors).toEqual([]);
  return assignmentsOf(tree).map((leaf) => {
    const value = leafValue(tree, leaf);
    const text = value.literal ? JSON.stringify(value.value) : `computed ${textOf(tree, leaf.value)}`;
    const { line, column } = lineColumn(tree, leaf.nameStart);
    const notes = [
      leaf.priority === 'plain' ? '' : String(leaf.priority),
      ...leaf.conditions.map((condition) => `if ${condition}`),
      leaf.dynamic ? 'dynamic' : '',
      leaf.comment ?? '',
    ].filter((note) => note !== '');
    return [`${leaf.path.join('.')} = ${text}`, `@${line}:${column}`, ...notes].join(' ');
  });
}

describe('assignmentsOf', () => {
  it('flattens blocks and dotted paths, with the place of the last name', () => {
    const source = `{ config, pkgs, ... }:
{
  imports = [ ./x.nix ];
  features.ai.claude-desktop = true; # assistant
  features = {
    ai = {
      enable = false;   /* why */ # really
      "big model".size = 7;
    };
    desktop.cosmic.enable = true;
    empty = { };
  };
  networking.hostName = "p620";
  users.users.\${vars.name}.shell = pkgs.zsh;
}
`;
    expect(table(source)).toEqual([
      'features.ai.claude-desktop = true @4:15 # assistant',
      'features.ai.enable = false @7:7 /* why */ # really',
      'features.ai.big model.size = 7 @8:19',
      'features.desktop.cosmic.enable = true @10:20',
      'features.empty = {} @11:5',
      'networking.hostName = "p620" @13:14',
      'users.users.${vars.name}.shell = computed pkgs.zsh @14:28 dynamic',
    ]);
  });

  it('takes priorities, conditions and merges off', () => {
    const source = `{ lib, config, ... }: with lib; {
  options.a = 1;
  config = mkMerge [
    { a.b = mkForce true; a.c = lib.mkDefault (mkForce 1); }
    (mkIf config.x.enable {
      a.d = mkOverride 70 [ "x" ];
      g = mkIf (y && z) { e = mkOverride 50 null; };
    })
    (optionalAttrs z { f = mkBefore [ 1 ]; })
  ];
}`;
    expect(table(source)).toEqual([
      'a.b = true @4:9 force',
      'a.c = 1 @4:29 default',
      'a.d = ["x"] @6:9 70 if config.x.enable',
      'g.e = null @7:27 force if config.x.enable if y && z',
      'f = [1] @9:24 if z',
    ]);
  });

  it('looks through functions, let, with, assert, parentheses and names bound around', () => {
    const wrap = (body: string): string[] => table(`args: { lib, ... }: let m = { a = 1; }; in ${body}`);
    expect(wrap('m')).toEqual(['a = 1 @1:31']);
    expect(wrap('assert true; with lib; (lib.mkIf c (let x = 1; in { config.a = x; }))')).toHaveLength(1);
    expect(wrap('import ./x.nix { }')).toEqual([]);
    expect(table('let m = m; in m')).toEqual([]);
  });

  it('marks what is inherited as computed', () => {
    expect(table('{ inherit (x) a "b"; inherit true; }')).toEqual([
      'a = computed a @1:15',
      'b = computed "b" @1:17',
      'true = computed true @1:30',
    ]);
  });

  it('reads settings below config only, where a module has options', () => {
    expect(table('{ options.x = 1; config.a.b = 1; config = { c = 2; }; imports = [ ]; }')).toEqual([
      'a.b = 1 @1:27',
      'c = 2 @1:45',
    ]);
    expect(moduleBody(parseNix('{ a = 1; }'))?.explicit).toBe(false);
  });

  it('does not take a nested look-alike for the root', () => {
    expect(table('{ monitoring = { features = { a = true; }; }; }')).toEqual([
      'monitoring.features.a = true @1:31',
    ]);
  });
});

function literalOf(source: string): unknown {
  const tree = parseNix(source);
  return literalValue(tree, tree.root);
}

describe('literalValue', () => {
  it.each([
    ['true', true],
    ['null', null],
    ['-1.5', -1.5],
    ['(12)', 12],
    ['"a\\nb"', 'a\nb'],
    ['./a/b', './a/b'],
    ['<nixpkgs>', '<nixpkgs>'],
    ['[ 1 "b" [ ] ]', [1, 'b', []]],
    ['{ a.b = 1; a = { c = 2; }; "d e" = false; }', { a: { b: 1, c: 2 }, 'd e': false }],
  ])('reads %s', (source, expected) => {
    expect(literalOf(source)).toEqual({ literal: true, value: expected });
  });

  it.each([
    'a',
    'a.b',
    '"${a}"',
    './${a}',
    '[ a ]',
    '{ a = b; }',
    'rec { a = 1; }',
    '{ inherit a; }',
    '1 + 1',
    '-a',
  ])('takes %s for computed', (source) => {
    expect(literalOf(source)).toEqual({ literal: false });
  });

  it('keeps an attribute named __proto__ an attribute', () => {
    const tree = parseNix('{ __proto__ = { a = 1; }; }');
    const result = literalValue(tree, tree.root);
    expect(result.literal && JSON.stringify(result.value)).toBe('{"__proto__":{"a":1}}');
  });
});

function imports(tree: NixTree): string[] {
  return importsOf(tree).map(({ path, computed, text, conditions }) =>
    [path ?? '-', computed ? `computed ${text}` : text, ...conditions].join(' | '),
  );
}

describe('importsOf', () => {
  it('reads literal, joined, conditional and computed imports', () => {
    const source = `{ lib, hostTypes, ... }:
let more = [ ./more.nix ] ++ lib.optional cfg.idle ./idle.nix; in
{
  imports = hostTypes.workstation.imports ++ [ ./a.nix ../b (desktop "x") (import ./t.nix { }) inputs.x.y ]
    ++ more ++ lib.optionals (c or false) [ ./ai.nix ] ++ (if d then [ ./d.nix ] else [ ]);
}`;
    expect(imports(parseNix(source))).toEqual([
      '- | computed hostTypes.workstation.imports',
      './a.nix | ./a.nix',
      '../b | ../b',
      '- | computed desktop "x"',
      './t.nix | computed import ./t.nix { }',
      '- | computed inputs.x.y',
      './more.nix | ./more.nix',
      './idle.nix | ./idle.nix | cfg.idle',
      './ai.nix | ./ai.nix | c or false',
      './d.nix | ./d.nix | d',
    ]);
  });

  it('reads imports beside config', () => {
    expect(imports(parseNix('{ imports = [ ./a ]; config = { imports = [ ./b ]; }; }'))).toEqual([
      './a | ./a',
    ]);
    expect(imports(parseNix('{ imports = [ ./${x}.nix ]; }'))).toEqual(['- | computed ./${x}.nix']);
  });
});
