import { open, type FileHandle } from 'node:fs/promises';
import { jobEventSchema, type JobEvent } from '../../shared/contract';

const CHUNK = 256 * 1024;
const NEWLINE = 10;

/** Reads a job's event file that may still grow. */
export interface EventReader {
  /** Complete events that follow what was read before; empty when there are none yet. */
  next(): Promise<JobEvent[]>;
  close(): Promise<void>;
}

/** A reader of `path` that leaves out events up to number `after`. Lines a crash damaged are passed over. */
export async function openEventReader(path: string, after: number): Promise<EventReader> {
  const file = await open(path, 'r');
  let position = 0;
  let rest: Buffer = Buffer.alloc(0);

  return {
    next: async () => {
      for (;;) {
        const chunk = await readChunk(file, position);
        if (chunk.length === 0) return [];
        position += chunk.length;
        const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        const end = bytes.lastIndexOf(NEWLINE) + 1;
        rest = bytes.subarray(end);
        const events = bytes
          .toString('utf8', 0, end)
          .split('\n')
          .filter((line) => line !== '' && !isUpTo(line, after))
          .map(parseEvent)
          .filter((event) => event !== null);
        if (events.length > 0) return events;
      }
    },
    close: () => file.close(),
  };
}

async function readChunk(file: FileHandle, position: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
  return buffer.subarray(0, bytesRead);
}

function isUpTo(line: string, after: number): boolean {
  if (after === 0) return false;
  const seq = /^\{"type":"[a-z]+","seq":(\d+)/.exec(line)?.[1];
  return seq !== undefined && Number(seq) <= after;
}

/** One line of the file as an event, or null. */
export function parseEvent(line: string): JobEvent | null {
  try {
    return jobEventSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
