import { AppError, type Client, type ErrorShape, fromErrorShape, type JobEvent } from '../../shared/contract';
import { harmless, type Io } from './io';
import { createWriteWords } from './write-words';

/** Somebody presses Ctrl-C: first asks, second insists. */
export interface Interrupts {
  /** Returns the unsubscribe function. */
  onInterrupt(listener: () => void): () => void;
}

export interface FollowOptions {
  /** Events as lines of JSON on standard output, for commands whose shape says so. */
  readonly events: boolean;
  /** What the job's program says is the answer: each line goes to the stream it came from, as it is. */
  readonly isOutput?: boolean;
}

/** What a job ended with; `error` when it failed, which a partial result may go with. */
export interface Followed {
  readonly result: unknown;
  readonly error: ErrorShape | null;
}

/**
 * Follows a job to its end. Ctrl-C asks it to stop, a second one kills its processes. Throws `cancelled`
 * when it was cancelled without a result.
 */
export async function followJob(
  client: Client,
  job: string,
  io: Io,
  interrupts: Interrupts,
  options: FollowOptions,
): Promise<Followed> {
  const stop = interrupts.onInterrupt(() => {
    io.say('Stopping … (Ctrl-C again to kill)');
    // The feed tells how it ends; a cancel that comes too late is no failure.
    client.jobs.cancel({ job }).catch(() => undefined);
  });
  const words = createProgressWords(io, options.isOutput === true);
  try {
    for await (const event of await client.jobs.follow({ job })) {
      if (event.type === 'result') return followedOf(event);
      if (io.json && options.events) io.document(event);
      else words(event);
    }
  } finally {
    stop();
  }
  throw new AppError('internal', `The job ${job} ended without a result.`);
}

function followedOf(event: Extract<JobEvent, { type: 'result' }>): Followed {
  const { job, result } = event;
  switch (job.state) {
    case 'done':
      return { result, error: null };
    case 'cancelled':
      return { result, error: new AppError('cancelled', `${job.title}: cancelled.`).toShape() };
    case 'interrupted':
      return {
        result,
        error: new AppError('internal', `${job.title}: interrupted, its process has died.`, {
          hint: 'See what can be done with `snowfleet runs`.',
        }).toShape(),
      };
    case 'failed':
    case 'running':
    case 'cancelling':
      return { result, error: job.error ?? new AppError('internal', `${job.title}: failed.`).toShape() };
  }
}

/** The result, or its error thrown: for jobs whose failure leaves nothing to tell. */
export function resultOf(followed: Followed): unknown {
  if (followed.error !== null) throw fromErrorShape(followed.error);
  return followed.result;
}

/** Progress for people, a line for each step, stage and log line; nothing is said twice. */
function createProgressWords(io: Io, isOutput: boolean): (event: JobEvent) => void {
  const told = new Set<string>();
  const writeWords = createWriteWords();
  const once = (line: string): void => {
    if (told.has(line)) return;
    told.add(line);
    io.say(line);
  };
  return (event) => {
    switch (event.type) {
      case 'job':
        if (isOutput) break;
        for (const step of event.job.steps) if (step.state === 'running') once(`· ${step.title}`);
        break;
      case 'log':
        if (isOutput) {
          if (event.source === 'stdout') io.print(`${harmless(event.text)}\n`);
          else io.say(`${harmless(event.text)}\n`);
          break;
        }
        io.say(`  ${harmless(event.source)}| ${harmless(event.text)}`);
        break;
      case 'data':
        if (event.data.kind === 'stage' && event.data.state !== 'waiting') {
          const { host, stage, state } = event.data;
          once(`  ${host}: ${stage} ${state}`);
        }
        if (event.data.kind === 'write') {
          const line = writeWords(event.data.progress);
          if (line !== null) io.say(line);
        }
        if (event.data.kind === 'preflight') {
          const { host, checks } = event.data.lights;
          for (const { name, state, words } of checks) {
            if (state === 'red' || state === 'amber') once(`  ${host}: ${name} ${state}: ${harmless(words)}`);
          }
        }
        break;
      case 'result':
        break;
    }
  };
}
