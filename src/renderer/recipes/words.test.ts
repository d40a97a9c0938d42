import { describe, expect, it } from 'vitest';
import type { RecipeParameter } from '../../shared/contract';
import { firstTyped, missing, needsEarlier, wordsOf } from './words';

const parameter = (name: string, more: Partial<RecipeParameter> = {}): RecipeParameter => ({
  name,
  count: 'one',
  default: null,
  value: null,
  ...more,
});
const HOST = parameter('HOST');
const TYPE = parameter('TYPE', { default: '"server"', value: 'server' });
const WHEN = parameter('WHEN', { default: '`date`' });
const REST = parameter('REST', { count: 'any', default: '""', value: '' });

describe('the words of a recipe', () => {
  it('begins with the defaults that are known', () => {
    expect(firstTyped([HOST, TYPE, WHEN, REST])).toEqual(['', 'server', '', '']);
  });
  it('leaves defaults behind the last value to just', () => {
    expect(wordsOf([HOST, TYPE, WHEN], ['p510', 'server', ''])).toEqual(['p510']);
    expect(wordsOf([HOST, TYPE], ['p510', 'laptop'])).toEqual(['p510', 'laptop']);
    expect(wordsOf([TYPE], ['server'])).toEqual([]);
  });
  it('gives a default that stands before a value', () => {
    expect(wordsOf([TYPE, HOST], ['server', 'p510'])).toEqual(['server', 'p510']);
    expect(wordsOf([TYPE, REST], ['server', '--a\n--b c\n'])).toEqual(['server', '--a', '--b c']);
  });
  it('asks for what must be given', () => {
    expect(missing([HOST, TYPE], ['', 'server'])).toBe(HOST);
    expect(missing([HOST, REST], ['p510', ''])).toBeNull();
    expect(missing([parameter('MORE', { count: 'some' })], [''])?.name).toBe('MORE');
  });
  it('asks for a default only just can work out, where a value stands behind it', () => {
    expect(needsEarlier([WHEN, TYPE], ['', 'laptop'])).toBe(WHEN);
    expect(needsEarlier([WHEN, TYPE], ['', 'server'])).toBeNull();
  });
});
