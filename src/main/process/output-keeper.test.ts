import { describe, expect, it } from 'vitest';
import { createOutputKeeper } from './output-keeper';

const keep = (which: 'first' | 'last', limit: number, chunks: readonly Buffer[]) => {
  const keeper = createOutputKeeper(limit, which);
  for (const chunk of chunks) keeper.push(chunk);
  return { text: keeper.text(), truncated: keeper.truncated };
};

describe('createOutputKeeper', () => {
  it('keeps all that fits', () => {
    expect(keep('first', 4, [Buffer.from('ab'), Buffer.from('cd')])).toEqual({
      text: 'abcd',
      truncated: false,
    });
    expect(keep('last', 4, [Buffer.from('ab'), Buffer.from('cd')])).toEqual({
      text: 'abcd',
      truncated: false,
    });
  });

  it('keeps the end it is told to, in whole characters', () => {
    const bytes = Array.from({ length: 50 }, () => Buffer.from('a€𝄞'));
    for (let limit = 1; limit < 30; limit += 1) {
      const first = keep('first', limit, bytes);
      const last = keep('last', limit, bytes);
      const whole = Buffer.concat(bytes).toString();
      expect(first.truncated && last.truncated).toBe(true);
      expect(whole.startsWith(first.text)).toBe(true);
      expect(whole.endsWith(last.text)).toBe(true);
      expect(Buffer.byteLength(first.text)).toBeGreaterThan(limit - 4);
      expect(Buffer.byteLength(last.text)).toBeGreaterThan(limit - 4);
    }
  });
});
