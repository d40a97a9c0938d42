import { open, type FileHandle } from 'node:fs/promises';
import type { JobEvent } from '../../shared/contract';

type Unnumbered<E> = E extends { seq: number } ? Omit<E, 'seq'> : never;
/** A job event before the writer has numbered it. */
export type NewJobEvent = Unnumbered<JobEvent>;

/** Appends a running job's events to its file, in batches. */
export interface EventWriter {
  /** Numbers and queues one event. False when it was dropped to protect the disk or memory. */
  add(event: NewJobEvent): boolean;
  /** Writes what is queued, and syncs it to the disk. False when that failed; it stays queued. */
  finish(): Promise<boolean>;
  /** Called after each batch that reached the file. Returns the unsubscribe function. */
  onFlush(listener: () => void): () => void;
  /** Events that could not be written. */
  unwritten(): JobEvent[];
}

const FLUSH_MS = 50;
/** Logs and data one job may keep; what a job says of its state and its result always goes in. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Logs held in memory while the disk refuses them. */
const MAX_QUEUED_WHILE_FAILING = 1024 * 1024;

/**
 * A writer for the new file `path`. Events stand one a line, `type` and `seq` first (readers skip by them unparsed).
 * A failed write is tried again at the same place, so numbers have no gaps whatever the disk does.
 */
export async function openEventWriter(path: string, maxBytes = MAX_BYTES): Promise<EventWriter> {
  const file = await open(path, 'wx', 0o600);
  const listeners = new Set<() => void>();
  let seq = 0;
  let total = 0;
  let queue: string[] = [];
  let queued = 0;
  let failing = false;
  let position = 0;
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> = Promise.resolve();

  const writeQueue = async (): Promise<void> => {
    timer = undefined;
    if (queue.length === 0) return;
    const taken = queue.length;
    const bytes = Buffer.from(queue.join(''));
    try {
      await writeAll(file, bytes, position);
    } catch {
      failing = true;
      return;
    }
    failing = false;
    position += bytes.length;
    queue = queue.slice(taken);
    queued = queue.reduce((sum, line) => sum + line.length, 0);
    for (const listener of listeners) listener();
  };
  const flush = (): Promise<void> => (busy = busy.then(writeQueue));
  const schedule = (): void => {
    timer ??= setTimeout(() => void flush(), FLUSH_MS);
  };

  return {
    add: (event) => {
      const optional = event.type === 'log' || event.type === 'data';
      if (optional && (total > maxBytes || (failing && queued > MAX_QUEUED_WHILE_FAILING))) return false;
      const { type, ...rest } = event;
      const line = `${JSON.stringify({ type, seq: seq + 1, ...rest })}\n`;
      seq += 1;
      queue.push(line);
      queued += line.length;
      if (optional) total += line.length;
      schedule();
      return true;
    },
    finish: async () => {
      clearTimeout(timer);
      await flush();
      await flush();
      clearTimeout(timer);
      const whole =
        queue.length === 0 &&
        (await file
          .sync()
          .then(() => true)
          .catch(() => false));
      await file.close().catch(() => undefined);
      return whole;
    },
    onFlush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unwritten: () => queue.map((line) => JSON.parse(line) as JobEvent),
  };
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
