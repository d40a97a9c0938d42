import { describe, expect, it } from 'vitest';
import { judgeDrive } from './judge';
import { NO_NEEDS } from './machine';
import { SITUATIONS } from './testing/situations/index';
import { told } from './testing/told';

describe('the safety of drives', () => {
  it('has at least sixty situations, each once', () => {
    expect(new Set(SITUATIONS.map(({ name }) => name)).size).toBe(SITUATIONS.length);
    expect(SITUATIONS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(SITUATIONS)('$name', ({ machine, needs, expect: expected }) => {
    const found = Object.keys(expected).map((path) => [
      path,
      told(judgeDrive(path, machine, { ...NO_NEEDS, ...needs })),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
