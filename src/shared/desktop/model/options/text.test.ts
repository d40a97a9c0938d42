import { describe, expect, it } from 'vitest';
import { hyprlangOption, type OptionKind, parseOption } from '..';

describe('options as hyprlang writes them', () => {
  it.each<[OptionKind, string]>([
    ['flag', 'true'],
    ['whole', '3'],
    ['number', '0.95'],
    ['text', 'dwindle'],
    ['sides', '5'],
    ['sides', '10 30'],
    ['sides', '1 2 3'],
    ['sides', '1 2 3 4'],
    ['colour', 'rgba(33ccffee)'],
    ['gradient', 'rgb(33ccff)'],
    ['gradient', 'rgba(33ccffee) rgb(00ff99) 45deg'],
    ['pair', '4 3'],
  ])('%s %s is written as it was', (kind, text) => {
    const value = parseOption(kind, text) ?? expect.fail('does not read');
    expect(hyprlangOption(value)).toBe(text);
  });
});
