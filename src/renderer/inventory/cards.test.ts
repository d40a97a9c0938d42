import { describe, expect, it } from 'vitest';
import type { Item } from './arrange';
import { bandsOf } from './cards';
import { hostWith, rowsOf } from './testing';

const hosts = rowsOf(['a', 'b', 'c'].map((name) => hostWith(name))).map((row): Item => ({
  kind: 'host',
  key: row.host.name,
  row,
}));
const title: Item = { kind: 'group', key: 'g', title: 'Servers', count: 3 };
const said = (items: readonly Item[], across: number): string[] =>
  bandsOf(items, across).map((band) =>
    band.kind === 'title' ? band.words : band.rows.map(({ host }) => host.name).join(' '),
  );

describe('bands of cards', () => {
  it('hold as many as stand side by side', () => {
    expect(said(hosts, 2)).toEqual(['a b', 'c']);
    expect(said(hosts, 1)).toEqual(['a', 'b', 'c']);
    expect(said([], 2)).toEqual([]);
  });

  it('begin anew with each group', () =>
    expect(said([title, ...hosts.slice(0, 1), title, ...hosts.slice(1)], 5)).toEqual([
      'Servers, 3',
      'a',
      'Servers, 3',
      'b c',
    ]));
});
