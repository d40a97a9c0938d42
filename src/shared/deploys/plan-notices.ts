import type { HostPlan } from '../contract';

/** Something about a plan that wants to be known before the deploy; `keeps`: as planned it would be refused. */
export interface PlanNotice {
  readonly words: string;
  readonly keeps: boolean;
}

const PARTS: Readonly<Record<NonNullable<HostPlan['rebootBecause']>[number], string>> = {
  kernel: 'kernel',
  initrd: 'initrd',
  'kernel-modules': 'kernel modules',
};

/** What a plan means beyond packages and units: a reboot that is due afterwards, and what keeps it from a switch. */
export function planNotices({ unchanged, reboot, rebootBecause, inhibitors }: HostPlan): PlanNotice[] {
  if (unchanged) return [];
  const notices: PlanNotice[] = [];
  if (inhibitors !== undefined && inhibitors.length > 0) {
    notices.push({
      words: `NixOS will not switch to it while the old system runs (${inhibitors.join(', ')}): deploy in mode boot, then reboot`,
      keeps: true,
    });
  }
  if (reboot === true) {
    const parts = (rebootBecause ?? []).map((part) => PARTS[part]).join(', ');
    notices.push({
      words:
        parts === '' ? 'Takes full effect at the next boot' : `New ${parts}: takes effect at the next boot`,
      keeps: false,
    });
  }
  return notices;
}
