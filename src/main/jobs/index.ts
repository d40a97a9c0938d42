export { createJobs, type JobsOptions } from './create-jobs';
export type { JobContext, Jobs, JobSpec, JobStepSpec, LockName } from './types';
