import { describe, expect, it } from 'vitest';
import type { Assignment, Board, Feature, FeatureState } from '../../shared/contract';
import { changesOf, choose, compareSets } from './compare-sets';

const feature = (name: string, extra: Partial<Feature> = {}): Feature => ({
  path: `features.${name}`,
  title: name,
  description: '',
  category: 'c',
  file: `features/${name}.nix`,
  line: 1,
  brings: [],
  needs: [],
  conflicts: [],
  hardware: {},
  secrets: [],
  wants: [],
  ...extra,
});
const state = (name: string, more: Partial<FeatureState> = {}): FeatureState => ({
  path: `features.${name}`,
  state: 'on',
  on: true,
  ...more,
});
const board: Board = {
  featureRoots: ['features'],
  readMs: 0,
  features: [
    feature('podman', {
      needs: ['features.nft'],
      conflicts: [{ path: 'features.docker', reason: 'one socket' }],
    }),
    feature('docker'),
    feature('nft'),
    feature('oci'),
    feature('plex'),
    feature('jellyfin'),
    feature('cuda', { hardware: { requires: ['nvidia'] } }),
    feature('ufw', { needs: ['features.nft'] }),
  ],
  hosts: [
    {
      host: 'a',
      role: null,
      hardware: ['nvidia'],
      states: [
        state('podman'),
        state('oci', { state: 'inherited', by: 'features.podman' }),
        state('plex'),
        state('jellyfin'),
        state('cuda'),
        state('nft', { state: 'inherited', by: 'roles/server.nix' }),
      ],
    },
    { host: 'b', role: null, hardware: ['intel'], states: [state('docker'), state('plex'), state('ufw')] },
  ],
};
const assigned = (path: string, text: string, more: Partial<Assignment> = {}): Assignment => ({
  path: `features.${path}`,
  scope: 'nixos',
  value: JSON.parse(text),
  text,
  computed: false,
  file: 'hosts/a.nix',
  line: 3,
  column: 3,
  priority: 'plain',
  wins: true,
  ...more,
});
const lines = compareSets(
  board,
  {
    host: 'a',
    assignments: [
      assigned('plex.port', '80'),
      assigned('plex.enable', 'true'),
      assigned('podman.users', '["x"]'),
      assigned('plex.name', '"n"', { computed: true }),
      assigned('cuda.level', '2'),
      assigned('plex.same', '1'),
      assigned('docker.level', '1'),
    ],
  },
  { host: 'b', assignments: [assigned('plex.port', '90'), assigned('plex.same', '1')] },
);
const of = (kind: string): string[] => lines.filter((line) => line.kind === kind).map(({ words }) => words);
const start = new Set(lines.filter((line) => line.chosen).map(({ key }) => key));

describe('two sets beside each other', () => {
  it('tells what arrives, but not what is brought along', () =>
    expect(of('arrives')).toEqual(['podman', 'jellyfin', 'nft']));
  it('tells what goes', () => expect(of('goes')).toEqual(['docker', 'ufw']));
  it('tells which values differ of features that both have or that arrive', () => {
    expect(of('differs')).toEqual(['plex.port', 'podman.users']);
    expect(lines.find(({ words }) => words === 'plex.port')?.note).toBe('90 → 80');
  });
  it('tells what cannot be copied, and why', () => {
    expect(of('cannot')).toEqual(['cuda', 'plex.name']);
    expect(lines.find(({ words }) => words === 'cuda')?.note).toBe('cuda requires nvidia, and b has intel.');
  });
});

describe('the choice', () => {
  it('begins with what arrives of the host’s own and clashes with nothing', () =>
    expect([...start]).toEqual(['on features.jellyfin']));
  it('takes along what has to go, and lets go what hangs on a line', () => {
    const withUsers = choose(lines, start, 'set features.podman.users', true);
    expect([...withUsers].toSorted()).toEqual([
      'off features.docker',
      'on features.jellyfin',
      'on features.podman',
      'set features.podman.users',
    ]);
    expect([...choose(lines, withUsers, 'off features.docker', false)]).toEqual(['on features.jellyfin']);
  });
  it('is one gesture in which what goes comes first', () => {
    const chosen = choose(lines, start, 'set features.podman.users', true);
    expect(changesOf(lines, chosen)).toEqual([
      { kind: 'disable', host: 'b', path: 'features.docker' },
      { kind: 'enable', host: 'b', path: 'features.podman' },
      { kind: 'enable', host: 'b', path: 'features.jellyfin' },
      { kind: 'set', host: 'b', path: 'features.podman.users', value: '["x"]' },
    ]);
  });
});
