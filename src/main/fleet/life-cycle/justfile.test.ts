import { describe, expect, it } from 'vitest';
import { recipesOf } from './justfile';

describe('recipes of a justfile, by their lines', () => {
  it('begin at their comment or attribute and end with their body', () => {
    const text = [
      'x := "1"',
      '',
      '# Builds it',
      '[private]',
      'p620:',
      '  echo 1',
      '',
      '  echo 2',
      '',
      '@next:',
    ];
    expect(recipesOf(text.join('\n'))).toEqual([
      { name: 'p620', from: 2, head: 4, to: 8 },
      { name: 'next', from: 9, head: 9, to: 10 },
    ]);
  });

  it.each([
    ['deploy host=default_host *flags: build', 'deploy'],
    ['at time="12:30": build', 'at'],
    ["put how=':=' : build", 'put'],
    ['x := "a"', undefined],
    ['alias b := build', undefined],
    ['set shell := ["sh", "-c"]', undefined],
  ])('have a head: %s', (line, name) => expect(recipesOf(line)[0]?.name).toBe(name));

  it('are none in a long line of prose, which is read in no time', () =>
    expect(recipesOf('and so on '.repeat(10_000))).toEqual([]));
});
