import type { Job, JobData, JobEvent, JobKind } from '../../shared/contract';

/**
 * A resource only one job of any process may hold: `host:NAME`, `tree:DIR` (a working tree), `drive:PATH`, `image:NAME`,
 * `store`.
 */
export type LockName =
  `host:${string}` | `tree:${string}` | `drive:${string}` | `image:${string}` | 'store' | 'practice';

export interface JobStepSpec {
  readonly id: string;
  readonly title: string;
  /** Share of the whole relative to the other steps. */
  readonly weight: number;
}

export interface JobSpec<Result> {
  readonly kind: JobKind;
  readonly title: string;
  readonly hosts?: readonly string[];
  readonly locks?: readonly LockName[];
  readonly steps: readonly JobStepSpec[];
  /** Throws an AppError to fail; its result is kept in the journal, so it must be JSON and hold no secret. */
  run(context: JobContext): Promise<Result>;
}

/** What a running job may say of itself. All of it goes to the journal first, then to the readers. */
export interface JobContext {
  readonly id: string;
  /** Aborted when somebody cancels. A second cancel kills the process groups started with this signal. */
  readonly signal: AbortSignal;
  /** Ends the step that runs and begins `id`. */
  step(id: string): void;
  /** Progress of the running step: 0 to 1, or null where the source does not tell. */
  progress(fraction: number | null, words?: string): void;
  log(text: string, source?: string): void;
  data(data: JobData): void;
}

export interface Jobs {
  /** Writes the journal, takes the locks (throws `busy` naming the holder), starts the work and returns at once. */
  start<Result>(spec: JobSpec<Result>): Promise<Job>;
  /** Resolves with the result, or throws the job's error. Also for jobs of other processes. */
  result<Result>(id: string): Promise<Result>;
  list(): Promise<Job[]>;
  /** Replays from `after` and follows until the result. Throws `unknown-job`. */
  follow(id: string, after?: number, signal?: AbortSignal): AsyncGenerator<JobEvent>;
  cancel(id: string): Promise<Job>;
  /** Those of the words (in lower case) that the log of a job has, whatever their case there. */
  says(id: string, words: readonly string[]): Promise<string[]>;
  /** Called after any job known to this process has changed state. Returns the unsubscribe function. */
  onChange(listener: (job: Job) => void): () => void;
  /** Jobs whose process died are marked `interrupted`; called once by a starting process. Returns them. */
  recover(): Promise<Job[]>;
  /** Cancels what this process runs and waits for it to end. */
  close(): Promise<void>;
}
