import { describe, expect, it } from 'vitest';
import { childrenOf, printTree } from '../index';
import type { NixNode, NixTree } from '../index';
import { walk } from '../nodes';
import { nixInstantiate } from '../testing/oracle';
import { parenthesise } from '../testing/parenthesise';
import { Random } from '../testing/random';
import { parseNix } from './parse';

/** The shape of a tree without places, for reading in tests. */
function shape(tree: NixTree, node: NixNode = tree.root): string {
  const children = childrenOf(node);
  if (children.length === 0) return tree.source.slice(node.start, node.end) || node.kind;
  return `${node.kind}(${children.map((child) => shape(tree, child)).join(' ')})`;
}

function parsed(source: string): string {
  const tree = parseNix(source);
  expect(tree.errors, source).toEqual([]);
  expect(printTree(tree)).toBe(source);
  return shape(tree);
}

/** Prints back, and every node lies inside its parent behind its elder siblings. */
function expectSound(tree: NixTree): void {
  expect(printTree(tree)).toBe(tree.source);
  const misplaced: NixNode[] = [];
  for (const node of walk(tree.root)) {
    let at = node.start;
    for (const child of childrenOf(node)) {
      if (child.start < at || child.end > node.end || child.end < child.start) misplaced.push(child);
      at = child.end;
    }
  }
  expect(misplaced).toEqual([]);
}

/** Expressions Nix accepts, of every construct and every pair of neighbouring operators. */
const ACCEPTED: readonly string[] = [
  '1',
  '1.5',
  '.5',
  '1.e3',
  '0.25E-2',
  '[ 1.2.3 00.5 ]',
  '"a\\n\\"b\\${c}$${d}$$e"',
  '"${"a"}${"b"}c"',
  "''\n  a\n    ''${x} ''' ''\\n $${y} $ ' '$\n  ${\"z\"}\n''",
  "''$''",
  "'''''''",
  './a/b-c.nix',
  '../..',
  '/.',
  './a/${"x"}.nix',
  './${"x"}',
  './a${"x"}b/${"y"}/c',
  './a//${"x"}',
  '~/a/b',
  '~/${"a"}',
  '<a/b.c>',
  'a: a<b/c>',
  'http://x.org/a?b=c&d',
  'a:b',
  'a: b: [ a/b a /b (a / b) ]',
  'x:x',
  'a_b: a_b',
  'a: a.b.c or a.d or 1',
  'a: [ a.b or 1 a ]',
  'a: a.or',
  '{ or = 1; inherit ({ or = 2; }) x; }',
  'a: a."b".${"c"}.${a}."d${a}"',
  '{ a.b.c = 1; a.b.d = 2; a.e = { }; }',
  '{ ${"a"} = 1; "b c" = 2; "${"d"}" = 3; }',
  'rec { a = 1; b = a; }.b',
  'x: { inherit; inherit (x) a "b" ${"c"}; inherit x; }',
  'let a = 1; inherit ({ b = 2; }) b; ${"c"} = 3; in a + b + c',
  'let { a = 1; body = a; }',
  'let { body = { a = 1; }; }.a or 3',
  '[ (let { body = 1; }) ]',
  'with { a = 1; }; assert a == 1; a',
  'if true then 1 else if false then 2 else 3',
  '{ a, b ? 1, ... }@c: a',
  'c@{ a ? { b = 1; }, }: a',
  '{ }: 1',
  '{ ... }: 1',
  '{ }@a: a',
  '{ a\n, b\n}: a',
  'a: b: a b (c: c) { } [ ] "x"',
  'a: b: -a + !b',
  'a: b: a * !b + a',
  'a: - - a',
  'a: !!a.b ? c && a',
  'a: a ? b ? c',
  'a: a ? b."c".${"d"}',
  'a: -a.b ? c',
  'a: b: a -> b -> a',
  'a: b: a || b && a == b',
  'a: b: a == b < a',
  'a: b: a != b || a <= b && a >= b',
  'a: b: a // b // a',
  'a: b: a ++ b ++ a',
  'a: b: a ++ b // a',
  'a: b: !a // b',
  'a: b: a + b - a + b',
  'a: b: a * b / a * b',
  'a: b: a - b * a + b / a',
  'a: b: a + b ++ a + b',
  'a: b: a // b + a',
  'a: -a * 2',
  'f: a: f a ++ f a // f a',
  'f: a: f a.b or a a',
  'a: b: a + b == a && !a == b',
  '/* a */ 1 # b\n # c\n',
  '/**/ 1 /** doc */',
  '1\r\n',
  '{\r\n  a = 1; # b\r\n}\r\n',
  '{ a = { b = 1; }; a.c = 2; a = { d = 3; }; }',
];

describe('parseNix', () => {
  it.each([
    ['a: b: a b', 'lambda(a lambda(b apply(a b)))'],
    ['{ a ? 1, ... }@b: a', 'lambda(formals(formal(a 1)) b a)'],
    ['b@{ a }: a', 'lambda(b formals(formal(a)) a)'],
    ['a: a.b or 2', 'lambda(a select(a attrPath(b) 2))'],
    ['f: f or', 'lambda(f apply(f or))'],
    ['rec { a.b = 1; inherit (x) c; }', 'attrSet(binding(attrPath(a b) 1) inherit(x c))'],
    ['let a = 1; in a', 'let(binding(attrPath(a) 1) a)'],
    ['[ a.b (c) ]', 'list(select(a attrPath(b)) paren(c))'],
    ['"a${b}c"', 'string(a interpolation(b) c)'],
    ['./a/${b}.nix', 'path(./a/ interpolation(b) .nix)'],
    ['a |> b |> c', 'binary(binary(a b) c)'],
    ['a <| b <| c', 'binary(a binary(b c))'],
    ['a |> b + c -> d', 'binary(a binary(binary(b c) d))'],
    ['if a then b else if c then d else e', 'if(a b if(c d e))'],
  ])('reads %s', (source, expected) => {
    expect(parsed(source)).toBe(expected);
  });

  it.each(ACCEPTED)('accepts and prints back %j', (source) => {
    const tree = parseNix(source);
    expect(tree.errors).toEqual([]);
    expectSound(tree);
  });

  it('keeps a byte order mark, stray characters and every kind of line break', () => {
    for (const source of ['\uFEFF{ }', '{ a = %; \u{1F600} }', 'a\r\n\tb\rc\n', '`', '', ' ', '# only']) {
      expectSound(parseNix(source));
    }
  });

  it('counts offsets in UTF-16 units', () => {
    const tree = parseNix('"\u{1F600}é" + x y');
    expect(tree.root).toMatchObject({ kind: 'binary', right: { start: 8, end: 11 } });
  });

  it.each<[string, number, number, string]>([
    ['', 1, 1, 'expected an expression, found the end of the file'],
    ['{ a = 1 }', 1, 9, 'expected `;` after the value of the attribute, found `}`'],
    ['{\n  a = ;\n}', 2, 7, 'expected an expression, found `;`'],
    ['{\n  a 1;\n}', 2, 5, 'expected `=` after the name of the attribute, found `1`'],
    ['{ a = [ 1 2; }', 1, 12, 'expected `]` to close the `[` of line 1, found `;`'],
    ['{\n a = {\n b = 1;\n', 4, 1, 'expected `}` to close the `{` of line 2, found the end of the file'],
    ['"abc', 1, 5, 'expected `"` to close the `"` of line 1, found the end of the file'],
    ["''abc", 1, 6, "expected `''` to close the `''` of line 1, found the end of the file"],
    ['"${a', 1, 5, 'expected `}` to close the `${` of line 1, found the end of the file'],
    ['let a = 1; a', 1, 13, 'expected `=` after the name of the attribute, found the end of the file'],
    ['if a then b', 1, 12, 'expected `else` after the first branch of `if`, found the end of the file'],
    ['with a b', 1, 9, 'expected `;` after the set of `with`, found the end of the file'],
    ['a == b == c', 1, 8, 'expected parentheses, because comparisons cannot be chained, found `==`'],
    ['a |> b <| c', 1, 8, 'expected parentheses, because `|>` and `<|` cannot be mixed, found `<|`'],
    ['1 + if a then b else c', 1, 5, 'expected parentheses around `if …`, found `if`'],
    [
      '{ if = 1; }',
      1,
      3,
      'expected the name of an attribute (a reserved word needs quotes: "if"), found `if`',
    ],
    [
      'a.then',
      1,
      3,
      'expected the name of an attribute (a reserved word needs quotes: "then"), found `then`',
    ],
    ['{ a, a }: a', 1, 6, 'the argument `a` is named twice'],
    ['a@{ a }: a', 1, 1, 'the argument `a` is named twice'],
    ['{ a, ..., b }: a', 1, 9, 'expected `}` to close the `{` of line 1, found `,`'],
    ['let ${x} = 1; in 1', 1, 5, 'expected a fixed name: dynamic names are not allowed in `let`'],
    ['{ inherit ${x}; }', 1, 11, 'expected a fixed name: dynamic names cannot be inherited'],
    ['./a/', 1, 1, 'the path ends with a slash; expected a name after it'],
    ['./a//b', 1, 1, 'expected one slash between the parts of the path, found two'],
    ['99999999999999999999', 1, 1, 'the number 99999999999999999999 is too large for Nix'],
    ['{ } ;', 1, 5, 'expected the end of the file, found `;`'],
    ['/* a', 1, 1, 'expected an expression, found `/`'],
    ['{ a = 1; a = 2; }', 1, 10, 'the attribute `a` is already defined'],
    ['{ a.b = 1; a = { b = 2; }; }', 1, 18, 'the attribute `a.b` is already defined'],
    ['{ inherit a; a.b = 1; }', 1, 14, 'the attribute `a` is already defined'],
    ['let a = 1; "a" = 2; in a', 1, 12, 'the attribute `a` is already defined'],
  ])('says what is wrong with %j', (source, line, column, message) => {
    const tree = parseNix(source);
    expect(tree.errors[0]).toMatchObject({ line, column, message });
    expectSound(tree);
    if (nixInstantiate.available && !source.includes('|>'))
      expect(nixInstantiate.parse(source)).toBeUndefined();
  });

  it('warns of sets that only newer Nix merges', () => {
    const tree = parseNix('{ a.b = { c = 1; }; a = { b = { d = 2; }; }; }');
    expect(tree.errors).toEqual([]);
    expect(tree.warnings).toMatchObject([{ kind: 'merge', line: 1, column: 27 }]);
  });

  it('goes on behind an error and finds the next', () => {
    const tree = parseNix('{\n  a = ;\n  b = 1;\n  c = [ 1 , 2 ];\n  d = 2;\n}');
    expect(tree.errors.map(({ line }) => line)).toEqual([2, 4]);
    const names = [...walk(tree.root)].flatMap((node) =>
      node.kind === 'binding' ? tree.source.slice(node.path.start, node.path.end) : [],
    );
    expect(names).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    '(',
    '[',
    '{a=',
    '!',
    'let a=',
    'with ',
    '"${',
    "''${",
    'a: a (',
    'a.${',
    '{a?',
    'a.b or ',
    './a${',
  ])('takes 10 000 times %j for an error and not for a crash', (open) => {
    const { errors } = parseNix(open.repeat(10_000));
    expect(errors[0]?.message).toBe('nested more than 400 levels deep');
  });

  it.each(['a ++ ', 'a + ', 'a -> ', 'if a then b else ', 'f ', '1->!', 'a // '])(
    'reads a chain of 10 000 times %j',
    (link) => {
      const tree = parseNix(`${link.repeat(10_000)}z`);
      expect(tree.errors.filter(({ message }) => !message.startsWith('nested'))).toEqual([]);
      expect([...walk(tree.root)].length).toBeGreaterThan(10_000);
    },
  );
});

/** All expressions as elements of one list, so that Nix is started once. */
function together(items: readonly string[]): string {
  return `a: [ ${items.map((item) => `(${item})`).join('\n')} ]`;
}

/** Old Nix prints the attributes of a set in the order of its memory, so there only the characters count. */
function comparable(source: string, printed: string | undefined): string | undefined {
  return source.includes(';') ? printed?.split('').toSorted().join('') : printed;
}

describe.skipIf(!nixInstantiate.available)('parseNix beside Nix', () => {
  it('groups operators as Nix does', () => {
    for (const source of ACCEPTED) {
      const expected = nixInstantiate.parse(source);
      expect(expected, `Nix refuses ${source}`).toBeDefined();
      const grouped = nixInstantiate.parse(parenthesise(parseNix(source)));
      expect(comparable(source, grouped), source).toBe(comparable(source, expected));
    }
  });

  it('groups random operator chains as Nix does', () => {
    const random = new Random(7);
    const operators = [
      '->',
      '||',
      '&&',
      '==',
      '!=',
      '<',
      '>=',
      '//',
      '+',
      '-',
      '*',
      '/',
      '++',
      '? b',
      ' ',
      '.b or',
    ];
    const prefixes = ['', '', '', '!', '-', '! !'];
    const chains = Array.from({ length: 400 }, () => {
      let text = `${random.pick(prefixes)}a`;
      for (let i = random.below(5) + 1; i > 0; i--) {
        const operator = random.pick(operators);
        text +=
          operator === '? b'
            ? ' ? b'
            : ` ${operator} ${operator.length > 1 || operator === ' ' ? '' : random.pick(prefixes)}a`;
      }
      return text;
    });
    const good = chains.filter((chain) => parseNix(chain).errors.length === 0);
    expect(good.length).toBeGreaterThan(150);
    const expected = nixInstantiate.parse(together(good));
    expect(expected).toBeDefined();
    expect(nixInstantiate.parse(together(good.map((chain) => parenthesise(parseNix(chain)))))).toBe(expected);
    for (const chain of chains.filter((each) => !good.includes(each)).slice(0, 20)) {
      expect(nixInstantiate.parse(`a: ${chain}`), chain).toBeUndefined();
    }
  });
});

if (!nixInstantiate.available) console.warn(nixInstantiate.reason);

describe('parseNix on damaged files', () => {
  it.each([
    ['comments without end', '/* '.repeat(30_000)],
    ['a long dotted name before a colon', `${'a.'.repeat(50_000)}a_:x`],
    ['brackets that never close', '[ ( { '.repeat(15_000)],
    ['definitions without values', '{ a.b = ; '.repeat(10_000)],
    ['strings that never close', '"${ '.repeat(25_000)],
    ['one name many times', `{ ${'a.b = 1; a = { b = 2; }; '.repeat(4000)} }`],
    ['stray characters', '% '.repeat(50_000)],
    ['arguments', `{ ${'a ? 1, '.repeat(14_000)} }: a`],
    ['comparisons', 'a < '.repeat(25_000)],
  ])('takes 100 kB of %s in less than 100 ms of a processor', (_, text) => {
    parseNix(text);
    let best = Infinity;
    // The least of several, and not by the clock, since this machine may be busy.
    for (let i = 0; i < 5; i++) {
      const began = process.cpuUsage();
      parseNix(text);
      const { user, system } = process.cpuUsage(began);
      best = Math.min(best, (user + system) / 1000);
    }
    expect(best).toBeLessThan(100);
  });

  it('never throws and always prints back', () => {
    const random = new Random(20);
    const pieces = [
      '"',
      "''",
      '${',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      ';',
      '=',
      'let ',
      'in ',
      'rec',
      '.',
      '/',
      '$',
      '\\',
    ];
    const base = ACCEPTED.join('\n');
    for (let i = 0; i < 3000; i++) {
      const from = random.below(base.length - 200);
      let text = base.slice(from, from + random.below(200));
      for (let n = random.below(6); n >= 0; n--) {
        const at = random.below(text.length + 1);
        text = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(3));
      }
      expectSound(parseNix(text));
    }
  });
});
