import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assignmentsOf, findUndefined, parseNix, printTree, walk } from './index';
import { excerpt, mutate } from './testing/mutate';
import { CHAINS, NESTINGS } from './testing/nesting';
import { Random } from './testing/random';
import { trial } from './testing/trial';

const DEEP = 10_000;

const sources = readdirSync(resolve('fleet'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.nix'))
  .map((file) => readFileSync(join(resolve('fleet'), file), 'utf8'));

describe('ten thousand levels', () => {
  it.each(NESTINGS)('of %s … %s are an error, not a crash', (opens, closes) => {
    for (const text of [opens.repeat(DEEP) + '1' + closes.repeat(DEEP), opens.repeat(DEEP)]) {
      const tree = parseNix(text);
      expect(tree.errors.some(({ message }) => message.includes('nested more than'))).toBe(true);
      expect(printTree(tree)).toBe(text);
      findUndefined(tree);
      assignmentsOf(tree);
    }
    const few = parseNix(opens.repeat(30) + '1' + closes.repeat(30));
    expect(few.errors.filter(({ kind }) => kind === 'syntax')).toEqual([]);
  });

  it.each(CHAINS)('is not what %s%s… has: it is read whole', (first, link, last) => {
    const text = first + link.repeat(DEEP) + last;
    const tree = parseNix(text);
    expect(tree.errors).toEqual([]);
    expect(printTree(tree)).toBe(text);
    expect([...walk(tree.root)].length).toBeGreaterThan(0);
    findUndefined(tree);
    assignmentsOf(tree);
  });
});

describe('mutated files', () => {
  it('crash nothing, come back byte for byte and take no long time (the short form of the long proof)', () => {
    const random = new Random(5);
    for (let i = 0; i < 8000; i++) {
      const text = mutate(excerpt(random.pick(sources), 100 + random.below(500), random), random);
      expect(trial(text), JSON.stringify(text)).toBeNull();
    }
  });
});
