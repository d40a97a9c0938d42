import { Worker } from 'node:worker_threads';
import { AppError, fromErrorShape } from '../../../shared/contract';
import type { ImageHasher, ImageSource } from '../pipeline';
import type { FillReply, FillRequest, HashReply, HashRequest, ThreadTask } from './messages';

/** Questions to a thread, answered in their order. */
class Questions<Request, Reply> {
  readonly #worker: Worker;
  readonly #waiting: { resolve: (reply: Reply) => void; reject: (error: unknown) => void }[] = [];
  #ended: unknown = null;

  constructor(bundle: string, task: ThreadTask) {
    this.#worker = new Worker(bundle, { workerData: task });
    this.#worker.on('message', (reply: Reply) => this.#waiting.shift()?.resolve(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new AppError('internal', 'A thread of the write has ended.')));
    // A process that has failed otherwise must not wait for its threads.
    this.#worker.unref();
  }

  ask(request: Request): Promise<Reply> {
    if (this.#ended !== null) return Promise.reject(this.#ended as Error);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      this.#worker.postMessage(request);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(error: unknown): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }
}

/** An image that a thread reads into the slots. */
export function openSource(
  bundle: string,
  task: Extract<ThreadTask, { kind: 'source' }>,
): ImageSource & { close(): Promise<void> } {
  const questions = new Questions<FillRequest, FillReply>(bundle, task);
  return {
    unpacks: task.packing !== 'none',
    async fill(slot) {
      const reply = await questions.ask({ slot });
      if ('error' in reply) throw fromErrorShape(reply.error);
      return reply.bytes;
    },
    close: () => questions.close(),
  };
}

/** A thread that hashes slots. */
export function openHasher(
  bundle: string,
  memory: SharedArrayBuffer,
): ImageHasher & { close(): Promise<void> } {
  const questions = new Questions<HashRequest, HashReply>(bundle, { kind: 'hash', memory });
  return {
    async learn(slot, bytes) {
      await questions.ask({ kind: 'learn', slot, bytes });
    },
    async compare(slot, bytes) {
      const reply = await questions.ask({ kind: 'compare', slot, bytes });
      return 'equal' in reply && reply.equal;
    },
    async digest() {
      const reply = await questions.ask({ kind: 'digest' });
      return 'digest' in reply ? reply.digest : '';
    },
    close: () => questions.close(),
  };
}
