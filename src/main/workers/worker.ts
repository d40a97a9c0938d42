import { parentPort } from 'node:worker_threads';
import { toErrorShape } from '../../shared/contract';
import type { TaskReply, TaskRequest } from './messages';
import { runTask } from './tasks';

// Entry of a worker thread: one request in, one reply out.
async function answer(request: TaskRequest): Promise<TaskReply> {
  try {
    return { output: await runTask(request.task, request.input) };
  } catch (error) {
    return { error: toErrorShape(error), stack: error instanceof Error ? error.stack : undefined };
  }
}

async function serve(request: TaskRequest): Promise<void> {
  const reply = await answer(request);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (request: TaskRequest) => void serve(request));
