import { describe, expect, it } from 'vitest';
import { diffClosures, parseStorePath } from './closure-diff';
import { parseDryActivate } from './dry-activate';
import { mapLimit } from './map-limit';
import { isStorePath } from './store-path';
import { parseClosure, parseState } from './target';

const path = (name: string, letter = 'a'): string => `/nix/store/${letter.repeat(32)}-${name}`;

describe('parseStorePath', () => {
  it.each([
    ['git-2.44.0', 'git', '2.44.0'],
    ['git-2.44.0-doc', 'git', '2.44.0'],
    ['gtk+3-3.24.41', 'gtk+3', '3.24.41'],
    ['python3.11-requests-2.31.0', 'python3.11-requests', '2.31.0'],
    ['linux-6.12.9-modules-shrunk', 'linux', '6.12.9-modules-shrunk'],
    ['tool', 'tool', ''],
    ['nerd-fonts-jetbrains-mono-3.3.0+2.304', 'nerd-fonts-jetbrains-mono', '3.3.0+2.304'],
  ])('%s', (base, name, version) => {
    expect(parseStorePath(path(base))).toEqual({ name, version });
  });
});

describe('diffClosures', () => {
  it('tells what is new, gone and changed, and nothing of rebuilds and generated files', () => {
    const before = [
      'git-2.44',
      'htop-3.3',
      'vim-9.1',
      'nixos-system-a-25.11',
      'unit-x.service',
      'etc',
      'users-groups.json',
    ];
    const after = [
      'git-2.45',
      'vim-9.1',
      'vim-9.1-man',
      'ripgrep-14',
      'tool',
      'nixos-system-a-26.05',
      'unit-y.service',
      'etc',
    ];
    expect(
      diffClosures(
        before.map((name) => path(name)),
        after.map((name) => path(name, 'b')),
      ),
    ).toEqual({
      added: [
        { name: 'ripgrep', version: '14' },
        { name: 'tool', version: '' },
      ],
      removed: [{ name: 'htop', version: '3.3' }],
      changed: [{ name: 'git', from: '2.44', to: '2.45' }],
    });
  });

  it('keeps several versions of one package together', () => {
    expect(
      diffClosures([path('nodejs-20'), path('nodejs-22')], [path('nodejs-22'), path('nodejs-24')]).changed,
    ).toEqual([{ name: 'nodejs', from: '20, 22', to: '22, 24' }]);
  });

  it('has a mirror image', () => {
    const one = [path('a-1'), path('b-1')];
    const other = [path('b-2'), path('c-1')];
    const there = diffClosures(one, other);
    const back = diffClosures(other, one);
    expect(back.added).toEqual(there.removed);
    expect(back.removed).toEqual(there.added);
    expect(back.changed.map(({ name, from, to }) => ({ name, from: to, to: from }))).toEqual(there.changed);
  });
});

describe('parseDryActivate', () => {
  it('reads the lines of switch-to-configuration and no others', () => {
    const output = [
      'would stop the following units: a.service, b.service',
      'would NOT stop the following changed units: c.service',
      'would activate the configuration...',
      'would restart systemd',
      'would reload the following units: d.service',
      'would restart the following units: sshd.service',
      'would start the following units: e.timer',
      'would stop swap device: /dev/x',
    ].join('\n');
    expect(parseDryActivate(output)).toEqual({
      stop: ['a.service', 'b.service'],
      restart: ['sshd.service'],
      reload: ['d.service'],
      start: ['e.timer'],
    });
  });
});

describe('the state of a host', () => {
  const output = [
    'uid 1000',
    'user ada',
    `running ${path('nixos-system-a-25.11')}`,
    `booted /run/booted-system`,
    `profile ${path('nixos-system-a-25.11')}`,
    'link system-12-link',
    'version 25.11.20260101.abc',
    `booted-kernel ${path('linux-6.12')}/bzImage`,
    'booted-initrd ',
    'uptime 1234.56',
    'disk /dev/sda1 100 40 60 40% /nix store',
    'failed-unit demo.service',
    'units read',
  ].join('\n');

  it('is read, with what is missing as null', () => {
    expect(parseState(output)).toEqual({
      uid: 1000,
      user: 'ada',
      running: path('nixos-system-a-25.11'),
      booted: null,
      bootId: null,
      profile: path('nixos-system-a-25.11'),
      generation: 12,
      nixosVersion: '25.11.20260101.abc',
      bootedParts: { kernel: `${path('linux-6.12')}/bzImage`, initrd: '', 'kernel-modules': '' },
      failedUnits: ['demo.service'],
      uptimeSeconds: 1234,
      freeBytes: 61440,
    });
  });

  it('does not invent units where there is no systemctl, nor a system where there is none', () => {
    expect(parseState('uid 0\nrunning \ndisk \nuptime \n')).toMatchObject({
      running: null,
      profile: null,
      generation: null,
      failedUnits: null,
      uptimeSeconds: null,
      freeBytes: null,
    });
  });
});

describe('parseClosure', () => {
  it('pairs paths and sizes', () => {
    expect(parseClosure(`${path('a')}\n${path('b')}\n--\n12\n34\n`)).toEqual([
      { path: path('a'), bytes: 12 },
      { path: path('b'), bytes: 34 },
    ]);
  });
});

describe('isStorePath', () => {
  it('refuses what is not a whole store path', () => {
    expect(isStorePath(path('nixos-system-a-1'))).toBe(true);
    for (const bad of [
      '/etc/passwd',
      `${path('a')}/bin`,
      `${path('a')} b`,
      '-x',
      '/nix/store/short-a',
      `${path('a')}\n`,
    ]) {
      expect(isStorePath(bad), bad).toBe(false);
    }
  });
});

describe('mapLimit', () => {
  it('keeps order and never has more than the limit under way', async () => {
    let now = 0;
    let most = 0;
    const results = await mapLimit([30, 1, 20, 5], 2, async (ms) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, ms));
      now -= 1;
      return ms * 2;
    });
    expect(results).toEqual([60, 2, 40, 10]);
    expect(most).toBe(2);
  });

  it('throws the first error only when what began has ended', async () => {
    const ended: number[] = [];
    const work = mapLimit([1, 2, 3], 2, async (item) => {
      if (item === 1) throw new Error('one');
      await new Promise((resolve) => setTimeout(resolve, 10));
      ended.push(item);
    });
    await expect(work).rejects.toThrow('one');
    expect(ended).toEqual([2]);
  });
});
