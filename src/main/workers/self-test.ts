import { threadId } from 'node:worker_threads';
import { AppError } from '../../shared/contract';

export interface SelfTestInput {
  /** How long to keep the processor busy, in milliseconds. */
  readonly spinMs: number;
  /** Ends so instead of with a result. */
  readonly end?: 'error' | 'defect' | 'exit' | 'exit-later';
}

export interface SelfTestOutput {
  readonly turns: number;
  /** 0 in the main thread. */
  readonly thread: number;
}

/** Work without a purpose: shows that the pool keeps the main thread free, and how it takes what goes wrong. */
export function selfTest(input: SelfTestInput): SelfTestOutput {
  const until = performance.now() + input.spinMs;
  let turns = 0;
  while (performance.now() < until) turns += 1;
  switch (input.end) {
    case 'error':
      throw new AppError('syntax-error', 'The self-test was asked to fail.', { detail: { line: 1 } });
    case 'defect':
      throw new TypeError('the self-test was asked to be wrong');
    case 'exit':
      process.exit(9);
    case 'exit-later':
      setTimeout(() => process.exit(9), 1);
      return { turns, thread: threadId };
    case undefined:
      return { turns, thread: threadId };
  }
}
