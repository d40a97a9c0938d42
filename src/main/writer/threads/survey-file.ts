import { Worker } from 'node:worker_threads';
import { AppError, fromErrorShape, type Packing } from '../../../shared/contract';
import type { Unpackers } from '../source';
import type { SurveyReply, ThreadTask } from './messages';

export interface SurveyOptions {
  /** The helper's bundle, whose threads do the work. */
  readonly bundle: string;
  readonly file: string;
  readonly packing: Packing;
  readonly unpackers: Unpackers;
  /** SHA-256 of the file as it is. */
  readonly hashes: boolean;
  /** Unpack all of it and count. */
  readonly counts: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read so far, of how many; 0 where nobody knows. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What only reading a file through tells. */
export interface Survey {
  readonly sha256: string | null;
  readonly bytes: number | null;
}

/** Reads a file through in a thread of its own. Throws `image-damaged`, `image-unreadable`, `unpacker-absent`, `cancelled`. */
export function surveyFile(options: SurveyOptions): Promise<Survey> {
  const { bundle, file, packing, unpackers, hashes, counts, signal, onProgress } = options;
  if (signal?.aborted) return Promise.reject(cancelled());
  const task: ThreadTask = { kind: 'survey', file, packing, unpackers, hashes, counts };
  const worker = new Worker(bundle, { workerData: task });
  return new Promise<Survey>((resolve, reject) => {
    const onAbort = (): void => settle(() => reject(cancelled()));
    const settle = (end: () => void): void => {
      signal?.removeEventListener('abort', onAbort);
      void worker.terminate();
      end();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', (reply: SurveyReply) => {
      if ('error' in reply) settle(() => reject(fromErrorShape(reply.error)));
      else if ('done' in reply) onProgress?.(reply.done, reply.total);
      else settle(() => resolve(reply));
    });
    worker.on('error', (error) => settle(() => reject(error)));
    worker.on('exit', () =>
      settle(() => reject(new AppError('internal', `The thread that reads ${file} has ended.`))),
    );
  });
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Reading the image was cancelled. Nothing was written.');
}
