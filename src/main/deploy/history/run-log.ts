import { isAppError, type HostPlan, type Run, type RunDetails } from '../../../shared/contract';
import type { Jobs } from '../../jobs';

type LogLine = NonNullable<RunDetails['log']>[number];

/** Lines of one run's log that are handed out; what is earlier is counted. */
const MAX_LINES = 20_000;

/** What the log of a run still tells. Nothing of a run that goes on: its job's feed does. */
export async function readRunLog(jobs: Jobs, run: Run): Promise<Omit<RunDetails, 'run'>> {
  if (run.state === 'running') return { plans: null, log: null, dropped: 0 };
  const plans = new Map<string, HostPlan>();
  let log: LogLine[] = [];
  let dropped = 0;
  try {
    for await (const event of jobs.follow(run.id)) {
      if (event.type === 'log') log.push({ at: event.at, source: event.source, text: event.text });
      if (event.type === 'data' && event.data.kind === 'plan') {
        plans.set(event.data.plan.host, event.data.plan);
      }
      if (log.length >= 2 * MAX_LINES) {
        dropped += log.length - MAX_LINES;
        log = log.slice(-MAX_LINES);
      }
    }
  } catch (error) {
    if (isAppError(error, 'unknown-job')) return { plans: null, log: null, dropped: 0 };
    throw error;
  }
  const extra = Math.max(0, log.length - MAX_LINES);
  return { plans: [...plans.values()], log: log.slice(extra), dropped: dropped + extra };
}
