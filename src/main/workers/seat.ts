import { Worker } from 'node:worker_threads';
import { AppError, fromErrorShape } from '../../shared/contract';
import type { TaskReply, TaskRequest } from './messages';

/** A place for one worker thread, started when first needed and again after it was ended. */
export interface Seat {
  /** Runs one task; only one at a time. Throws the task's AppError, or `internal` when the thread died. */
  run(request: TaskRequest): Promise<unknown>;
  /** Ends the thread, whatever it does; its task fails. */
  end(): Promise<void>;
}

/** A seat for threads that run `file`. An idle thread keeps no process alive. */
export function createSeat(file: string): Seat {
  let worker: Worker | null = null;

  const start = (): Worker => {
    const thread = new Worker(file);
    // A thread may also die between two tasks; the next one then gets a new thread.
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      if (worker === thread) worker = null;
    });
    return thread;
  };

  const end = async (): Promise<void> => {
    const ending = worker;
    worker = null;
    await ending?.terminate();
  };

  return {
    end,
    run: (request) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const thread = worker;
        const settle = (finish: () => void): void => {
          thread.off('message', replied).off('error', died).off('messageerror', died).off('exit', exited);
          thread.unref();
          finish();
        };
        const replied = (reply: TaskReply): void => settle(() => answer(reply, resolve, reject));
        const died = (cause: unknown): void =>
          settle(() => {
            if (worker === thread) worker = null;
            reject(lost(request, cause));
          });
        const exited = (code: number): void => died(new Error(`the worker thread ended with code ${code}`));
        thread.ref();
        thread.on('message', replied).on('error', died).on('messageerror', died).on('exit', exited);
        try {
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
          thread.postMessage(request);
        } catch (error) {
          settle(() => reject(error));
        }
      }),
  };
}

function answer(reply: TaskReply, resolve: (output: unknown) => void, reject: (error: Error) => void): void {
  if ('output' in reply) return resolve(reply.output);
  const error = fromErrorShape(reply.error);
  if (reply.stack !== undefined) error.stack = reply.stack;
  reject(error);
}

function lost(request: TaskRequest, cause: unknown): AppError {
  return new AppError('internal', `The work “${request.task}” ended unexpectedly.`, {
    hint: 'Try again. If it happens every time, please report it with the log.',
    detail: { task: request.task },
    cause,
  });
}
