import { expect, it } from 'vitest';
import type { HostPlan } from '../contract';
import { planNotices } from './plan-notices';

const plan: HostPlan = { host: 'p510', to: '/nix/store/x', unchanged: false };

it.each<[string, Partial<HostPlan>, string[]]>([
  ['nothing', {}, []],
  ['a reboot', { reboot: true }, ['Takes full effect at the next boot']],
  [
    'a reboot for parts that are named',
    { reboot: true, rebootBecause: ['kernel', 'kernel-modules'] },
    ['New kernel, kernel modules: takes effect at the next boot'],
  ],
  ['no reboot', { reboot: false, rebootBecause: [] }, []],
  ['what runs already', { unchanged: true, reboot: true }, []],
])('a plan with %s', (_what, change, words) => {
  expect(planNotices({ ...plan, ...change })).toEqual(words.map((one) => ({ words: one, keeps: false })));
});

it('says first what keeps the system from being switched to', () => {
  const notices = planNotices({ ...plan, reboot: true, inhibitors: ['dbus-implementation: dbus -> broker'] });
  expect(notices.map(({ keeps }) => keeps)).toEqual([true, false]);
  expect(notices[0]?.words).toContain('dbus-implementation: dbus -> broker');
});
