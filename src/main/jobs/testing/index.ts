import { onTestFinished } from 'vitest';
import type { JobEvent } from '../../../shared/contract';
import type { Home } from '../../state';
import { createJobs, type Jobs } from '../index';

/** For tests: the jobs of this process below `home`, closed when the test ends. */
export function testJobs(home: Home, keep?: number): Jobs {
  const jobs = createJobs({ home, version: '0-test', ...(keep === undefined ? {} : { keep }) });
  onTestFinished(() => jobs.close());
  return jobs;
}

/** For tests: all events of a job up to its result. */
export async function allEvents(jobs: Jobs, id: string, after = 0): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for await (const event of jobs.follow(id, after)) events.push(event);
  return events;
}

/** For tests: what `work` failed with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it was expected to fail');
}
