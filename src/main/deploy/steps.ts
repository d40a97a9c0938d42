import type { JobStepSpec } from '../jobs';

export const PLAN_STEPS: readonly JobStepSpec[] = [
  { id: 'evaluate', title: 'Evaluate', weight: 2 },
  { id: 'build', title: 'Build', weight: 6 },
  { id: 'compare', title: 'Compare with the hosts', weight: 1 },
];
export const DEPLOY_STEPS: readonly JobStepSpec[] = [
  ...PLAN_STEPS,
  { id: 'copy', title: 'Copy', weight: 3 },
  { id: 'activate', title: 'Activate and confirm', weight: 2 },
];
export const ROLLBACK_STEPS: readonly JobStepSpec[] = [
  { id: 'compare', title: 'Compare with the host', weight: 1 },
  { id: 'activate', title: 'Activate and confirm', weight: 3 },
];
