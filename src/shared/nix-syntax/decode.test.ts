import { describe, expect, it } from 'vitest';
import { nixInstantiate } from './testing/oracle';
import { Random } from './testing/random';
import { decodeParts, decodeString } from './decode';
import { nixName, nixString } from './edit/print';
import { parseNix } from './parser/parse';

function decoded(source: string): string | undefined {
  const { root } = parseNix(source);
  return root.kind === 'string' ? decodeString(source, root) : undefined;
}

const STRINGS: readonly string[] = [
  '""',
  '"a\\nb\\tc\\rd\\"e\\\\f\\x"',
  '"a\r\nb\rc"',
  '"\\${a} $${b} $c \\$d"',
  "''''",
  "''a''",
  "''  a''",
  "''\n  a\n    b\n  c\n''",
  "''\n  a\n\n\n    b\n      ''",
  "''   \n\n  a\n  ''",
  "''\n  a ''${b} $${c} ''' d\n''",
  "''\n    a\n  ''\\n  b\n''",
  "''\n\ta\n\t b\n''",
  "''\n  a\n  ''\\t''",
  "''\n  ' a ' $ '\n  b''",
  "''\n    ''$\n      a\n  ''",
  "''a\n  b''",
  "''\r\n  a\r\n''",
];

describe('decodeString', () => {
  it('gives the text of both kinds of string', () => {
    expect(decoded('"a\\n\\${b}"')).toBe('a\n${b}');
    expect(decoded("''\n  a\n    ''${b}\n''")).toBe('a\n  ${b}\n');
    expect(decoded('"a${b}"')).toBeUndefined();
  });

  it('keeps interpolations in place and takes the indentation off around them', () => {
    const source = "''\n    a ${x}\n      ${y} b\n  ''";
    const { root } = parseNix(source);
    if (root.kind !== 'string') throw new Error('not a string');
    const parts = decodeParts(source, root).map((part) =>
      typeof part === 'string' ? part : part.expression,
    );
    expect(parts).toMatchObject(['a ', { name: 'x' }, '\n  ', { name: 'y' }, ' b\n']);
  });

  it.skipIf(!nixInstantiate.available)('agrees with Nix', () => {
    const value = nixInstantiate.evaluate(`[ ${STRINGS.map((text) => `(${text})`).join('\n')} ]`);
    expect(STRINGS.map(decoded)).toEqual(value);
  });

  it.skipIf(!nixInstantiate.available)('agrees with Nix on random indented strings', () => {
    const random = new Random(3);
    const pieces = [' ', '  ', '\n', '\n  ', 'a', "''$", "'''", "''\\n", '$', "'", '\t', '$$', '\n    b'];
    const strings = Array.from({ length: 300 }, () => {
      let text = '';
      for (let i = random.below(12); i > 0; i--) text += random.pick(pieces);
      return `''${text} ''`;
    }).filter((text) => parseNix(text).errors.length === 0 && parseNix(text).root.kind === 'string');
    expect(strings.length).toBeGreaterThan(200);
    const value = nixInstantiate.evaluate(`[ ${strings.map((text) => `(${text})`).join('\n')} ]`) as string[];
    for (const [i, text] of strings.entries()) expect(decoded(text), JSON.stringify(text)).toBe(value[i]);
  });
});

describe('nixString and nixName', () => {
  const texts = [
    '',
    'a',
    'a"b\\c',
    '${a}',
    '$${a}',
    '\\${a}',
    'a\nb\tc\r',
    '$',
    '{',
    'é\u{1F600}',
    'a.b',
    "a'",
  ];

  it.each(texts)('writes %j so that it reads back', (text) => {
    expect(decoded(nixString(text))).toBe(text);
  });

  it.skipIf(!nixInstantiate.available)('agrees with Nix', () => {
    expect(nixInstantiate.evaluate(`[ ${texts.map(nixString).join(' ')} ]`)).toEqual(texts);
  });

  it('quotes only the names that need it', () => {
    expect(['a', "a'-b_1", '_', 'or', 'if', '1a', '-a', 'a.b', '', 'é', 'true'].map(nixName)).toEqual([
      'a',
      "a'-b_1",
      '_',
      'or',
      '"if"',
      '"1a"',
      '"-a"',
      '"a.b"',
      '""',
      '"é"',
      'true',
    ]);
  });
});
