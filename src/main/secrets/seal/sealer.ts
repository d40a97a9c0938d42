import { setMaxListeners } from 'node:events';
import { AppError, fromErrorShape } from '../../../shared/contract';
import { openSecret, type OpenSecret } from './open';
import { type SealedFile, type SealSecrets, type SealJob, sealAll, type SealOutcome } from './seal';

/** Encrypts and decrypts away from whoever asks. */
export interface Sealer {
  /**
   * All of them, or the error: with the files that could not be done in `detail.files`. Calls `onDone` with how many are
   * done. Throws what the first of them failed with; `cancelled`.
   */
  seal(input: SealSecrets, how?: SealHow): Promise<SealedFile[]>;
  open(input: OpenSecret): Promise<Uint8Array>;
}

export interface SealHow {
  readonly signal?: AbortSignal;
  readonly onDone?: (count: number) => void;
}

/** So many go to a thread at once: enough to make its call cheap, few enough to share them out and tell of progress. */
const BATCH = 8;
/** So many are worth starting threads for, where there are none. */
const MANY = 16;

/** Threads that do the work; see `sealAll` and `openSecret`, which they call. */
export interface SealThreads {
  seal(input: SealSecrets, signal?: AbortSignal): Promise<SealOutcome[]>;
  open(input: OpenSecret): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface SealerOptions {
  /** Threads that are there; this thread does the work where absent. */
  readonly threads?: SealThreads;
  /** Starts threads for a work that is worth it, where none are there. */
  readonly start?: () => SealThreads;
}

export function createSealer({ threads, start }: SealerOptions = {}): Sealer {
  return {
    async seal(input, how = {}) {
      if (threads) return sealWith(threads, input, how);
      if (!start || input.jobs.length < MANY) return allOf(await sealAll(input));
      const own = start();
      try {
        return await sealWith(own, input, how);
      } finally {
        await own.close();
      }
    },
    open: async (input) => (threads ? threads.open(input) : openSecret(input)),
  };
}

async function sealWith(
  threads: SealThreads,
  { jobs, identities }: SealSecrets,
  { signal, onDone }: SealHow,
): Promise<SealedFile[]> {
  let done = 0;
  const batches = Array.from({ length: Math.ceil(jobs.length / BATCH) }, (_, at) =>
    jobs.slice(at * BATCH, (at + 1) * BATCH),
  );
  // Every batch listens to it.
  if (signal) setMaxListeners(batches.length + 10, signal);
  const results = await Promise.allSettled(
    batches.map(async (batch: readonly SealJob[]) => {
      const outcomes = await threads.seal({ jobs: batch, identities }, signal);
      done += batch.length;
      onDone?.(done);
      return outcomes;
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return allOf(results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])));
}

function allOf(outcomes: readonly SealOutcome[]): SealedFile[] {
  const sealed: SealedFile[] = [];
  const failed: { file: string; error: AppError }[] = [];
  for (const outcome of outcomes) {
    if ('error' in outcome) failed.push({ file: outcome.file, error: fromErrorShape(outcome.error) });
    else sealed.push(outcome);
  }
  const [first, ...others] = failed;
  if (!first) return sealed;
  const { code, message, hint, detail } = first.error;
  const more =
    others.length === 0 ? '' : ` So it is with ${others.length} more of ${outcomes.length} secrets.`;
  throw new AppError(code, `${message}${more}`, {
    hint: `Nothing was written. ${hint}`,
    detail: { ...detail, files: failed.map(({ file, error }) => ({ file, code: error.code })).slice(0, 500) },
  });
}
