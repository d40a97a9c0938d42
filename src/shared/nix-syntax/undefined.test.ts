import { describe, expect, it } from 'vitest';
import { GLOBAL_NAMES } from './globals';
import { findUndefined, parseNix } from './index';
import { nixInstantiate } from './testing/oracle';

const undefinedIn = (source: string): string[] =>
  findUndefined(parseNix(source)).map(({ start, end }) => source.slice(start, end));

/** Expressions, and the variables of them that nothing defines. */
const CASES: readonly (readonly [source: string, names: readonly string[]])[] = [
  ['x', ['x']],
  ['builtins.length [ true null (toString 1) __nixVersion ]', []],
  ['lib.mkIf cfg.enable length', ['lib', 'cfg', 'length']],
  ['x: x + y', ['y']],
  ['{ a, b ? a, ... }@all: [ a b all c ]', ['c']],
  ['all@{ a ? all, b ? missing }: a', ['missing']],
  ['let a = b; b = 1; in a + c', ['c']],
  ['let a.b = a; in a', []],
  ['{ a = 1; b = a; }', ['a']],
  ['rec { a = 1; b = a; }', []],
  ['rec { "quoted" = 1; b = quoted; ${"c"} = 1; d = c; }', []],
  ['rec { ${"a" + "b"} = 1; c = ab; }', ['ab']],
  ['let { x = 1; body = x + y; }', ['y']],
  ['{ inherit a; }', ['a']],
  ['x: { inherit x y "z"; }', ['y', '"z"']],
  ['let inherit a; in a', ['a']],
  ['let s = { a = 1; }; inherit (s) a; in a', []],
  ['rec { s = { a = 1; }; inherit (s) a; inherit (t) b; }', ['t']],
  ['{ s = { }; inherit (s) a; }', ['s']],
  ['with builtins; length [ anything ]', []],
  ['with nobody; anything', ['nobody']],
  ['x: with x; { inherit anything; y = z: anything + z; }', []],
  ['[ (with { }; a) b ]', ['b']],
  ['"${a} ${{ b = c; }.b}"', ['a', 'c']],
  ["''\n  ${a}\n  ''${b}\n''", ['a']],
  ['./a/${b}/c', ['b']],
  ['{ ${a} = 1; "${b}" = 2; }', ['a', 'b']],
  ['{ }.a.${b}."${c}" or d', ['b', 'c', 'd']],
  ['{ } ? a.${b}', ['b']],
  ['<nixpkgs>', []],
  ['x: x or', ['or']],
  ['if a then b else c', ['a', 'b', 'c']],
  ['assert a; !b -> -c', ['a', 'b', 'c']],
  ['{ a = rec { x = 1; }; a.y = x; }', []],
  ['let a = 1; in { a = 2; b = rec { c = a; d = e; }; }', ['e']],
];

describe('findUndefined', () => {
  it.each(CASES)('%s', (source, names) => expect(undefinedIn(source)).toEqual(names));

  it('tells the place', () => {
    expect(findUndefined(parseNix('{\n  a = [ é.b ];\n  c = nope;\n}')).at(-1)).toMatchObject({
      kind: 'undefined',
      message: 'the variable `nope` is defined nowhere',
      line: 3,
      column: 7,
    });
  });

  it('follows chains of any length', () => {
    const chain = Array.from({ length: 10_000 }, () => 'x').join(' + ');
    expect(undefinedIn(`x: ${chain} + y`)).toEqual(['y']);
    expect(undefinedIn(`${chain}`)).toHaveLength(10_000);
  });

  it.skipIf(!nixInstantiate.available)(
    'says of every case what Nix says',
    () => {
      const disagreements = CASES.filter(
        ([source, names]) => (nixInstantiate.parse(source) === undefined) !== names.length > 0,
      );
      expect(disagreements).toEqual([]);
    },
    60_000,
  );

  it.skipIf(!nixInstantiate.available)('knows every name Nix defines', () => {
    const names = nixInstantiate.evaluate('builtins.attrNames builtins') as string[];
    const missing = names.filter((name) => !GLOBAL_NAMES.has(name) && !GLOBAL_NAMES.has(`__${name}`));
    expect(missing).toEqual([]);
  });
});
