import { describe, expect, it } from 'vitest';
import { baseOf, draftEvaluation } from './evaluated';
import { rulePlaceOf } from './rule-places';

type Told = Parameters<typeof draftEvaluation>[0];
const AT = '2026-01-02T03:04:05.000Z';
const meaning = {
  hosts: [{ host: 'p510', changes: [{ path: 'virtualization.podman', from: 'off', to: 'on' }] }],
  hashBefore: 'before',
  hashAfter: 'after',
};
const host = (toplevel: string | null, more: object = {}) => ({
  toplevel,
  error: null,
  facts: {},
  values: {},
  ...more,
});
const told = (hosts: Record<string, ReturnType<typeof host>>, sourceHash = 'after'): Told['evaluation'] => ({
  at: AT,
  sourceHash,
  hosts,
});
const base = (sourceHash = 'before'): Told['base'] => ({
  sourceHash,
  hosts: {
    p510: { toplevel: '/nix/store/1', warnings: ['old'] },
    razer: { toplevel: '/nix/store/2', warnings: [] },
  },
});

describe('what evaluation says of a draft', () => {
  it('compares with the systems without the draft, and tells warnings that came with it', () => {
    const evaluation = told({
      p510: host('/nix/store/3', { warnings: ['old', 'new'] }),
      razer: host('/nix/store/2'),
    });
    expect(draftEvaluation({ evaluation, base: base() }, meaning)).toEqual({
      state: 'current',
      at: AT,
      hosts: [{ host: 'p510', system: 'differs', problems: [], warnings: ['new'] }],
      same: 1,
    });
  });

  it('says of a host that changes in source but not in its system that it is the same', () => {
    const evaluation = told({ p510: host('/nix/store/1'), razer: host('/nix/store/2') });
    const { hosts, same } = draftEvaluation({ evaluation, base: base() }, meaning);
    expect([hosts, same]).toMatchObject([[{ host: 'p510', system: 'same' }], 2]);
  });

  it('names the assertions that fail, of any host', () => {
    const evaluation = told({
      p510: host('/nix/store/1'),
      razer: host(null, { error: 'all words', assertions: ['podman conflicts'] }),
    });
    expect(draftEvaluation({ evaluation, base: base() }, meaning).hosts).toContainEqual({
      host: 'razer',
      system: 'fails',
      problems: [{ words: 'podman conflicts' }],
      warnings: [],
    });
  });

  it('claims nothing of another source, nor beside systems of another one', () => {
    const evaluation = told({ p510: host('/nix/store/3') }, 'older');
    expect(draftEvaluation({ evaluation, base: base() }, meaning)).toMatchObject({ state: 'old', hosts: [] });
    expect(draftEvaluation({ evaluation: null, base: null }, meaning)).toMatchObject({ state: 'none' });
    const current = told({ p510: host('/nix/store/3') });
    expect(draftEvaluation({ evaluation: current, base: base('other') }, meaning).hosts).toMatchObject([
      { host: 'p510', system: 'unknown' },
    ]);
  });

  it('keeps of an evaluation what later drafts are compared with', () => {
    const { hosts } = baseOf(
      {
        at: AT,
        hosts: [
          {
            host: 'p510',
            toplevel: '/nix/store/1',
            warnings: ['old'],
            facts: { hostName: null, stateVersion: null, system: null },
            options: [],
            valuesKnown: true,
            error: null,
          },
        ],
      },
      'before',
    );
    expect(hosts).toEqual({ p510: { toplevel: '/nix/store/1', warnings: ['old'] } });
  });
});

describe('the place of a rule', () => {
  const podman = {
    path: 'features.virtualization.podman',
    file: 'podman.nix',
    line: 3,
    conflicts: [{ path: 'features.virtualization.docker', reason: 'both own the socket', line: 9 }],
  };
  it.each([
    [
      'features.virtualization.podman conflicts with docker: both own the socket',
      { file: 'podman.nix', line: 9 },
    ],
    ['virtualization.podman needs network.nftables.', { file: 'podman.nix', line: 3 }],
    ['The option users.mutableUsers is wrong.', null],
  ])('%s', (words, place) => {
    expect(rulePlaceOf([podman], words)).toEqual(place);
  });
});
