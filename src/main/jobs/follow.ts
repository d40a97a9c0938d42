import type { JobEvent } from '../../shared/contract';
import { openEventReader } from './event-reader';
import { unknownJob, type Journal } from './journal';
import type { RunningJob } from './running-job';
import { createWake, watchFolder, type Wake } from './wake';

export interface FollowParts {
  readonly journal: Journal;
  /** The job, where this process runs it. */
  own(id: string): RunningJob | undefined;
  /** Whether nothing more will come; a journal whose process died is ended on the way. */
  isOver(id: string): Promise<boolean>;
}

/** How often a quiet journal is looked at where no change is reported, and its owner's life checked. */
const POLL_MS = 500;
/** A record that a full disk refuses is not waited for longer. */
const RECORD_MS = 2_000;

/** The events of a job after number `after`, as they come; ends after the result, or quietly when aborted. */
export async function* followJob(
  parts: FollowParts,
  id: string,
  after: number,
  signal?: AbortSignal,
): AsyncGenerator<JobEvent> {
  if ((await parts.journal.read(id)) === null) throw unknownJob(id);
  const own = parts.own(id);
  const wake = own ? wakeOf(own) : watchFolder(parts.journal.folderOf(id));
  const onAbort = (): void => wake.ring();
  signal?.addEventListener('abort', onAbort);
  const reader = await openEventReader(parts.journal.eventsOf(id), after);
  let last = after;
  try {
    for (;;) {
      const over = await parts.isOver(id);
      for (let events = await reader.next(); events.length > 0; events = await reader.next()) {
        for (const event of events) {
          if (event.type === 'result') await recordAgrees(parts, id, wake);
          if (signal?.aborted) return;
          last = event.seq;
          yield event;
          if (event.type === 'result') return;
        }
      }
      if (signal?.aborted) return;
      if (over) {
        // The disk refused the end of the journal, or part of it; memory still has all of that.
        if (own) yield* own.writer.unwritten().filter((event) => event.seq > last);
        return;
      }
      await wake.wait(POLL_MS);
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    wake.close();
    await reader.close();
  }
}

/** The last event is written before the record; who has read it must not then find the job listed as running. */
async function recordAgrees(parts: FollowParts, id: string, wake: Wake): Promise<void> {
  const until = Date.now() + RECORD_MS;
  while (Date.now() < until && !(await parts.isOver(id))) await wake.wait(20);
}

function wakeOf(job: RunningJob): Wake {
  const wake = createWake();
  const off = job.writer.onFlush(() => wake.ring());
  void job.ended.then(() => wake.ring());
  return {
    ...wake,
    close: () => {
      off();
      wake.close();
    },
  };
}
