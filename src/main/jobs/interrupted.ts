import { open, readFile } from 'node:fs/promises';
import { AppError, type Job } from '../../shared/contract';
import { acquireLock, isOwnerAlive, type Home } from '../state';
import { parseEvent } from './event-reader';
import { endJob, isFinished } from './job-model';
import type { JobRecord, Journal } from './journal';

/** Whether the journal says "running" but the process that ran it is dead. */
export function isAbandoned(record: JobRecord): boolean {
  return !isFinished(record.job.state) && !isOwnerAlive(record.owner);
}

/**
 * Ends the journal of a job whose process died: `interrupted`, or what its last event says if that was already its
 * result. Any number of processes may try; one does it. Returns the record as it then stands.
 */
export async function closeAbandoned(home: Home, journal: Journal, id: string): Promise<JobRecord | null> {
  const lock = await acquireLock(home, `journal:${id}`, { purpose: 'closing a journal', waitMs: 10_000 });
  try {
    const record = await journal.read(id);
    if (record === null || !isAbandoned(record)) return record;
    const { end, last } = await lastEvent(journal.eventsOf(id));
    if (last?.type === 'result') {
      const closed = { ...record, job: last.job, result: last.result };
      await journal.write(closed);
      return closed;
    }
    const error = new AppError('internal', `Snowfleet ended while “${record.job.title}” was running.`, {
      hint: whatToDo(record.job),
      detail: { job: id, step: runningStep(record.job) },
    });
    const job = endJob(record.job, 'interrupted', new Date().toISOString(), error.toShape());
    const line = JSON.stringify({ type: 'result', seq: (last?.seq ?? 0) + 1, job });
    const file = await open(journal.eventsOf(id), 'a', 0o600);
    try {
      await file.truncate(end);
      await file.writeFile(`${line}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    const closed = { ...record, job };
    await journal.write(closed);
    return closed;
  } finally {
    await lock.release();
  }
}

function whatToDo(job: Job): string {
  if (job.kind !== 'write') {
    return 'Its log shows the last step it reached. Start it again when you have looked at that.';
  }
  const step = runningStep(job);
  return step === null || step === 'check'
    ? 'Nothing was written. Start it again.'
    : 'The drive holds either all of the image or nothing that starts a machine. Write it again before you use it.';
}

function runningStep(job: Job): string | null {
  return job.steps.find((step) => step.state === 'running')?.id ?? null;
}

/** The last whole event, and where it ends: what follows was cut short by the crash. */
async function lastEvent(path: string): Promise<{ end: number; last: ReturnType<typeof parseEvent> }> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  let end = bytes.lastIndexOf(10) + 1;
  while (end > 0) {
    const start = end < 2 ? 0 : bytes.lastIndexOf(10, end - 2) + 1;
    const last = parseEvent(bytes.toString('utf8', start, end));
    if (last !== null) return { end, last };
    end = start;
  }
  return { end: 0, last: null };
}
