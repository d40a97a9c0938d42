import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, fromErrorShape, type Job, type JobEvent } from '../../shared/contract';
import { acquireLock, type Home, type Lock } from '../state';
import { askToCancel, openControlSocket, type ControlSocket } from './control-socket';
import { followJob } from './follow';
import { closeAbandoned, isAbandoned } from './interrupted';
import { isFinished } from './job-model';
import { isJobId, newJobId } from './job-id';
import { openJournal, unknownJob, type JobRecord } from './journal';
import { wordsInLog } from './log-words';
import { runJob, type RunningJob } from './running-job';
import type { Jobs, JobSpec } from './types';
import { watchJobs } from './watch-jobs';

export interface JobsOptions {
  readonly home: Home;
  /** Of Snowfleet, noted in each journal. */
  readonly version: string;
  /** Finished jobs to keep of those that change what hosts run, and as many of all others; 200 where absent. */
  readonly keep?: number;
}

const KEEP = 200;
/** How long a closing process waits for its jobs to obey before it kills their process groups. */
const CLOSE_GRACE_MS = 5_000;

/** The jobs of this process, and through the journals on disk those of all others. */
export function createJobs(options: JobsOptions): Jobs {
  const { home } = options;
  const journal = openJournal(home);
  const running = new Map<string, RunningJob>();
  const listeners = new Set<(job: Job) => void>();
  const interrupted = new Map<string, Job>();
  let socket: Promise<ControlSocket | null> | null = null;
  let closed = false;

  const changed = (job: Job): void => {
    for (const listener of listeners) {
      try {
        listener(job);
      } catch (error) {
        // A reader's defect must not end the job that it reads of.
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  };

  /** The record as it stands, a dead process's journal closed first. */
  const look = async (id: string): Promise<JobRecord | null> => {
    const record = await journal.read(id);
    if (record === null || !isAbandoned(record)) return record;
    const ended = await closeAbandoned(home, journal, id);
    if (ended?.job.state === 'interrupted') interrupted.set(id, ended.job);
    return ended;
  };
  const jobOf = async (id: string): Promise<Job | null> =>
    running.get(id)?.job ?? (await look(id))?.job ?? null;
  const watch = watchJobs(journal, (id) => running.has(id), jobOf, changed);

  const cancelOwn = async (id: string): Promise<Job> => {
    running.get(id)?.cancel();
    const job = await jobOf(id);
    if (job === null) throw unknownJob(id);
    return job;
  };

  const cancel = async (id: string): Promise<Job> => {
    if (running.has(id)) return cancelOwn(id);
    const record = await look(id);
    if (record === null) throw unknownJob(id);
    if (isFinished(record.job.state)) return record.job;
    try {
      return await askToCancel(record.socket, id);
    } catch (error) {
      // It may have ended, or died, while it was asked.
      const now = await look(id);
      if (now && isFinished(now.job.state)) return now.job;
      throw error;
    }
  };

  /** Without a socket jobs still run; only other processes cannot cancel them. The next start tries again. */
  const listen = async (): Promise<string | null> => {
    socket ??= openControlSocket(home, cancelOwn).catch(() => {
      socket = null;
      return null;
    });
    return (await socket)?.path ?? null;
  };

  const isOver = async (id: string): Promise<boolean> => {
    const own = running.get(id);
    if (own) return own.over;
    const record = await look(id);
    return record === null || isFinished(record.job.state);
  };

  const follow = (id: string, after = 0, signal?: AbortSignal): AsyncGenerator<JobEvent> =>
    followJob({ journal, own: (own) => running.get(own), isOver }, id, after, signal);

  const list = async (): Promise<Job[]> => {
    const jobs = await Promise.all((await journal.ids()).map(jobOf));
    return jobs.filter((job) => job !== null).toSorted(newestFirst);
  };

  const prune = async (): Promise<void> => {
    const finished = (await list()).filter((job) => isFinished(job.state) && !running.has(job.id));
    // What somebody looks up later must not be pushed out by evaluations, which come with every edit.
    for (const some of [finished.filter(changesHosts), finished.filter((job) => !changesHosts(job))]) {
      for (const job of some.slice(options.keep ?? KEEP)) await journal.remove(job.id);
    }
  };

  const start = async <Result>(spec: JobSpec<Result>): Promise<Job> => {
    if (closed) throw new AppError('cancelled', 'Snowfleet is closing; nothing new is started.');
    const path = await listen();
    const id = newJobId();
    const first = newJob(id, spec);
    const locks: Lock[] = [];
    let made = false;
    try {
      // In one order everywhere, so that two jobs never each hold what the other wants.
      for (const name of [...new Set<string>(spec.locks ?? [])].toSorted()) {
        locks.push(await acquireLock(home, name, { purpose: spec.title, job: id }));
      }
      made = await journal.create(id);
      if (!made) throw new AppError('internal', `There is already a job ${id}.`, { hint: 'Try again.' });
      const parts = { journal, version: options.version, socket: path, locks, onChange: changed };
      const job = await runJob(first, spec, parts);
      running.set(id, job);
      void job.ended.then(() => job.persisted && running.delete(id));
    } catch (error) {
      for (const lock of locks) await lock.release();
      if (made) await journal.remove(id);
      throw error;
    }
    changed(first);
    void prune().catch(() => undefined);
    return first;
  };

  return {
    start,
    list,
    cancel,
    follow,
    says: async (id, words) => (isJobId(id) ? wordsInLog(journal.eventsOf(id), words) : []),
    result: async <Result>(id: string): Promise<Result> => {
      const own = running.get(id);
      if (own) {
        await own.ended;
        return settle<Result>(own.job, own.outcome.result);
      }
      if (!(await isOver(id))) {
        for await (const event of follow(id)) {
          if (event.type === 'result') return settle<Result>(event.job, event.result);
        }
      }
      const record = await look(id);
      if (record === null) throw unknownJob(id);
      return settle<Result>(record.job, record.result);
    },
    onChange: (listener) => {
      const own = (job: Job): void => listener(job);
      if (listeners.size === 0) watch.start();
      listeners.add(own);
      return () => {
        if (listeners.delete(own) && listeners.size === 0) watch.stop();
      };
    },
    recover: async () => {
      await list();
      await sweepSockets(home);
      await prune();
      return [...interrupted.values()].toSorted(newestFirst);
    },
    close: async () => {
      closed = true;
      watch.stop();
      listeners.clear();
      const own = [...running.values()].filter((job) => !job.over);
      for (const job of own) if (job.job.state === 'running') job.cancel();
      const second = setTimeout(() => {
        for (const job of own) if (!job.over) job.cancel();
      }, CLOSE_GRACE_MS);
      await Promise.all(own.map((job) => job.ended));
      clearTimeout(second);
      await (await socket)?.close();
    },
  };
}

function newJob(id: string, spec: JobSpec<unknown>): Job {
  return {
    id,
    kind: spec.kind,
    title: spec.title,
    hosts: [...(spec.hosts ?? [])],
    state: 'running',
    startedAt: new Date().toISOString(),
    fraction: null,
    steps: spec.steps.map((step) => ({ ...step, state: 'waiting', fraction: null })),
    pid: process.pid,
  };
}

function changesHosts({ kind }: Job): boolean {
  return kind === 'deploy' || kind === 'rollback' || kind === 'delete-generations';
}

function settle<Result>(job: Job, result: unknown): Result {
  if (job.error) throw fromErrorShape(job.error);
  return result as Result;
}

function newestFirst(a: Job, b: Job): number {
  return b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id);
}

/** Removes the sockets of processes that were killed. */
async function sweepSockets(home: Home): Promise<void> {
  for (const name of await readdir(home.runtime).catch(() => [])) {
    const pid = /^(\d+)(-\d+)?\.sock$/.exec(name)?.[1];
    if (pid === undefined || Number(pid) === process.pid || isAlive(Number(pid))) continue;
    await rm(join(home.runtime, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
