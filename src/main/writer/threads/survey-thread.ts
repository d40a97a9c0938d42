import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { toErrorShape, type Packing } from '../../../shared/contract';
import { unpack, type Unpackers } from '../source';
import type { SurveyReply, ThreadTask } from './messages';

type Task = Extract<ThreadTask, { kind: 'survey' }>;

const REPORT_BYTES = 16 * 1024 * 1024;

/** Reads a file through, once for each thing that is asked: its SHA-256, and its size once unpacked. */
export function runSurveyThread(task: Task, port: MessagePort): void {
  const say = (reply: SurveyReply): void => port.postMessage(reply);
  void survey(task, say)
    .catch((error: unknown) => say({ error: toErrorShape(error) }))
    .finally(() => port.close());
}

async function survey(task: Task, say: (reply: SurveyReply) => void): Promise<void> {
  const { file, packing, unpackers, hashes, counts } = task;
  let sha256: string | null = null;
  if (hashes) {
    const hash = createHash('sha256');
    await readThrough(file, 'none', {}, (piece) => hash.update(piece), say);
    sha256 = hash.digest('hex');
  }
  const bytes = counts ? await readThrough(file, packing, unpackers, () => undefined, say) : null;
  say({ sha256, bytes });
}

/** Gives every piece to `use` and answers how many bytes there were. */
async function readThrough(
  file: string,
  packing: Packing,
  unpackers: Unpackers,
  use: (piece: Buffer) => void,
  say: (reply: SurveyReply) => void,
): Promise<number> {
  const fd = openSync(file, 'r');
  try {
    const total = fstatSync(fd).size;
    let bytes = 0;
    let told = 0;
    for await (const piece of unpack(fd, packing, unpackers)) {
      use(piece);
      bytes += piece.length;
      if (bytes - told < REPORT_BYTES) continue;
      told = bytes;
      say({ done: bytes, total: packing === 'none' ? total : 0 });
    }
    return bytes;
  } finally {
    closeSync(fd);
  }
}
