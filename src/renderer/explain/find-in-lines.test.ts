import { describe, expect, it } from 'vitest';
import { cutSpans, findInLines } from './find-in-lines';

const lines = ['enable = true;', '', 'Enable again, enable'];

describe('findInLines', () => {
  it('finds every place and minds capitals only when asked with one', () => {
    expect(findInLines(lines, 'enable')).toEqual([
      { line: 0, start: 0, end: 6 },
      { line: 2, start: 0, end: 6 },
      { line: 2, start: 14, end: 20 },
    ]);
    expect(findInLines(lines, 'Enable')).toHaveLength(1);
    expect(findInLines(lines, '')).toEqual([]);
  });
  it('does not find within what it found', () => expect(findInLines(['aaaa'], 'aa')).toHaveLength(2));
});

describe('cutSpans', () => {
  it('cuts hits out, also across spans, and keeps the text', () => {
    const spans = [
      { kind: 'name', text: 'enable' },
      { kind: 'plain', text: ' = ' },
    ] as const;
    const cut = cutSpans(spans, [{ start: 4, end: 8, number: 7 }]);
    expect(cut).toEqual([
      { kind: 'name', text: 'enab' },
      { kind: 'name', text: 'le', hit: 7 },
      { kind: 'plain', text: ' =', hit: 7 },
      { kind: 'plain', text: ' ' },
    ]);
  });
});
