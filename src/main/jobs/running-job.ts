import { AppError, isAppError, toErrorShape, type Job } from '../../shared/contract';
import { killProcessesOf } from '../process';
import { thisOwner, type Lock } from '../state';
import { openEventWriter, type EventWriter, type NewJobEvent } from './event-writer';
import { advanceStep, beginStep, endJob, isFinished, weightedFraction } from './job-model';
import type { Journal } from './journal';
import { createThrottle } from './throttle';
import type { JobContext, JobSpec } from './types';

/** A job that this process runs. */
export interface RunningJob {
  readonly job: Job;
  readonly writer: EventWriter;
  /** Resolves when it has ended and its journal is written. */
  readonly ended: Promise<void>;
  /** Whether {@link ended} has resolved. */
  readonly over: boolean;
  /** Whether all of it reached the disk; else only memory knows how it ended. */
  readonly persisted: boolean;
  /** Its result, once ended well. */
  readonly outcome: { result?: unknown };
  cancel(): void;
}

export interface RunningJobParts {
  readonly journal: Journal;
  readonly version: string;
  readonly socket: string | null;
  readonly locks: readonly Lock[];
  readonly onChange: (job: Job) => void;
}

/** Events of progress alone: at most ten a second. */
const PROGRESS_MS = 100;
/** How often `job.json` follows progress for processes that only list; steps and states are written at once. */
const RECORD_MS = 1_000;
const MAX_LINE = 16 * 1024;

/** Writes the journal of `job`, then starts the work. Throws where the journal cannot be written. */
export async function runJob<Result>(
  first: Job,
  spec: JobSpec<Result>,
  parts: RunningJobParts,
): Promise<RunningJob> {
  const abort = new AbortController();
  const writer = await openEventWriter(parts.journal.eventsOf(first.id));
  const outcome: { result?: unknown } = {};
  let job = first;
  let over = false;
  let persisted = false;
  let recorded: Promise<unknown> = Promise.resolve();

  const record = (): Promise<void> => {
    const base = { format: 1 as const, version: parts.version, owner: thisOwner(), socket: parts.socket };
    const next = recorded.then(() => parts.journal.write({ ...base, job, ...outcome }));
    // A full disk must not end the work; the next record may succeed, and memory has the truth.
    recorded = next.catch(() => undefined);
    return next;
  };
  const recordSoftly = (): void => void record().catch(() => undefined);

  const tell = (): void => {
    writer.add({ type: 'job', job });
    parts.onChange(job);
  };
  const progressEvents = createThrottle(PROGRESS_MS, tell);
  const progressRecords = createThrottle(RECORD_MS, recordSoftly);
  const change = (next: Job): void => {
    progressEvents.drop();
    progressRecords.drop();
    job = next;
    tell();
    recordSoftly();
  };
  const add = (event: NewJobEvent): void => {
    if (!isFinished(job.state)) writer.add(event);
  };

  const context: JobContext = {
    id: job.id,
    signal: abort.signal,
    step: (id) => {
      if (isFinished(job.state)) return;
      const steps = beginStep(job.steps, id, new Date().toISOString());
      change({ ...job, steps, fraction: weightedFraction(steps) });
    },
    progress: (fraction, words) => {
      if (isFinished(job.state)) return;
      const steps = advanceStep(job.steps, fraction, words);
      job = { ...job, steps, fraction: weightedFraction(steps) };
      progressEvents.call();
      progressRecords.call();
    },
    log: (text, source = 'snowfleet') => {
      const at = new Date().toISOString();
      for (const line of text.replace(/\n$/, '').split('\n')) {
        add({ type: 'log', at, source, text: cap(line) });
      }
    },
    data: (data) => add({ type: 'data', data }),
  };

  const work = async (): Promise<void> => {
    let last: Job;
    try {
      const result: unknown = await spec.run(context);
      // What the journal cannot hold must fail here and not in whoever reads it.
      outcome.result = result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown);
      last = endJob(job, 'done', new Date().toISOString());
    } catch (error) {
      const wasCancelled = abort.signal.aborted && (isAppError(error, 'cancelled') || !isAppError(error));
      const reason = wasCancelled && !isAppError(error) ? cancelled(job) : error;
      last = endJob(
        job,
        wasCancelled ? 'cancelled' : 'failed',
        new Date().toISOString(),
        toErrorShape(reason),
      );
    }
    // Whoever waits for the end may start the next job on the same host at once.
    for (const lock of parts.locks) await lock.release().catch(() => undefined);
    progressEvents.drop();
    progressRecords.drop();
    job = last;
    writer.add({ type: 'result', job, ...(outcome.result === undefined ? {} : { result: outcome.result }) });
    const whole = await writer.finish();
    persisted = await record().then(
      () => whole,
      () => false,
    );
    over = true;
    parts.onChange(job);
  };

  try {
    writer.add({ type: 'job', job });
    await record();
  } catch (error) {
    await writer.finish();
    throw error;
  }
  return {
    get job() {
      return job;
    },
    get over() {
      return over;
    },
    get persisted() {
      return persisted;
    },
    writer,
    outcome,
    ended: Promise.resolve().then(work),
    cancel: () => {
      if (isFinished(job.state)) return;
      if (job.state === 'cancelling') return killProcessesOf(abort.signal);
      change({ ...job, state: 'cancelling' });
      abort.abort();
    },
  };
}

function cap(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)} … (${line.length - MAX_LINE} more)`;
}

function cancelled(job: Job): AppError {
  return new AppError('cancelled', `${job.title} was cancelled.`, { detail: { job: job.id } });
}
