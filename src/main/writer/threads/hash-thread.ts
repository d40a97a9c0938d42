import { createHash } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import { slotView } from '../pipeline';
import type { HashReply, HashRequest, ThreadTask } from './messages';

type Task = Extract<ThreadTask, { kind: 'hash' }>;

/**
 * SHA-256 over slots. After each it keeps the digest so far, so that reading back tells the first block that differs and
 * stops there.
 */
export function runHashThread(task: Task, port: MessagePort): void {
  const learnt: Buffer[] = [];
  const learning = createHash('sha256');
  const comparing = createHash('sha256');
  let compared = 0;

  const answer = (request: HashRequest): HashReply => {
    switch (request.kind) {
      case 'learn':
        learning.update(slotView(task.memory, request.slot, request.bytes));
        learnt.push(learning.copy().digest());
        return { equal: true };
      case 'compare': {
        comparing.update(slotView(task.memory, request.slot, request.bytes));
        const expected = learnt[compared++];
        return { equal: expected !== undefined && comparing.copy().digest().equals(expected) };
      }
      case 'digest':
        return { digest: learning.copy().digest('hex') };
    }
  };
  port.on('message', (request: HashRequest) => port.postMessage(answer(request)));
}
