import { expect, it } from 'vitest';
import type { Verdict } from '../../shared/features';
import { groupRefusals } from './refusals';

const refused = (reason: string): Verdict => ({
  verdict: 'refused',
  brings: [],
  needs: [],
  conflicts: [],
  misfits: [],
  reason,
});

it('puts hosts together that refuse for the same reason', () => {
  const verdicts = new Map<string, Verdict>([
    ['p620', refused('docker is on')],
    ['razer', { verdict: 'fits', brings: [], needs: [], conflicts: [], misfits: [] }],
    ['dex5550', refused('docker is on')],
    ['hp', refused('forced off')],
  ]);
  expect(groupRefusals(verdicts).map((group) => group.hosts)).toEqual([['p620', 'dex5550'], ['hp']]);
});
