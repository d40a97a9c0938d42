import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, parseNix, printTree } from '../index';
import { expressions, trivia, write } from '../testing/expressions';
import { nixInstantiate } from '../testing/oracle';
import { sketchOf } from '../testing/sketch-of';

describe('an arbitrary expression', () => {
  it('is understood as it was meant, whatever stands between its tokens', () => {
    fc.assert(
      fc.property(expressions, trivia, (sketch, gaps) => {
        const text = write(sketch, gaps);
        const tree = parseNix(text);
        expect(tree.errors, text).toEqual([]);
        expect(printTree(tree)).toBe(text);
        expect(sketchOf(tree), text).toEqual(sketch);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps its meaning when every gap becomes another', () => {
    fc.assert(
      fc.property(expressions, trivia, trivia, (sketch, gaps, others) => {
        expect(sketchOf(parseNix(write(sketch, gaps)))).toEqual(sketchOf(parseNix(write(sketch, others))));
      }),
      { numRuns: 500 },
    );
  });

  it('comes back byte for byte when a piece of it is torn out', () => {
    fc.assert(
      fc.property(expressions, trivia, fc.nat(), fc.nat(40), (sketch, gaps, at, length) => {
        const whole = write(sketch, gaps);
        const start = at % (whole.length + 1);
        const end = Math.min(start + length, whole.length);
        const text = applyEdits(whole, [{ start, end, text: '' }]);
        expect(printTree(parseNix(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.skipIf(!nixInstantiate.available)('is refused by neither side alone', () => {
    const samples = fc
      .sample(fc.tuple(expressions, trivia), { numRuns: 150, seed: 7 })
      .map(([sketch, gaps]) => write(sketch, gaps))
      // Nix takes pipes behind a setting only.
      .filter((text) => !text.includes('|>') && !text.includes('<|'));
    // One name makes every other possible, since Nix looks for undefined variables as well.
    const list = `x: with x; [\n${samples.map((text) => `(${text}\n)`).join('\n')}\n]`;
    const older = parseNix(list).warnings.length;
    if (older === 0) expect(nixInstantiate.parse(list), list).toBeDefined();
    expect(parseNix(list).errors).toEqual([]);
  });
});
