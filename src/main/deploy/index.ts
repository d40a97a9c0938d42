export { createDeploys } from './deploys';
export { diffClosures } from './closure-diff';
export type { DeployFleet, DeployResult, Deploys, DeploysOptions, PlanResult } from './types';
