import { describe, expect, it } from 'vitest';
import type { Board, BoardHost, Draft, Feature, FeatureState, Finding } from '../../shared/contract';
import {
  type LaneChip,
  categoryTitle,
  draftedPaths,
  foldChips,
  groupCatalogue,
  laneChips,
  marksOf,
  stepHost,
} from './board-model';

const feature = (path: string, category: string): Feature => ({
  path: `features.${path}`,
  title: path,
  description: path === 'network.dns' ? 'Serves names' : '',
  category,
  file: 'f.nix',
  line: 1,
  brings: [],
  needs: [],
  conflicts: [],
  hardware: {},
  secrets: [],
  wants: [],
});
const state = (path: string, kind: FeatureState['state'], on: boolean): FeatureState => ({
  path: `features.${path}`,
  state: kind,
  on,
});
const board: Board = {
  featureRoots: ['features'],
  features: [
    feature('security.agenix', 'security'),
    feature('network.dns', 'network'),
    feature('virtualization.podman', 'virtualization'),
    feature('network.vpn', 'network'),
    feature('ai.ollama', 'ai'),
  ],
  readMs: 1,
  hosts: [
    {
      host: 'razer',
      role: 'laptop',
      hardware: null,
      states: [
        state('security.agenix', 'inherited', true),
        state('network.dns', 'on', true),
        state('virtualization.podman', 'computed', false),
        state('network.vpn', 'off', false),
        state('ai.ollama', 'forced', false),
      ],
    },
    { host: 'hp', role: null, hardware: null, states: [state('network.dns', 'on', true)] },
  ],
};
const draft: Draft = {
  gestures: [],
  redo: [],
  files: [],
  meaning: [{ host: 'razer', changes: [{ path: 'network.dns', from: 'off', to: 'on' }] }],
  outside: [],
  evaluation: null,
  overwritten: [],
  aside: [],
};

const drafted = draftedPaths(draft, board.featureRoots);
function lane(host: string): BoardHost {
  const found = board.hosts.find((entry) => entry.host === host);
  if (!found) throw new Error(`no ${host}`);
  return found;
}

describe('groupCatalogue', () => {
  it('keeps the order of categories and counts hosts that have it on', () => {
    const groups = groupCatalogue(board, '');
    expect(groups.map((group) => group.category)).toEqual(['security', 'network', 'virtualization', 'ai']);
    expect(groups[1]?.entries.map((entry) => [entry.name, entry.onHosts])).toEqual([
      ['dns', 2],
      ['vpn', 0],
    ]);
  });
  it('finds by name and by what it does', () => {
    expect(groupCatalogue(board, 'names').map((group) => group.category)).toEqual(['network']);
    expect(groupCatalogue(board, 'dns podman')).toEqual([]);
  });
});

describe('laneChips', () => {
  it('shows how each stands, brought ones last, and leaves out what is off', () => {
    const chips = laneChips(board, lane('razer'), drafted.get('razer') ?? new Set());
    expect(chips.map((chip) => [chip.name, chip.look])).toEqual([
      ['dns', 'draft'],
      ['podman', 'computed'],
      ['ollama', 'forced-off'],
      ['agenix', 'inherited'],
    ]);
  });
  it('marks a draft only on its own host', () =>
    expect(laneChips(board, lane('hp'), drafted.get('hp') ?? new Set()).map((chip) => chip.look)).toEqual([
      'on',
    ]));
});

describe('marksOf', () => {
  const finding = (rule: string, path: string): Finding => ({
    rule,
    severity: 'warning',
    message: `${rule} here`,
    host: 'razer',
    path,
    file: 'hosts/razer.nix',
    line: 4,
  });
  const marks = marksOf([
    finding('inert', 'features.network.dns.enable'),
    finding('ineffective', 'features.network.vpn'),
    finding('syntax', 'features.ai.ollama'),
    { rule: 'inert', severity: 'warning', message: 'of no host' },
  ]).get('razer');
  it('tells what changes nothing and what loses, by feature', () => {
    expect([...(marks ?? [])].map(([path, { kind }]) => [path, kind])).toEqual([
      ['features.network.dns', 'inert'],
      ['features.network.vpn', 'overridden'],
    ]);
  });
  it('strikes a chip out that changes nothing, with the reason', () => {
    const chip = laneChips(board, lane('razer'), new Set(), marks).find(({ name }) => name === 'dns');
    expect(chip).toMatchObject({ look: 'inert', inert: 'inert here' });
  });
  it('puts what no module declares last', () => {
    const stray = { ...lane('hp'), states: [state('gone', 'on', true), state('network.dns', 'on', true)] };
    expect(laneChips(board, stray, new Set()).map(({ name, look }) => [name, look])).toEqual([
      ['dns', 'on'],
      ['gone', 'undeclared'],
    ]);
  });
});

describe('foldChips', () => {
  const chip = (name: string, look: LaneChip['look'], by?: string): LaneChip => ({
    path: `features.${name}`,
    name,
    category: 'network',
    look,
    state: {
      path: `features.${name}`,
      on: true,
      state: look === 'inherited' ? 'inherited' : 'on',
      ...(by === undefined ? {} : { by }),
    },
  });
  it('keeps what is written here or brought by a feature, and gathers what shared files switch on', () => {
    const { own, folds } = foldChips([
      chip('vpn', 'on'),
      chip('dns', 'inherited', 'features.vpn'),
      chip('git', 'inherited', 'roles/server.nix'),
      chip('zsh', 'inherited', 'roles/common/default.nix'),
      chip('tmux', 'inherited', 'roles/server.nix'),
    ]);
    expect(own.map(({ name }) => name)).toEqual(['vpn', 'dns']);
    expect(folds.map(({ name, chips }) => [name, chips.map((inside) => inside.name)])).toEqual([
      ['server', ['git', 'tmux']],
      ['common', ['zsh']],
    ]);
  });
});

describe('stepHost', () => {
  const hosts = ['a', 'b', 'c'];
  it('enters from either end and stays inside', () => {
    expect(stepHost(hosts, null, 1)).toBe('a');
    expect(stepHost(hosts, null, -1)).toBe('c');
    expect(stepHost(hosts, 'b', 1)).toBe('c');
    expect(stepHost(hosts, 'c', 1)).toBe('c');
    expect(stepHost(hosts, 'a', 10)).toBe('c');
    expect(stepHost([], null, 1)).toBeNull();
  });
});

describe('categoryTitle', () => {
  it('writes short ones in capitals', () => {
    expect(categoryTitle('ai')).toBe('AI');
    expect(categoryTitle('virtualization')).toBe('Virtualization');
  });
});
