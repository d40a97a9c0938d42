import { describe, expect, it } from 'vitest';
import { bytes } from './index';

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [61_000_000, '61 MB'],
    [-2_300_000_000, '-2.3 GB'],
    [999_900, '1.0 MB'],
  ])('%i bytes are %s', (count, words) => expect(bytes(count)).toBe(words));
});
