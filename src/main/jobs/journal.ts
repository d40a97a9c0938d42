import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, jobSchema } from '../../shared/contract';
import { ownerSchema, writeFileAtomic, type Home } from '../state';
import { isJobId } from './job-id';

/** `job.json`: the job as last written, and who runs it. */
const recordSchema = z.object({
  format: z.literal(1),
  version: z.string(),
  owner: ownerSchema,
  /** Unix socket on which the owner takes requests to cancel. */
  socket: z.string().nullable(),
  job: jobSchema,
  result: z.unknown().optional(),
});
export type JobRecord = z.infer<typeof recordSchema>;

/** The journals of all processes: `$state/jobs/ID/{job.json,events.jsonl}`. */
export interface Journal {
  readonly folder: string;
  folderOf(id: string): string;
  eventsOf(id: string): string;
  /** Makes the folder of a new job; false when that id exists. */
  create(id: string): Promise<boolean>;
  write(record: JobRecord): Promise<void>;
  /** Null where there is no such job, or its record cannot be understood. */
  read(id: string): Promise<JobRecord | null>;
  ids(): Promise<string[]>;
  remove(id: string): Promise<void>;
}

/** Opens the journals below `home`; makes nothing yet. */
export function openJournal(home: Home): Journal {
  const folder = join(home.state, 'jobs');
  const folderOf = (id: string): string => {
    if (!isJobId(id)) throw unknownJob(id);
    return join(folder, id);
  };
  const recordOf = (id: string): string => join(folderOf(id), 'job.json');
  return {
    folder,
    folderOf,
    eventsOf: (id) => join(folderOf(id), 'events.jsonl'),
    create: async (id) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await mkdir(folderOf(id), { mode: 0o700 });
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      }
    },
    write: (record) => writeFileAtomic(recordOf(record.job.id), JSON.stringify(record), { mode: 0o600 }),
    read: async (id) => {
      if (!isJobId(id)) return null;
      try {
        return recordSchema.parse(JSON.parse(await readFile(recordOf(id), 'utf8')));
      } catch {
        return null;
      }
    },
    ids: async () => {
      try {
        return (await readdir(folder)).filter(isJobId);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    },
    remove: (id) => rm(folderOf(id), { recursive: true, force: true }),
  };
}

/** The error for an id that no journal knows. */
export function unknownJob(id: string): AppError {
  return new AppError('unknown-job', `There is no job ${id}.`, {
    hint: 'Old jobs are removed after a while; list the jobs to see what is kept.',
    detail: { job: id },
  });
}
