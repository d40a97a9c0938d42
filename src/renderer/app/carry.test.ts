import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/features';
import { type Carry, countWords, refusal, spokenOver, spokenVerdict, verdictWords } from './carry';

const fits: Verdict = {
  verdict: 'fits',
  brings: [{ path: 'features.virtualization.oci-tools', by: 'features.virtualization.podman' }],
  needs: [{ path: 'features.network.nftables', by: 'features.virtualization.podman' }],
  conflicts: [],
  misfits: [],
};
const refused: Verdict = {
  verdict: 'refused',
  brings: [],
  needs: [],
  conflicts: [
    {
      path: 'features.virtualization.docker',
      isOn: true,
      with: 'features.virtualization.podman',
      reason: 'both own the socket',
      file: 'features/virtualization/podman.nix',
      line: 14,
    },
  ],
  misfits: [],
};
const podman = 'features.virtualization.podman';

describe('what is said of a verdict', () => {
  it('names what joins and what is brought', () =>
    expect(spokenVerdict([podman], 'razer', fits, ['features'])).toBe(
      'podman over razer: fits, also adds nftables, brings oci-tools',
    ));
  it('reads the reason of a refusal', () => {
    expect(spokenVerdict([podman], 'p620', refused, ['features'])).toBe(
      'podman over p620: refused, docker is on there: both own the socket',
    );
    expect(refusal(refused).place).toBe('features/virtualization/podman.nix:14');
  });
  it('takes the source as a reason where no rule clashes', () => {
    const forced: Verdict = {
      ...refused,
      conflicts: [],
      misfits: [],
      reason: 'x is forced off for p620.',
      place: { file: 'hosts/p620/default.nix', line: 7 },
    };
    expect(refusal(forced)).toEqual({
      reason: 'x is forced off for p620.',
      place: 'hosts/p620/default.nix:7',
    });
  });
  it('says which of two that arrive together cannot', () => {
    const [clash] = refused.conflicts;
    if (!clash) throw new Error('no clash');
    expect(refusal({ ...refused, conflicts: [{ ...clash, isOn: false }] }).reason).toBe(
      'podman and docker cannot both arrive: both own the socket',
    );
  });
  it('counts several hosts, and names who refuses', () => {
    const verdict = (host: string): Verdict =>
      host === 'hp' ? { ...fits, verdict: 'on' } : host.startsWith('d') ? refused : fits;
    expect(countWords(['p510', 'razer', 'p620', 'dex5550'], verdict)).toBe('3 fit, dex5550 refuses');
    expect(countWords(['razer', 'hp', 'd1', 'd2'], verdict)).toBe('1 fits, 1 already on, d1 and d2 refuse');
    expect(countWords(['d1', 'd2', 'd3', 'd4'], verdict)).toBe('4 refuse');
    const carry: Carry = { load: { kind: 'features', paths: [podman, 'x', 'y'] }, by: 'keyboard', verdict };
    const board = { featureRoots: ['features'], features: [], hosts: [], readMs: 0 };
    const hosts = new Set(['p510', 'razer', 'p620', 'dex5550']);
    expect(spokenOver(board, carry, { name: 'p510', hosts })).toBe(
      '3 features over 4 hosts: 3 fit, dex5550 refuses',
    );
    expect(spokenOver(board, carry, { name: '@gpu', hosts })).toBe(
      '3 features over @gpu: 3 fit, dex5550 refuses',
    );
  });
  it('calls only the lane under the hand the place to drop', () => {
    expect(verdictWords(fits, true)).toBe('Drop here');
    expect(verdictWords(fits, false)).toBe('Would fit');
    expect(verdictWords(refused, true)).toBe('Refused');
  });
});
