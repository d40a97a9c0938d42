import { describe, expect, it } from 'vitest';
import type { OptionEditor } from '../../shared/contract';
import { boundsWords, cellWords, readTyped, typedOf } from './option-text';

const editor = (kind: OptionEditor['kind'], more: Partial<OptionEditor> = {}): OptionEditor => ({
  kind,
  nullable: false,
  ...more,
});
const nix = (text: string, of: OptionEditor): string => {
  const typed = readTyped(text, of);
  return typed.ok ? typed.nix : `! ${typed.problem}`;
};

describe('what was typed', () => {
  it('is written as Nix has it', () => {
    expect(nix('true', editor('bool'))).toBe('true');
    expect(nix('high', editor('enum', { values: ['low', 'high'] }))).toBe('"high"');
    expect(nix('2', editor('enum', { values: [1, 2] }))).toBe('2');
    expect(nix(' 8080 ', editor('int'))).toBe('8080');
    expect(nix('-0.5', editor('float'))).toBe('-0.5');
    expect(nix('say "hi" ${now} \\', editor('string'))).toBe('"say \\"hi\\" \\${now} \\\\"');
    expect(nix('a\n\n b \n', editor('strings'))).toBe('[ "a" "b" ]');
    expect(nix('', editor('strings'))).toBe('[ ]');
    expect(nix('Straße 北京', editor('string'))).toBe('"Straße 北京"');
  });
  it('is null where nothing was typed and null is a value', () => {
    expect(nix('', editor('int', { nullable: true }))).toBe('null');
    expect(nix('', editor('string', { nullable: true }))).toBe('null');
    expect(nix('', editor('string'))).toBe('""');
  });
  it.each<[string, OptionEditor, string]>([
    ['maybe', editor('bool'), 'Choose on or off.'],
    ['loud', editor('enum', { values: ['low'] }), 'Choose one of the values.'],
    ['1.5', editor('int'), '“1.5” is no whole number.'],
    ['', editor('int'), '“” is no whole number.'],
    ['99999999999999999999', editor('int'), '99999999999999999999 is too large to be written exactly.'],
    ['0', editor('int', { min: 1, max: 10 }), '0 is out of bounds: it has to be between 1 and 10.'],
    ['-1', editor('int', { min: 0 }), '-1 is out of bounds: it has to be at least 0.'],
    ['x', editor('float'), '“x” is no number.'],
    ['a\nb', editor('string'), 'It has to be one line.'],
    [' ', editor('string', { filled: true }), 'It cannot be empty.'],
    ['A1', editor('string', { pattern: '[a-z]+' }), '“A1” does not match [a-z]+.'],
    ['a\nc', editor('strings', { values: ['a', 'b'] }), '“c” is none of a, b.'],
  ])('%j is refused in words', (text, of, problem) => expect(nix(text, of)).toBe(`! ${problem}`));
  it('leaves a pattern that is none here to Nix', () =>
    expect(nix('x', editor('string', { pattern: '[[:digit:]]+' }))).toBe('"x"'));
});

describe('what stands in a field', () => {
  it('is what would be typed again', () => {
    for (const [value, of] of [
      ['high', editor('enum', { values: ['low', 'high'] })],
      [['a', 'b'], editor('strings')],
      [80, editor('int')],
      [false, editor('bool')],
    ] as const) {
      const typed = readTyped(typedOf(value, of), of);
      expect(typed.ok && typed.nix.replace(/[[\] "]/g, '')).toBe(String(value).replace(',', ''));
    }
    expect(typedOf(null, editor('string'))).toBe('');
  });
});

it('says bounds and cells in words', () => {
  expect(boundsWords(editor('int', { max: 3 }))).toBe('at most 3');
  expect(boundsWords(editor('int'))).toBe('');
  expect([true, '', ['a', 'b'], [], null, 7].map(cellWords)).toEqual([
    'on',
    '""',
    'a, b',
    '[ ]',
    'null',
    '7',
  ]);
});
