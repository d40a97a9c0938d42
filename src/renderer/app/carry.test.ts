import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/features';
import { refusal, spokenVerdict, verdictWords } from './carry';

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
    expect(spokenVerdict(podman, 'razer', fits, ['features'])).toBe(
      'podman over razer: fits, also adds nftables, brings oci-tools',
    ));
  it('reads the reason of a refusal', () => {
    expect(spokenVerdict(podman, 'p620', refused, ['features'])).toBe(
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
  it('calls only the lane under the hand the place to drop', () => {
    expect(verdictWords(fits, true)).toBe('Drop here');
    expect(verdictWords(fits, false)).toBe('Would fit');
    expect(verdictWords(refused, true)).toBe('Refused');
  });
});
