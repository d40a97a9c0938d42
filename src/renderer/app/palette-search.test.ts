import { describe, expect, it } from 'vitest';
import { searchPalette, type PaletteItem } from './palette-search';

const items: PaletteItem[] = [
  { id: 'inventory', group: 'Areas', words: 'Inventory' },
  { id: 'p620', group: 'Hosts', words: 'p620', hint: 'details' },
  { id: 't:p620', group: 'Hosts', words: 'Terminal to p620' },
  { id: 'd:p620', group: 'Hosts', words: 'Deploy p620' },
  { id: 'podman', group: 'Features', words: 'Assign podman to…', hint: 'virtualization.podman' },
  { id: 'undo', group: 'Actions', words: 'Undo' },
];
const found = (query: string) => searchPalette(items, query).map((item) => item.id);

describe('searchPalette', () => {
  it('puts the beginning of the words first', () => expect(found('p6')[0]).toBe('p620'));
  it('wants every word', () => {
    expect(found('p620 term')).toEqual(['t:p620']);
    expect(found('p620 nothing')).toEqual([]);
  });
  it('finds by the hint and by letters in order', () => {
    expect(found('virt')).toEqual(['podman']);
    expect(found('ivtr')).toContain('inventory');
  });
  it('takes case as nothing and no query as an overview of all groups', () => {
    expect(found('UNDO')).toEqual(['undo']);
    expect(new Set(searchPalette(items, '  ').map((item) => item.group)).size).toBe(4);
  });
});
