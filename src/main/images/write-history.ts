import { z } from 'zod';
import {
  isUntouched,
  type Job,
  type WriteRecord,
  writeRecordSchema,
  writeResultSchema,
} from '../../shared/contract';
import type { Jobs } from '../jobs';
import { document, type Home } from '../state';

/** Years of sticks. */
const KEPT = 1000;

/** What is known of a write when it begins. */
export type WriteBegun = Pick<WriteRecord, 'purpose' | 'image' | 'drive'>;

/** Every write, also those whose job is long forgotten. */
export interface WriteHistory {
  /** Notes a write that was just started, and its end when that comes. */
  begin(job: Job, what: WriteBegun): Promise<void>;
  /** Newest first. A write whose process died is `interrupted`. */
  list(): Promise<WriteRecord[]>;
}

/** Opens the history below `home`; `onChange` is told of each beginning and each end. */
export function createWriteHistory(options: {
  readonly home: Home;
  readonly jobs: Pick<Jobs, 'list' | 'result'>;
  readonly onChange: () => void;
}): WriteHistory {
  const { home, jobs, onChange } = options;
  const kept = document<WriteRecord[]>(home, 'writes', z.array(writeRecordSchema), []);

  /** Fills in how those ended that were still running when last looked at. */
  const settle = async (records: readonly WriteRecord[]): Promise<WriteRecord[]> => {
    const all = new Map((await jobs.list()).map((job) => [job.id, job]));
    return Promise.all(records.map((record) => settled(record, all.get(record.id) ?? null, jobs)));
  };

  return {
    async begin(job, what) {
      const record: WriteRecord = {
        id: job.id,
        ...what,
        startedAt: job.startedAt,
        endedAt: null,
        outcome: 'running',
        result: null,
        error: null,
        untouched: false,
      };
      await kept.update((known) => [record, ...known].slice(0, KEPT));
      onChange();
      const atEnd = async (): Promise<void> => {
        await kept.update(settle);
        onChange();
      };
      void jobs
        .result(job.id)
        .catch(() => undefined)
        .then(atEnd)
        // What cannot be noted now is found again by the next look at the list.
        .catch(() => undefined);
    },
    async list() {
      const known = await kept.read();
      return known.some(({ outcome }) => outcome === 'running') ? kept.update(settle) : known;
    },
  };
}

async function settled(
  record: WriteRecord,
  job: Job | null,
  jobs: Pick<Jobs, 'result'>,
): Promise<WriteRecord> {
  if (record.outcome !== 'running') return record;
  // Its journal is gone, and with it how it ended.
  if (job === null) return { ...record, outcome: 'interrupted' };
  const ended = {
    ...record,
    endedAt: job.endedAt ?? null,
    error: job.error ?? null,
    untouched: isUntouched(job),
  };
  switch (job.state) {
    case 'running':
    case 'cancelling':
      return record;
    case 'done': {
      const result = writeResultSchema.safeParse(await jobs.result(job.id));
      return { ...ended, outcome: 'written', result: result.success ? result.data : null };
    }
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return { ...ended, outcome: job.state };
  }
}
