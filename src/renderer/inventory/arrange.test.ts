import { describe, expect, it } from 'vitest';
import { arrange, chipTags, itemsOf, sameOrder, type Wish } from './arrange';
import { hostWith, rowsOf } from './testing';

const rows = rowsOf([
  hostWith('p620', { role: 'workstation', tags: ['amd', 'workstation'], generation: 9 }),
  hostWith('dex5550', { role: 'server', tags: ['lan'], generation: 100 }),
  hostWith('razer', { role: 'workstation', desktop: 'hyprland', generation: 20 }),
  hostWith('iso', {}, 'installer'),
  hostWith('old'),
]);
const WISH: Wish = { filter: '', needsLook: false, sort: null, group: 'none' };
const order = (wish: Partial<Wish>) => arrange(rows, { ...WISH, ...wish }).order;
const names = (wish: Partial<Wish>): readonly string[] => order(wish).groups.flatMap(({ hosts }) => hosts);
const groups = (wish: Partial<Wish>) => order(wish).groups.map(({ title, hosts }) => [title, hosts]);

describe('an arrangement', () => {
  it('keeps the fleet’s order until somebody sorts', () =>
    expect(names({})).toEqual(['p620', 'dex5550', 'razer', 'iso', 'old']));

  it('sorts numbers as numbers, and what is not known last whichever way', () => {
    expect(names({ sort: { column: 'gen', descending: false } })).toEqual([
      'p620',
      'razer',
      'dex5550',
      'iso',
      'old',
    ]);
    expect(names({ sort: { column: 'gen', descending: true } })).toEqual([
      'dex5550',
      'razer',
      'p620',
      'iso',
      'old',
    ]);
  });

  it('sorts names as people count', () => {
    const many = rowsOf(['web-10', 'web-9', 'Web-1'].map((name) => hostWith(name)));
    const sort = { column: 'host' as const, descending: false };
    expect(arrange(many, { ...WISH, sort }).order.groups[0]?.hosts).toEqual(['Web-1', 'web-9', 'web-10']);
  });

  it('groups by role, the largest first and what has none last', () =>
    expect(groups({ group: 'role' })).toEqual([
      ['Workstations', ['p620', 'razer']],
      ['Servers', ['dex5550']],
      ['Installer images', ['iso']],
      ['Without a role', ['old']],
    ]));

  it('shows a host in the group of each of its tags', () => {
    expect(groups({ group: 'tag' })).toContainEqual(['@amd', ['p620']]);
    expect(groups({ group: 'tag' })).toContainEqual(['@workstation', ['p620', 'razer']]);
    const items = itemsOf(order({ group: 'tag' }), new Map(rows.map((row) => [row.host.name, row])));
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });

  it.each<[Partial<Wish>, string[]]>([
    [{ filter: '@workstation' }, ['p620', 'razer']],
    [{ filter: '@workstation hypr' }, ['razer']],
    [{ filter: '@workstation and not p6*' }, ['razer']],
    [{ filter: 'razer p620' }, []],
    [{ needsLook: true }, []],
  ])('goes by text and chip: %j', (wish, expected) => expect(names(wish)).toEqual(expected));

  it('looks at a host that was asked in vain, not at one nobody asked', () => {
    const silent = rowsOf([hostWith('p620', { reachable: false }), hostWith('p510')]);
    const look = arrange(silent, { ...WISH, needsLook: true }).order;
    expect(look.groups[0]?.hosts).toEqual(['p620']);
  });

  it('has a line for each group and host, and none for hosts that are gone', () => {
    const known = new Map(rows.filter(({ host }) => host.name !== 'old').map((row) => [row.host.name, row]));
    expect(itemsOf(order({ group: 'role' }), known).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'group \nWorkstations',
      'host p620\nWorkstations',
      'host razer\nWorkstations',
      'group \nServers',
      'host dex5550\nServers',
      'group \nInstaller images',
      'host iso\nInstaller images',
    ]);
  });

  it('tells orders apart', () => {
    expect(sameOrder(order({ group: 'role' }), order({ group: 'role' }))).toBe(true);
    expect(sameOrder(order({}), order({ group: 'role' }))).toBe(false);
    expect(sameOrder(order({}), order({ sort: { column: 'gen', descending: true } }))).toBe(false);
  });
});

describe('chipTags', () => {
  it('counts each host once a tag, most first', () =>
    expect(chipTags(rows, 4)).toEqual([
      { tag: 'workstation', count: 2 },
      { tag: 'amd', count: 1 },
      { tag: 'lan', count: 1 },
      { tag: 'server', count: 1 },
    ]));
});
