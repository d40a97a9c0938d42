import { describe, expect, it } from 'vitest';
import { textFilter } from '.';

const HOSTS = [
  { name: 'p620', tags: ['workstation', 'servers'], text: 'p620 @workstation @servers plasma' },
  { name: 'p510', tags: ['server'], text: 'p510 @server running as declared' },
  { name: 'p51', tags: ['laptop'], text: 'p51 @laptop hyprland' },
  { name: 'razer', tags: ['laptop'], text: 'razer @laptop hyprland müller' },
];
const KNOWN = {
  names: new Set(HOSTS.map(({ name }) => name)),
  tags: new Set(HOSTS.flatMap(({ tags }) => tags)),
};
const shown = (text: string): string[] => {
  const { matches } = textFilter(text, KNOWN);
  return HOSTS.filter(matches).map(({ name }) => name);
};

describe('a filter', () => {
  it.each([
    ['', ['p620', 'p510', 'p51', 'razer']],
    ['p51', ['p510', 'p51']],
    ['HYPR razer', ['razer']],
    ['@lap', ['p51', 'razer']],
    ['@laptop MÜLL', ['razer']],
    ['@serv', ['p620', 'p510']],
    ['@server', ['p510']],
    ['@', ['p620', 'p510', 'p51', 'razer']],
    ['nothing like it', []],
  ])('narrows by plain words: %j', (text, names) => expect(shown(text)).toEqual(names));

  it.each([
    ['@laptop and not r*', ['p51']],
    ['not p51', ['p620', 'p510', 'razer']],
    ['p51 or razer', ['p51', 'razer']],
    ['hyprland and not razer', ['p51']],
    ['(plasma or declared) and p*', ['p620', 'p510']],
    ['p5*', ['p510', 'p51']],
    ['p?20', ['p620']],
    ['@laptop AND NOT razer', ['p51']],
    ['z*', []],
    ['@nosuch or razer', ['razer']],
  ])('takes a selection: %j', (text, names) => {
    expect(textFilter(text, KNOWN).problem).toBeNull();
    expect(shown(text)).toEqual(names);
  });

  it.each(['@laptop and', '@laptop and not', '@laptop or (', '@laptop ,'])(
    'goes on with what can be read while one types: %j',
    (text) => {
      expect(textFilter(text, KNOWN).problem).toBeNull();
      expect(shown(text)).toEqual(['p51', 'razer']);
    },
  );

  it('says what it cannot read, and takes it for words', () => {
    expect(textFilter('(p51 or razer', KNOWN).problem).toContain('a parenthesis is not closed');
    expect(textFilter('müller and $x', KNOWN).problem).toContain('not the name');
    expect(shown('(hyprland')).toEqual([]);
  });
});
