import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafName } from './names';
import { optionNames, optionPath } from './option-path';

describe('option paths', () => {
  it('quote only names that would be read as several', () => {
    expect(optionPath(['features', 'docker.io', 'enable'])).toBe('features."docker.io".enable');
    expect(optionPath(['features', '2fa', 'é-ü'])).toBe('features.2fa.é-ü');
    expect(optionNames('features."docker.io".enable')).toEqual(['features', 'docker.io', 'enable']);
    expect(leafName('features."docker.io".enable')).toBe('docker.io');
  });

  it('give back any names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (names) => {
        expect(optionNames(optionPath(names))).toEqual(names);
      }),
    );
  });
});
