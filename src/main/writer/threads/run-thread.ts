import type { MessagePort } from 'node:worker_threads';
import { runHashThread } from './hash-thread';
import type { ThreadTask } from './messages';
import { runSourceThread } from './source-thread';
import { runSurveyThread } from './survey-thread';

/** What a thread of the helper's bundle does with its life. */
export function runThread(task: ThreadTask, port: MessagePort): void {
  switch (task.kind) {
    case 'source':
      return runSourceThread(task, port);
    case 'hash':
      return runHashThread(task, port);
    case 'survey':
      return runSurveyThread(task, port);
  }
}
