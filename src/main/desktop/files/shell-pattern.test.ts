import { expect, it } from 'vitest';
import { shellPattern } from './shell-pattern';

const matches = (pattern: string, names: readonly string[]) => names.filter(shellPattern(pattern));

it('matches as the shell does', () => {
  expect(matches('*.conf', ['a.conf', '.conf', 'a.conf.bak', 'conf'])).toEqual(['a.conf', '.conf']);
  expect(matches('?[a-c][!x]*', ['1ay', '1ax', '1dy', '1cyz', 'a'])).toEqual(['1ay', '1cyz']);
  expect(matches('a.b(c)+', ['a.b(c)+', 'axb(c)+'])).toEqual(['a.b(c)+']);
  expect(matches('[', ['[', 'a'])).toEqual(['[']);
  expect(matches('', ['', 'a'])).toEqual(['']);
});

it('takes no longer for a pattern of many stars', () => {
  expect(shellPattern(`${'*a'.repeat(60)}b`)('a'.repeat(250))).toBe(false);
  expect(shellPattern(`${'*a'.repeat(60)}`)('a'.repeat(250))).toBe(true);
});
