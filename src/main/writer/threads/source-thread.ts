import { readSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { AppError, toErrorShape } from '../../../shared/contract';
import { BLOCK, slotView } from '../pipeline';
import { unpack } from '../source';
import type { FillReply, FillRequest, ThreadTask } from './messages';

type Task = Extract<ThreadTask, { kind: 'source' }>;

/** Reads an image, and unpacks it, into the slots it is asked to fill. */
export function runSourceThread(task: Task, port: MessagePort): void {
  const reader = task.packing === 'none' ? plainReader(task.fd) : unpackingReader(task);
  const answer = async (slot: number): Promise<FillReply> => {
    try {
      return { bytes: await reader(slotView(task.memory, slot)) };
    } catch (error) {
      return { error: toErrorShape(error) };
    }
  };
  let turn: Promise<void> = Promise.resolve();
  const after = async (before: Promise<void>, slot: number): Promise<void> => {
    await before;
    port.postMessage(await answer(slot));
  };
  port.on('message', ({ slot }: FillRequest) => {
    turn = after(turn, slot);
  });
}

/** Fills a block; fewer bytes only at the end. */
type Reader = (into: Buffer) => Promise<number> | number;

function plainReader(fd: number): Reader {
  let at = 0;
  return (into) => {
    let filled = 0;
    while (filled < BLOCK) {
      const bytes = readSomething(fd, into, filled, at);
      if (bytes === 0) break;
      filled += bytes;
      at += bytes;
    }
    return filled;
  };
}

function readSomething(fd: number, into: Buffer, from: number, at: number): number {
  try {
    return readSync(fd, into, from, BLOCK - from, at);
  } catch (error) {
    throw new AppError('image-unreadable', `The image can no longer be read: ${String(error)}.`, {
      hint: 'The disk that holds it may be failing or gone.',
      cause: error,
    });
  }
}

function unpackingReader(task: Task): Reader {
  const pieces = unpack(task.fd, task.packing, task.unpackers)[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return async (into) => {
    let filled = 0;
    while (filled < BLOCK) {
      if (rest.length === 0) {
        const next = await pieces.next();
        if (next.done) break;
        rest = next.value;
      }
      const bytes = rest.copy(into, filled);
      rest = rest.subarray(bytes);
      filled += bytes;
    }
    return filled;
  };
}
