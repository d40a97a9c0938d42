import { describe, expect, it } from 'vitest';
import { isAppError } from '../../contract/errors';
import {
  addImport,
  addToList,
  applyEdits,
  nixValue,
  parseNix,
  removeAttr,
  removeFromList,
  removeImport,
  setAttr,
  toggle,
  wrapValue,
} from '../index';
import type { NixTree, TextEdit } from '../index';

function edited(source: string, edit: (tree: NixTree) => TextEdit[]): string {
  return applyEdits(source, edit(parseNix(source)));
}

const set = (source: string, path: string, value: string): string =>
  edited(source, (tree) => setAttr(tree, path.split('.'), value));
const unset = (source: string, path: string): string =>
  edited(source, (tree) => removeAttr(tree, path.split('.')));

function refusal(run: () => unknown): { code: string; line: unknown } {
  try {
    run();
  } catch (error) {
    if (isAppError(error)) return { code: error.code, line: error.detail['line'] };
    throw error;
  }
  throw new Error('not refused');
}

const HOST = `{ config, lib, ... }:
{
  # Desktop first.
  features.desktop.enable = true; # keep

  features = {
    ai = {
      enable = true; # assistants
      ollama.enable = false;
    };
    media = { enable = true; };
  };

  networking.hostName = "p620";
  services.x = lib.mkForce false;
  services.y = lib.mkDefault (1 + 1);
  services.z = config.a;
}
`;

describe('setAttr', () => {
  it('replaces a literal in place and keeps what is around it', () => {
    expect(set(HOST, 'features.ai.enable', 'false')).toBe(
      HOST.replace('enable = true; # assistants', 'enable = false; # assistants'),
    );
    expect(set(HOST, 'services.x', 'true')).toBe(HOST.replace('lib.mkForce false', 'lib.mkForce true'));
    expect(set(HOST, 'services.x', 'f x')).toBe(HOST.replace('lib.mkForce false', 'lib.mkForce (f x)'));
    expect(set(HOST, 'networking.hostName', '"p620"')).toBe(HOST);
  });

  it('writes into the deepest block, behind the sibling that shares most', () => {
    expect(set(HOST, 'features.ai.gemini.enable', 'true')).toBe(
      HOST.replace('ollama.enable = false;\n', 'ollama.enable = false;\n      gemini.enable = true;\n'),
    );
    expect(set(HOST, 'features.ai.ollama.gpu', '"rocm"')).toBe(
      HOST.replace('ollama.enable = false;\n', 'ollama.enable = false;\n      ollama.gpu = "rocm";\n'),
    );
    expect(set(HOST, 'networking.domain', '"lan"')).toBe(
      HOST.replace('"p620";\n', '"p620";\n  networking.domain = "lan";\n'),
    );
  });

  it('keeps a block of one line on one line', () => {
    expect(set(HOST, 'features.media.plex', 'true')).toBe(
      HOST.replace('media = { enable = true; };', 'media = { enable = true; plex = true; };'),
    );
  });

  it('prefers the dotted neighbour that shares more over a block that shares less', () => {
    expect(set(HOST, 'features.desktop.cosmic', 'true')).toBe(
      HOST.replace('= true; # keep\n', '= true; # keep\n  features.desktop.cosmic = true;\n'),
    );
  });

  it('prefers the statement that holds most of the prefix', () => {
    const source = '{\n  a.b.c = 1;\n  a = {\n    b = {\n      d = 1;\n      e = 2;\n    };\n  };\n}\n';
    expect(set(source, 'a.b.f', '3')).toBe(source.replace('e = 2;\n', 'e = 2;\n      f = 3;\n'));
  });

  it('leaves a place where older Nix would refuse the file', () => {
    const source = '{\n  a = {\n    x = 1;\n    y = 2;\n  };\n  a.b.c = 1;\n}\n';
    const after = set(source, 'a.b.d', '2');
    expect(after).toBe(source.replace('a.b.c = 1;\n', 'a.b.c = 1;\n  a.b.d = 2;\n'));
    expect(parseNix(after).warnings).toEqual([]);
  });

  it('writes below config where the module has options', () => {
    const source = '{\n  options.a = 1;\n  config = {\n    b.c = 1;\n  };\n}\n';
    expect(set(source, 'b.d', '2')).toBe(source.replace('b.c = 1;\n', 'b.c = 1;\n    b.d = 2;\n'));
    expect(set('{\n  options.a = 1;\n}\n', 'b', '2')).toBe('{\n  options.a = 1;\n  config.b = 2;\n}\n');
  });

  it('quotes names, follows tabs and CRLF, and fills empty sets', () => {
    const quoted = edited('{ a.b = 1; }', (tree) => setAttr(tree, ['a', 'x.y', 'if'], '1'));
    expect(quoted).toBe('{ a.b = 1; a."x.y"."if" = 1; }');
    expect(set('{\r\n\ta = 1;\r\n}\r\n', 'b', '2')).toBe('{\r\n\ta = 1;\r\n\tb = 2;\r\n}\r\n');
    expect(set('{ ... }:\n{\n}\n', 'a', '1')).toBe('{ ... }:\n{\n  a = 1;\n}\n');
    expect(set('{ ... }: { }', 'a.b', '1')).toBe('{ ... }: { a.b = 1; }');
    expect(set('{}', 'a', '1')).toBe('{a = 1;}');
    expect(set('{ x = { }; }', 'x.a', '1')).toBe('{ x = { a = 1; }; }');
    expect(set('{\n  # nothing yet\n}\n', 'a', '1')).toBe('{\n  # nothing yet\n  a = 1;\n}\n');
    expect(set('{ /* c */ }', 'a', '1')).toBe('{ /* c */ a = 1; }');
    expect(set('{ a = 1; /* of a */ b = 2; }', 'a2', '1')).toBe('{ a = 1; /* of a */ b = 2; a2 = 1; }');
  });

  it('replaces a literal set as a whole, but not one that is written in pieces', () => {
    expect(set('{ a = { b = 1; }; }', 'a', '{ }')).toBe('{ a = { }; }');
    expect(refusal(() => set('{ a.b = 1;\n a.c = 2; }', 'a', '{ }'))).toEqual({ code: 'conflict', line: 1 });
  });

  it.each<[string, string, string, string, number]>([
    ['computed', HOST, 'services.z', 'not-literal', 17],
    ['computed inside a priority', HOST, 'services.y', 'not-literal', 16],
    ['inherited', '{\n inherit (x) a;\n}', 'a', 'not-literal', 2],
    ['conditional', '{ lib, ... }: {\n a = lib.mkIf x 1; }', 'a', 'not-literal', 2],
    ['below something computed', '{ a =\n f x; }', 'a.b', 'not-literal', 1],
    ['below a condition', '{ lib, ... }: {\n\n a = lib.mkIf x { b = 1; }; }', 'a.c', 'not-literal', 3],
    ['in a file under a condition', '{ lib, ... }: lib.mkIf x\n { b = 1; }', 'c', 'not-literal', 2],
    ['in a computed file', 'import ./x.nix', 'a', 'not-literal', 1],
  ])('refuses what is %s', (_, source, path, code, line) => {
    expect(refusal(() => set(source, path, 'true'))).toEqual({ code, line });
  });

  it('refuses a value that is no expression', () => {
    expect(refusal(() => set('{ }', 'a', '1; b = 2')).code).toBe('syntax-error');
    expect(refusal(() => set('{ }', 'a', '# 1')).code).toBe('syntax-error');
  });
});

describe('removeAttr', () => {
  it('takes the line, the comment behind it and a block left empty', () => {
    expect(unset(HOST, 'features.desktop.enable')).toBe(
      HOST.replace('  features.desktop.enable = true; # keep\n', ''),
    );
    expect(unset('{\n  a = {\n    b = {\n      c = 1; # x\n    };\n  };\n  d = 1;\n}\n', 'a.b.c')).toBe(
      '{\n  d = 1;\n}\n',
    );
    expect(unset('{\n  a = {\n    # note\n    c = 1;\n  };\n}\n', 'a.c')).toBe(
      '{\n  a = {\n    # note\n  };\n}\n',
    );
    expect(unset('{\n  options = { };\n  config = {\n    a = 1;\n  };\n}\n', 'a')).toBe(
      '{\n  options = { };\n  config = {\n  };\n}\n',
    );
  });

  it('leaves a block of one line, since it may have been empty before', () => {
    for (const source of [
      '{ a = { }; }',
      '{ a = {}; }',
      '{\n  a = {\n  };\n}',
      '{\n  a = {\n    # c\n  };\n}',
    ]) {
      expect(unset(set(source, 'a.b', '1'), 'a.b')).toBe(source);
    }
  });

  it('takes one of several on a line', () => {
    expect(unset('{ a = 1; b = 2; }', 'a')).toBe('{ b = 2; }');
    expect(unset('{ a = 1; b = 2; }', 'b')).toBe('{ a = 1; }');
    expect(unset('{\n  a = 1; b = 2;\n}', 'a')).toBe('{\n  b = 2;\n}');
    expect(unset('{ inherit (x) a b; }', 'a')).toBe('{ inherit (x) b; }');
    expect(unset('{ inherit a; b = 1; }', 'a')).toBe('{ b = 1; }');
  });

  it('takes a whole set with what is below it, and nothing when nothing is there', () => {
    expect(unset('{\n  a.b = 1;\n  a = {\n    c = 2;\n  };\n  d = 3;\n}\n', 'a')).toBe('{\n  d = 3;\n}\n');
    expect(unset(HOST, 'features.none')).toBe(HOST);
    expect(refusal(() => unset('{ lib }: {\n a = lib.mkIf x { b = 1; }; }', 'a.b'))).toEqual({
      code: 'not-literal',
      line: 2,
    });
  });
});

const add = (source: string, item: string): string => edited(source, (tree) => addToList(tree, ['a'], item));
const take = (source: string, item: string): string =>
  edited(source, (tree) => removeFromList(tree, ['a'], item));
const addNew = (source: string): string => edited(source, (tree) => addImport(tree, './new.nix'));
const wrap = (source: string, wrapper: 'mkForce' | 'mkDefault'): string =>
  edited(source, (tree) => wrapValue(tree, ['a'], wrapper));

describe('lists and imports', () => {
  it('adds at the end and takes out again', () => {
    for (const [before, item, after] of [
      ['{ a = [ ]; }', 'x', '{ a = [ x ]; }'],
      ['{ a = [ x ]; }', '"y"', '{ a = [ x "y" ]; }'],
      ['{ a = [x]; }', 'y', '{ a = [x y]; }'],
      ['{\n  a = [\n    x # one\n  ];\n}', 'y', '{\n  a = [\n    x # one\n    y\n  ];\n}'],
      ['{ a = b ++ (with p; [ x ]); }', 'y', '{ a = b ++ (with p; [ x y ]); }'],
      ['{ a = [ ]; }', '-1', '{ a = [ (-1) ]; }'],
    ] as const) {
      expect(add(before, item)).toBe(after);
      expect(add(after, item)).toBe(after);
      expect(take(after, item)).toBe(before);
    }
    expect(add('{ }', 'x')).toBe('{ a = [ x ]; }');
    expect(refusal(() => add('{\n a = f x; }', 'y'))).toEqual({ code: 'not-literal', line: 2 });
  });

  it('tells a path from a string', () => {
    expect(edited('{ a = [ "./x" ]; }', (tree) => addToList(tree, ['a'], './x'))).toBe(
      '{ a = [ "./x" ./x ]; }',
    );
  });

  it('adds to imports, or writes them first', () => {
    expect(addNew('{\n  imports = a ++ [\n    ./x.nix\n  ];\n}\n')).toBe(
      '{\n  imports = a ++ [\n    ./x.nix\n    ./new.nix\n  ];\n}\n',
    );
    expect(addNew('{ ... }:\n{\n  # first\n  a = 1;\n}\n')).toBe(
      '{ ... }:\n{\n  imports = [ ./new.nix ];\n  # first\n  a = 1;\n}\n',
    );
    expect(addNew('{ a = 1; }')).toBe('{ imports = [ ./new.nix ]; a = 1; }');
    expect(addNew('{\n  config = { };\n}')).toBe('{\n  imports = [ ./new.nix ];\n  config = { };\n}');
    expect(refusal(() => addNew('{ imports = f 1; }')).code).toBe('not-literal');
    const source = '{ imports = [ ./a ./b ]; }';
    expect(edited(source, (tree) => removeImport(tree, './a'))).toBe('{ imports = [ ./b ]; }');
  });
});

describe('toggle and wrapValue', () => {
  it('turns a boolean over', () => {
    const flip = (path: string): string => edited(HOST, (tree) => toggle(tree, path.split('.')));
    expect(flip('features.ai.enable')).toBe(HOST.replace('true; # assistants', 'false; # assistants'));
    expect(flip('features.ai.new')).toContain('new = true;');
    expect(refusal(() => flip('networking.hostName'))).toEqual({ code: 'not-literal', line: 14 });
  });

  it('gives and changes priorities', () => {
    expect(wrap('{ lib, ... }: { a = true; }', 'mkForce')).toBe('{ lib, ... }: { a = lib.mkForce true; }');
    expect(wrap('{ lib, ... }: { a = f x; }', 'mkForce')).toBe('{ lib, ... }: { a = lib.mkForce (f x); }');
    expect(wrap('{ lib, ... }: { a = lib.mkDefault 1; }', 'mkForce')).toBe(
      '{ lib, ... }: { a = lib.mkForce 1; }',
    );
    expect(wrap('{ lib, ... }: { a = lib.mkOverride 70 1; }', 'mkForce')).toBe(
      '{ lib, ... }: { a = lib.mkForce 1; }',
    );
    expect(wrap('{ lib, ... }: { a = lib.mkForce 1; }', 'mkForce')).toBe(
      '{ lib, ... }: { a = lib.mkForce 1; }',
    );
    expect(wrap('{ lib, ... }: { a = lib.mkBefore [ 1 ]; }', 'mkForce')).toBe(
      '{ lib, ... }: { a = lib.mkBefore (lib.mkForce [ 1 ]); }',
    );
  });

  it('brings lib into reach', () => {
    expect(wrap('{ pkgs, ... }: { a = 1; }', 'mkForce')).toBe('{ lib, pkgs, ... }: { a = lib.mkForce 1; }');
    expect(wrap('{ ... }: { a = 1; }', 'mkForce')).toBe('{ lib, ... }: { a = lib.mkForce 1; }');
    expect(wrap('{ }: { a = 1; }', 'mkForce')).toBe('{ lib, ... }: { a = lib.mkForce 1; }');
    expect(wrap('args: { a = 1; }', 'mkForce')).toBe('args: { a = args.lib.mkForce 1; }');
    expect(wrap('# head\n{ a = 1; }', 'mkForce')).toBe('# head\n{ lib, ... }:\n{ a = lib.mkForce 1; }');
    expect(wrap('{ lib, ... }: let inherit (lib) mkForce; in { a = 1; }', 'mkForce')).toContain(
      'a = mkForce 1;',
    );
    expect(refusal(() => wrap('{ }', 'mkForce')).code).toBe('unknown-option');
  });
});

describe('nixValue', () => {
  it('prints JSON as Nix', () => {
    expect(nixValue({ a: [1, -2, 'x', null], 'b c': { if: true }, d: 1e-7, e: [], f: {} })).toBe(
      '{ a = [ 1 (-2) "x" null ]; "b c" = { "if" = true; }; d = 1.0e-7; e = [ ]; f = { }; }',
    );
    expect(refusal(() => nixValue(Number.NaN)).code).toBe('wrong-type');
  });
});
