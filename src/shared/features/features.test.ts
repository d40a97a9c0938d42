import { describe, expect, it } from 'vitest';
import type { Board, Feature, FeatureState } from '../contract';
import { boardIndex } from './board-index';
import { judge, judgeMany, judgeOff } from './judge';
import { leafName, shortPath, wholePath } from './names';
import { catalogueOf, implied } from './rules';

const feature = (name: string, extra: Partial<Feature> = {}): Feature => ({
  path: `features.${name}`,
  title: name,
  description: '',
  category: 'x',
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

const features = [
  feature('podman', {
    brings: ['features.oci'],
    needs: ['features.nft'],
    conflicts: [{ path: 'features.docker', reason: 'both own the socket' }],
  }),
  feature('docker', { needs: ['features.nft'] }),
  feature('oci', { needs: ['features.base'] }),
  feature('nft'),
  feature('base'),
  feature('cuda', { hardware: { requires: ['nvidia'] } }),
  feature('video', { hardware: { requires: ['nvidia', 'intel'] }, brings: ['features.base'] }),
];

function board(states: Record<string, FeatureState['state']>): Board {
  return {
    featureRoots: ['features'],
    features,
    readMs: 0,
    hosts: [
      {
        host: 'a',
        role: null,
        hardware: ['intel'],
        states: Object.entries(states).map(([name, state]) => ({
          path: `features.${name}`,
          state,
          on: state === 'on' || state === 'inherited',
        })),
      },
    ],
  };
}

describe('implied', () => {
  it('follows needs of what is brought, each once', () => {
    const result = implied(catalogueOf(features), ['features.podman']);
    expect(result.brings).toEqual([{ path: 'features.oci', by: 'features.podman' }]);
    expect(result.needs).toEqual([
      { path: 'features.nft', by: 'features.podman' },
      { path: 'features.base', by: 'features.oci' },
    ]);
  });

  it('ends on a circle and never names the feature itself', () => {
    const circle = catalogueOf([
      feature('a', { needs: ['features.b'] }),
      feature('b', { needs: ['features.a'] }),
    ]);
    expect(implied(circle, ['features.a']).needs).toEqual([{ path: 'features.b', by: 'features.a' }]);
  });
});

describe('judge', () => {
  it('fits, and leaves out needs that are on', () => {
    const verdict = judge(board({ nft: 'on' }), 'a', 'features.podman');
    expect(verdict.verdict).toBe('fits');
    expect(verdict.needs.map((n) => n.path)).toEqual(['features.base']);
  });

  it('refuses a conflict whichever side declares it', () => {
    const forward = judge(board({ docker: 'on' }), 'a', 'features.podman');
    const backward = judge(board({ podman: 'on' }), 'a', 'features.docker');
    for (const [verdict, other] of [
      [forward, 'features.docker'],
      [backward, 'features.podman'],
    ] as const) {
      expect(verdict.verdict).toBe('refused');
      expect(verdict.conflicts).toEqual([
        expect.objectContaining({ path: other, reason: 'both own the socket', file: 'features/podman.nix' }),
      ]);
    }
  });

  it('says on for what a role switches on', () => {
    expect(judge(board({ podman: 'inherited' }), 'a', 'features.podman').verdict).toBe('on');
  });

  it('refuses what the source forces off or computes', () => {
    expect(judge(board({ podman: 'forced' }), 'a', 'features.podman').reason).toMatch(/forced off/);
    expect(judge(board({ nft: 'computed' }), 'a', 'features.podman').reason).toMatch(/expression/);
  });

  it('refuses what asks for hardware the host does not have', () => {
    const verdict = judge(board({}), 'a', 'features.cuda');
    expect(verdict).toMatchObject({ verdict: 'refused', misfits: [{ path: 'features.cuda' }] });
    expect(verdict.reason).toBe('cuda requires nvidia, and a has intel.');
    expect(judge(board({}), 'a', 'features.video').verdict).toBe('fits');
  });

  it('refuses to switch off what another needs', () => {
    expect(judgeOff(board({ docker: 'on', nft: 'on' }), 'a', 'features.nft').refusedBy).toEqual([
      'features.docker',
    ]);
    expect(judgeOff(board({ nft: 'on' }), 'a', 'features.nft').refusedBy).toEqual([]);
  });
});

describe('judgeMany', () => {
  const together = (states: Parameters<typeof board>[0], ...names: string[]) =>
    judgeMany(
      board(states),
      'a',
      names.map((name) => `features.${name}`),
    );
  it('refuses features that conflict among each other, and says that neither is on', () => {
    const verdict = together({}, 'podman', 'docker');
    expect(verdict.verdict).toBe('refused');
    expect(verdict.conflicts).toMatchObject([
      { path: 'features.docker', with: 'features.podman', isOn: false },
    ]);
  });
  it('fits where one of them is on, and names no need that comes anyway', () => {
    const verdict = together({ base: 'on' }, 'docker', 'nft', 'base');
    expect(verdict).toMatchObject({ verdict: 'fits', needs: [] });
  });
  it('says on only where all are', () => {
    expect(together({ nft: 'on', base: 'inherited' }, 'nft', 'base').verdict).toBe('on');
    expect(together({ nft: 'on' }, 'nft', 'base').verdict).toBe('fits');
  });
});

describe('boardIndex', () => {
  it('answers by name; a feature without a state is off, and an unknown host has none', () => {
    const asked = board({ nft: 'on', docker: 'off' });
    const index = boardIndex(asked);
    expect(index.lane('a').states.get('features.docker')?.state).toBe('off');
    expect(index.lane('a').states.has('features.podman')).toBe(false);
    expect([...index.lane('a').on]).toEqual(['features.nft']);
    expect(index.lane('b').states.size).toBe(0);
    expect(boardIndex(asked)).toBe(index);
  });

  it('indexes a host anew only when it is another object', () => {
    const before = board({ nft: 'on' });
    const after = { ...before, hosts: [...before.hosts] };
    expect(boardIndex(after).lane('a')).toBe(boardIndex(before).lane('a'));
  });
});

describe('names', () => {
  it('adds and removes the root', () => {
    expect(wholePath('virtualization.podman', ['features'])).toBe('features.virtualization.podman');
    expect(wholePath('features.a', ['features'])).toBe('features.a');
    expect(wholePath('services.x', [])).toBe('services.x');
    expect(shortPath('features.a.b.enable', ['features'])).toBe('a.b');
    expect(leafName('features.a.b.enable')).toBe('b');
  });
});
