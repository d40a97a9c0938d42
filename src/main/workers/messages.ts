import type { ErrorShape } from '../../shared/contract';
import type { TaskName } from './tasks';

/** From the pool to a worker; one at a time. */
export interface TaskRequest {
  readonly task: TaskName;
  readonly input: unknown;
}

/** From a worker to the pool. */
export type TaskReply =
  { readonly output: unknown } | { readonly error: ErrorShape; readonly stack?: string };
