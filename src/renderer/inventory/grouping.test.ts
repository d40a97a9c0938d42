import { describe, expect, it } from 'vitest';
import type { Fact, Host } from '../../shared/contract';
import { chipTags, filterHosts, groupByRole } from './grouping';

function host(name: string, facts: Record<string, unknown> = {}, kind: Host['kind'] = 'machine'): Host {
  return {
    name,
    kind,
    inFlake: true,
    file: null,
    line: null,
    facts: Object.fromEntries(
      Object.entries(facts).map(([key, value]): [string, Fact] => [key, { value, from: 'source' }]),
    ),
    features: [],
    source: 'source',
  };
}
const hosts = [
  host('p620', { role: 'workstation', tags: ['amd', 'workstation'] }),
  host('dex5550', { role: 'server', tags: ['lan'] }),
  host('razer', { role: 'workstation', desktop: 'hyprland' }),
  host('iso', {}, 'installer'),
  host('old'),
];
const names = (list: readonly Host[]) => list.map((entry) => entry.name);

describe('groupByRole', () => {
  it('puts the largest role first and what has none last', () => {
    expect(groupByRole(hosts).map((group) => [group.title, names(group.hosts)])).toEqual([
      ['Workstations', ['p620', 'razer']],
      ['Servers', ['dex5550']],
      ['Installer images', ['iso']],
      ['Without a role', ['old']],
    ]);
  });
});

describe('filterHosts', () => {
  it('goes by chip and by every word', () => {
    expect(names(filterHosts(hosts, { kind: 'tag', tag: 'workstation' }, ''))).toEqual(['p620', 'razer']);
    expect(names(filterHosts(hosts, { kind: 'all' }, '@workstation hypr'))).toEqual(['razer']);
    expect(filterHosts(hosts, { kind: 'all' }, 'razer p620')).toEqual([]);
  });
  it('does not ask to look at a host nobody has asked yet', () => {
    expect(filterHosts(hosts, { kind: 'look' }, '')).toEqual([]);
    const silent = { ...hosts[0]!, facts: { reachable: { value: false, from: 'host' as const } } };
    expect(names(filterHosts([silent], { kind: 'look' }, ''))).toEqual(['p620']);
  });
});

describe('chipTags', () => {
  it('counts each host once a tag, most first', () => {
    expect(chipTags(hosts)).toEqual([
      { tag: 'workstation', count: 2 },
      { tag: 'amd', count: 1 },
      { tag: 'lan', count: 1 },
      { tag: 'server', count: 1 },
    ]);
  });
});
