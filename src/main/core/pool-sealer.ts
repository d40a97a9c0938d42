import { availableParallelism } from 'node:os';
import type { SealerOptions, SealThreads } from '../secrets';
import { createWorkerPool, type WorkerPool } from '../workers';

/** Has secrets encrypted by worker threads: those that are there, else by some of its own where there are many. */
export function poolSealer(pool: WorkerPool | null): SealerOptions {
  if (pool) return { threads: threadsOf(pool, async () => undefined) };
  return {
    start() {
      const own = createWorkerPool({ size: Math.min(4, availableParallelism()) });
      return threadsOf(own, () => own.close());
    },
  };
}

const threadsOf = (pool: WorkerPool, close: () => Promise<void>): SealThreads => ({
  seal: (input, signal) => pool.run('seal-secrets', input, signal ? { signal } : {}),
  open: (input) => pool.run('open-secret', input),
  close,
});
