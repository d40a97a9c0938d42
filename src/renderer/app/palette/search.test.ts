import { describe, expect, it } from 'vitest';
import { composed } from './compose';
import { splitQuery, type PaletteItem } from './model';
import { indexOf, inGroups, search } from './search';

const hosts = ['p620', 'p510', 'razer'].map((name): PaletteItem => ({
  id: `host:${name}`,
  group: 'Hosts',
  words: name,
  run: () => undefined,
}));
const terminal: PaletteItem = {
  id: 'terminal',
  group: 'Actions',
  words: 'Terminal to…',
  step: { words: 'Terminal to', choices: () => hosts, compose: (name) => `Terminal to ${name}` },
};
const items: PaletteItem[] = [
  { id: 'inventory', group: 'Areas', words: 'Inventory' },
  { id: 'features', group: 'Areas', words: 'Features' },
  { id: 'some', group: 'Actions', words: 'Show features of a host' },
  ...hosts,
  { id: 'podman', group: 'Features', words: 'podman', hint: 'virtualization.podman' },
  { id: 'undo', group: 'Actions', words: 'Undo' },
  { id: 'commit', group: 'Actions', words: 'Commit…' },
  { id: 'büro', group: 'Hosts', words: 'büro-größe' },
  terminal,
];
const index = indexOf(items);
const found = (query: string, recent: string[] = []) =>
  search(index, query, { limit: 20, recent }).map(({ item }) => item.id);

describe('search', () => {
  it('puts what is named exactly first, then what begins so', () => {
    expect(found('features')[0]).toBe('features');
    expect(found('p6')[0]).toBe('host:p620');
    expect(found('UNDO')).toEqual(['undo']);
    expect(found('Commit…')[0]).toBe('commit');
  });
  it('puts an action before a recipe of its name, and that before what only begins so', () => {
    const named: PaletteItem[] = [
      { id: 'recipe', group: 'Recipes', words: 'commit…' },
      { id: 'more', group: 'Features', words: 'commit-signing' },
      { id: 'action', group: 'Actions', words: 'Commit…' },
    ];
    const ids = search(indexOf(named), 'commit', { limit: 9 }).map(({ item }) => item.id);
    expect(ids).toEqual(['action', 'recipe', 'more']);
  });
  it('wants every word, in any order', () => {
    expect(found('host show')).toEqual(['some']);
    expect(found('host nothing')).toEqual([]);
  });
  it('finds by the hint, by letters in order, and in any script', () => {
    expect(found('virtu')).toEqual(['podman']);
    expect(found('invtry')).toContain('inventory');
    expect(found('größe')).toEqual(['büro']);
  });
  it('puts what was used lately before its equals', () => {
    expect(found('p')[0]).not.toBe('host:p620');
    expect(found('p', ['host:p620'])[0]).toBe('host:p620');
  });
  it('marks what it found, in words and hint', () => {
    const [hit] = search(index, 'podman', { limit: 1 });
    expect(hit?.words).toEqual([{ text: 'podman', marked: true }]);
    const [far] = search(index, 'virt pod', { limit: 1 });
    expect(
      [...(far?.words ?? []), ...(far?.hint ?? [])].filter((part) => part.marked).length,
    ).toBeGreaterThan(0);
    expect(far?.hint.map((part) => part.text).join('')).toBe('virtualization.podman');
  });
  it('takes what is no word at all', () => {
    for (const query of ['…', '((', '\\', '   ', '"'.repeat(50)]) expect(() => found(query)).not.toThrow();
  });
});

describe('composed', () => {
  const of = (query: string) => composed(items, query).map(({ item }) => item.words);
  it('takes an action and its choice from one query, in either order', () => {
    expect(of('term p620')[0]).toBe('Terminal to p620');
    expect(of('p510 terminal')[0]).toBe('Terminal to p510');
    expect(of('Terminal to razer')).toEqual(['Terminal to razer']);
  });
  it('needs both', () => {
    expect(of('terminal')).toEqual([]);
    expect(of('terminal to')).toEqual([]);
    expect(of('p620 p510')).toEqual([]);
  });
});

describe('the palette', () => {
  it('knows prefixes', () => {
    expect(splitQuery('@ p6')).toEqual({ groups: ['Hosts'], query: 'p6' });
    expect(splitQuery(' p6 ')).toEqual({ groups: null, query: 'p6' });
  });
  it('groups what it found by the best of each', () => {
    const groups = inGroups(search(index, 'features', { limit: 20 }), 3);
    expect(groups[0]).toMatchObject({ group: 'Areas' });
  });
  it('answers from thousands of items within the time of a key', () => {
    const many = indexOf(
      Array.from({ length: 9000 }, (_, n): PaletteItem => ({
        id: String(n),
        group: 'Options',
        words: `features.category${n % 30}.feature${n % 300}.option${n}`,
      })),
    );
    expect(search(many, 'option 8999', { limit: 20 })[0]?.item.id).toBe('8999');
  });
});
