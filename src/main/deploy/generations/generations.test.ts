import { describe, expect, it } from 'vitest';
import type { Run } from '../../../shared/contract';
import { currentGeneration, describeGenerations, holdOf, parseGenerations, parseSpace } from '.';

const path = (name: string, letter = 'a'): string => `/nix/store/${letter.repeat(32)}-${name}`;

describe('generations', () => {
  const listed = parseGenerations(
    ['10\t%c\t1700000000\t25.11', '9\t%b\t1600000000\t', '2\t%a\t1500000000\t25.05', 'x\t/etc\t1\t', '']
      .join('\n')
      .replaceAll(/%([abc])/g, (_, letter: string) => path('nixos-system-a-1', letter)),
  );

  it('are sorted by number, not by text, and hold store paths only', () => {
    expect(listed.map((one) => one.number)).toEqual([2, 9, 10]);
    expect(listed[0]).toMatchObject({ date: '2017-07-14T02:40:00.000Z', nixosVersion: '25.05' });
    expect(listed[1]?.nixosVersion).toBeNull();
  });

  it('know the running one apart from the boot default', () => {
    const state = {
      running: path('nixos-system-a-1', 'b'),
      booted: path('nixos-system-a-1', 'a'),
      profile: path('nixos-system-a-1', 'c'),
      generation: 10,
    };
    expect(currentGeneration(listed, state)).toBe(9);
    expect(
      describeGenerations(listed, state, 'a', []).map((one) => [
        one.number,
        one.current,
        one.bootDefault,
        one.booted,
      ]),
    ).toEqual([
      [10, false, true, false],
      [9, true, false, false],
      [2, false, false, true],
    ]);
    expect(currentGeneration(listed, { running: path('other'), generation: 10 })).toBeNull();
  });

  it('prefer the one the profile points at when two hold the same system', () => {
    const twice = parseGenerations(`1\t${path('s')}\t1\t\n2\t${path('t')}\t1\t\n3\t${path('s')}\t1\t`);
    expect(currentGeneration(twice, { running: path('s'), generation: 1 })).toBe(1);
    expect(currentGeneration(twice, { running: path('s'), generation: 2 })).toBe(3);
  });

  it('tell their kernel by its modules, else by its own name', () => {
    const [first, second] = parseGenerations(
      `1\t${path('s')}\t1\t\t6.12.58\t${path('linux-6.12.57')}/bzImage\t\n` +
        `2\t${path('t')}\t1\t\t\t${path('linux-6.6.1')}/bzImage\tunknown\n`,
    );
    expect(first?.kernel).toBe('6.12.58');
    expect(second).toMatchObject({ kernel: '6.6.1', revision: null });
  });

  it('have the commit our newest run tells, else the one the system does, and say where a draft lay on it', () => {
    const revision = 'd'.repeat(40);
    const list = parseGenerations(
      [
        `1\t${path('s', 'a')}\t1\t\t\t\t${revision}`,
        `2\t${path('s', 'b')}\t1\t\t\t\t${revision}-dirty`,
        `3\t${path('s', 'c')}\t1\t\t\t\t${revision}`,
        `4\t${path('s', 'd')}\t1\t\t\t\t`,
      ].join('\n'),
    );
    const run = (id: string, to: string, draft: string | null): Run => ({
      id,
      kind: 'deploy',
      started: '',
      who: '',
      fleet: '',
      commit: id,
      draft,
      mode: 'switch',
      state: 'done',
      hosts: [{ host: 'h', outcome: 'switched', from: null, to, generation: 1 }],
    });
    const runs = [
      run('newer', path('s', 'c'), 'hash'),
      run('older', path('s', 'c'), null),
      run('other', path('s', 'd'), null),
    ];
    const state = { running: null, booted: null, profile: null, generation: null };
    expect(
      describeGenerations(list, state, 'h', runs).map(({ number, commit, draftOn, run: by }) => [
        number,
        commit ?? null,
        draftOn ?? null,
        by ?? null,
      ]),
    ).toEqual([
      [4, 'other', null, 'other'],
      [3, null, 'newer', 'newer'],
      [2, null, revision, null],
      [1, revision, null, null],
    ]);
    expect(describeGenerations(list, state, 'elsewhere', runs)[0]?.commit).toBeUndefined();
  });

  it('are held by what runs, was booted or boots by default', () => {
    const state = { running: path('r'), booted: path('b'), profile: path('d') };
    expect([path('r'), path('b'), path('d'), path('x')].map((one) => holdOf(one, state))).toEqual([
      'running',
      'booted',
      'boot-default',
      null,
    ]);
  });
});

describe('parseSpace', () => {
  it('adds up what is gone, and takes nothing for a path that is none', () => {
    expect(
      parseSpace(
        [
          'free overlay 100 40 60 40% /nix',
          'held 3 booted',
          'held 4 because',
          'absent 9',
          'deleted 1',
          'menu 0',
          `gone ${path('a')} 100`,
          `gone ${path('b')} 23`,
          'gone /etc/passwd 7',
          'free-after overlay 100 39 61 39% /nix',
        ].join('\n'),
      ),
    ).toEqual({
      busy: false,
      held: [{ number: 3, because: 'booted' }],
      absent: [9],
      deleted: [1],
      menu: 0,
      space: { paths: 2, bytes: 123 },
      free: 60 * 1024,
      freeAfter: 61 * 1024,
    });
  });
});
