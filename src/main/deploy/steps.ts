import type { JobStepSpec } from '../jobs';

const BUILD_STEPS: readonly JobStepSpec[] = [
  { id: 'evaluate', title: 'Evaluate', weight: 2 },
  { id: 'build', title: 'Build', weight: 6 },
];
export const PLAN_STEPS: readonly JobStepSpec[] = [
  ...BUILD_STEPS,
  { id: 'compare', title: 'Compare with the hosts', weight: 1 },
];
/** From the comparison on each host goes its way by itself, so that is one step. */
export const DEPLOY_STEPS: readonly JobStepSpec[] = [
  { id: 'preflight', title: 'Look at the hosts', weight: 0.5 },
  ...BUILD_STEPS,
  { id: 'hosts', title: 'Copy, activate and confirm', weight: 6 },
];
export const ROLLBACK_STEPS: readonly JobStepSpec[] = [
  { id: 'compare', title: 'Compare with the host', weight: 1 },
  { id: 'activate', title: 'Activate and confirm', weight: 3 },
];
export const DELETE_GENERATIONS_STEPS: readonly JobStepSpec[] = [
  { id: 'look', title: 'Look what is held', weight: 1 },
  { id: 'delete', title: 'Delete', weight: 4 },
];
