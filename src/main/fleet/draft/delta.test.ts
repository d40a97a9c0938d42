import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { applyDelta, reverseDelta, type Delta } from './delta';
import { relocateDelta } from './relocate';

const base = '{\n  a = 1;\n  b = 2;\n  c = 3;\n}\n';
const delta: Delta = [
  { start: base.indexOf('1'), removed: '1', inserted: '100' },
  { start: base.indexOf('  c'), removed: '', inserted: '  x = 9;\n' },
];

describe('deltas', () => {
  it('apply and reverse to the same bytes', () => {
    const after = applyDelta(base, delta, 'f');
    expect(after).toBe('{\n  a = 100;\n  b = 2;\n  x = 9;\n  c = 3;\n}\n');
    expect(applyDelta(after, reverseDelta(delta), 'f')).toBe(base);
  });

  it('find their place again after somebody wrote above', () => {
    const after = applyDelta(base, delta, 'f');
    const changed = `# a new head\n${after.replace('b = 2', 'b = 22222')}`;
    const back = relocateDelta(after, changed, reverseDelta(delta), 'f');
    expect(applyDelta(changed, back, 'f')).toBe(`# a new head\n${base.replace('b = 2', 'b = 22222')}`);
  });

  it('refuse when the place itself was changed', () => {
    const after = applyDelta(base, delta, 'f');
    const changed = after.replace('x = 9', 'x = 10');
    let thrown: unknown;
    try {
      relocateDelta(after, changed, reverseDelta(delta), 'f');
    } catch (error) {
      thrown = error;
    }
    expect(isAppError(thrown, 'changed-outside')).toBe(true);
    expect(() => applyDelta(changed, reverseDelta(delta), 'f')).toThrow(/not the text/);
  });

  it('reverse for random texts and replacements', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed % below;
    };
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from({ length: 5 + random(80) }, () => 'ab\n é'[random(5)]).join('');
      const replacements = [];
      for (let at = random(4); at < text.length - 3; at += 1 + random(20)) {
        const size = random(3);
        replacements.push({ start: at, removed: text.slice(at, at + size), inserted: 'x'.repeat(random(4)) });
        at += size;
      }
      const after = applyDelta(text, replacements, 'f');
      expect(applyDelta(after, reverseDelta(replacements), 'f')).toBe(text);
    }
  });
});
