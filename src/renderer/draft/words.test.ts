import { describe, expect, it } from 'vitest';
import { changesWords, fileEnd, outdented, sharedIndent } from './words';

describe('the words of the drawer', () => {
  it('counts, and tells files by their end', () => {
    expect([changesWords(1), changesWords(2)]).toEqual(['1 change', '2 changes']);
    expect([fileEnd('hosts/p510/default.nix'), fileEnd('lib/a.nix')]).toEqual([
      '…/p510/default.nix',
      'lib/a.nix',
    ]);
  });

  it('takes the blanks away that all texts of a place begin with', () => {
    const texts = ['    a = 1;\n  };\n', '    a = 2;\n\n  };\n', null];
    const indent = sharedIndent(texts);
    expect(indent).toBe(2);
    expect(texts.map((text) => outdented(text, indent))).toEqual(['  a = 1;\n};', '  a = 2;\n\n};', null]);
    expect(sharedIndent([null])).toBe(0);
  });
});
