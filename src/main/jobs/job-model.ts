import type { ErrorShape, Job, JobState, JobStep } from '../../shared/contract';

/** States a job never leaves. */
export function isFinished(state: JobState): boolean {
  switch (state) {
    case 'running':
    case 'cancelling':
      return false;
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return true;
  }
}

/** Progress of the whole, 0 to 1, weighted over the steps; null while no step has ended or tells its own. */
export function weightedFraction(steps: readonly JobStep[]): number | null {
  let total = 0;
  let reached = 0;
  let known = false;
  for (const step of steps) {
    total += step.weight;
    const share = step.state === 'done' || step.state === 'skipped' ? 1 : step.fraction;
    if (share === null || step.state === 'waiting') continue;
    known = true;
    reached += step.weight * share;
  }
  return known && total > 0 ? Math.min(1, reached / total) : null;
}

/** Ends the step that runs and begins `id`; steps before it that never ran are skipped. */
export function beginStep(steps: readonly JobStep[], id: string, at: string): JobStep[] {
  const target = steps.findIndex((step) => step.id === id);
  if (target === -1) throw new Error(`the job has no step ${id}`);
  return steps.map((step, index) => {
    if (index === target)
      return { ...step, state: 'running', fraction: null, startedAt: at, endedAt: undefined };
    if (step.state === 'running') return endOf(step, 'done', at);
    if (step.state === 'waiting' && index < target) return { ...step, state: 'skipped' };
    return step;
  });
}

/** The running step with new progress; `fraction` is held within 0 and 1. */
export function advanceStep(steps: readonly JobStep[], fraction: number | null, words?: string): JobStep[] {
  const held = fraction === null || Number.isNaN(fraction) ? null : Math.min(1, Math.max(0, fraction));
  return steps.map((step) =>
    step.state === 'running' ? { ...step, fraction: held, ...(words === undefined ? {} : { words }) } : step,
  );
}

/** The job as it stands when it has ended in `state`. */
export function endJob(job: Job, state: JobState, at: string, error?: ErrorShape): Job {
  const steps = job.steps.map((step): JobStep => {
    if (step.state === 'running') return endOf(step, state === 'done' ? 'done' : 'failed', at);
    return step.state === 'waiting' ? { ...step, state: 'skipped' } : step;
  });
  return {
    ...job,
    state,
    steps,
    endedAt: at,
    fraction: state === 'done' ? 1 : job.fraction,
    ...(error ? { error } : {}),
  };
}

function endOf(step: JobStep, state: 'done' | 'failed', at: string): JobStep {
  return { ...step, state, endedAt: at, fraction: state === 'done' ? 1 : step.fraction };
}
