import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../shared/contract';
import type { Journal } from './journal';

/** Looks at the journals of other processes for as long as somebody listens. */
export interface JobsWatch {
  start(): void;
  stop(): void;
}

const POLL_MS = 1_000;

/**
 * Calls `changed` for each journal that is new or was written since the last look, except those `skip` names.
 * `read` gives the job as it stands; it also sees to jobs whose process died.
 */
export function watchJobs(
  journal: Journal,
  skip: (id: string) => boolean,
  read: (id: string) => Promise<Job | null>,
  changed: (job: Job) => void,
): JobsWatch {
  let timer: NodeJS.Timeout | undefined;
  let round = 0;

  const look = async (
    mine: number,
    first: boolean,
    seen: Map<string, string>,
    unfinished: Set<string>,
  ): Promise<void> => {
    const ids = await journal.ids().catch((): string[] => []);
    for (const id of ids) {
      if (skip(id)) continue;
      const mark = await markOf(join(journal.folderOf(id), 'job.json'));
      // A running job is read each time: that its process died shows in no file.
      if (mark === null || (seen.get(id) === mark && !unfinished.has(id))) continue;
      const job = await read(id);
      if (mine !== round || job === null) continue;
      const after = await markOf(join(journal.folderOf(id), 'job.json'));
      const isNew = seen.get(id) !== (after ?? mark);
      seen.set(id, after ?? mark);
      if (job.endedAt === undefined) unfinished.add(id);
      else unfinished.delete(id);
      if (isNew && !first) changed(job);
    }
    for (const id of seen.keys()) if (!ids.includes(id)) seen.delete(id);
    if (mine !== round) return;
    timer = setTimeout(() => void look(mine, false, seen, unfinished), POLL_MS);
    timer.unref();
  };

  return {
    start: () => void look(round, true, new Map(), new Set()),
    stop: () => {
      round += 1;
      clearTimeout(timer);
    },
  };
}

async function markOf(path: string): Promise<string | null> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino}-${mtimeMs}-${size}`;
  } catch {
    return null;
  }
}
