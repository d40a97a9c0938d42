import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostResult, Job, Run } from '../../../shared/contract';
import { isAppError } from '../../../shared/contract';
import { acquireLock, writeFileAtomic, type Home } from '../../state';
import { adviceFor } from './advice';
import { appendToArchive, readArchive } from './archive';
import { RunWriter, withResult } from './run-writer';
import { orphansOf, parseStoredRun, type Orphan, type StoredRun } from './stored-run';

const RUN_ID = /^[A-Za-z0-9_-]+$/;
/** Settled runs that keep a file of their own, and how many more there may be before the oldest are moved. */
const FILES = { keep: 200, slack: 50 };

/** A file as it was read, and what told that it is still the same. */
interface Read<T> {
  readonly stamp: string;
  readonly value: T;
}

/**
 * All runs, under `state/runs`: a file each while they are new or something is open about them, then a line each in
 * `archive.jsonl`. None is ever removed.
 */
export class RunJournal {
  readonly #home: Home;
  readonly #folder: string;
  readonly #files: typeof FILES;
  #known = new Map<string, Read<StoredRun | null>>();
  #archive: Read<readonly StoredRun[]> | null = null;

  constructor(home: Home, files: typeof FILES = FILES) {
    this.#home = home;
    this.#folder = join(home.state, 'runs');
    this.#files = files;
  }

  async start(
    run: Omit<Run, 'state' | 'started' | 'hosts'> & { hosts: readonly string[] },
  ): Promise<RunWriter> {
    if (!RUN_ID.test(run.id)) throw new Error(`not a run id: ${run.id}`);
    await mkdir(this.#folder, { recursive: true });
    const stored: StoredRun = {
      ...run,
      state: 'running',
      started: new Date().toISOString(),
      stages: {},
      hosts: run.hosts.map((host) => ({ host, outcome: null, from: null, to: null, generation: null })),
    };
    const writer = new RunWriter(this.#file(run.id), stored);
    await writer.begin('', 'evaluate');
    return writer;
  }

  /** Newest first. A run whose job no longer runs is told as interrupted, with advice. Damaged files are left out. */
  async list(jobs: readonly Job[]): Promise<Run[]> {
    const alive = aliveOf(jobs);
    // Files first: what is archived meanwhile is then found twice, and not missed.
    const runs = new Map<string, Run>();
    for (const stored of await this.#readFiles()) runs.set(stored.id, asTold(stored, alive));
    for (const stored of await this.#readArchive()) {
      if (!runs.has(stored.id)) runs.set(stored.id, asTold(stored, alive));
    }
    return [...runs.values()].toSorted((a, b) => b.started.localeCompare(a.started));
  }

  /** Oldest first. */
  async orphans(jobs: readonly Job[]): Promise<Orphan[]> {
    const alive = aliveOf(jobs);
    return (await this.#readFiles())
      .filter((stored) => stored.state !== 'running' || !alive.has(stored.id))
      .toSorted((a, b) => a.started.localeCompare(b.started))
      .flatMap(orphansOf);
  }

  /** Records how it came out on a host that the run's own process could not record any more. */
  async complete(id: string, result: HostResult): Promise<void> {
    const text = await readFile(this.#file(id), 'utf8').catch(() => '');
    const stored = parseStoredRun(text);
    if (stored === null) return;
    await writeFileAtomic(this.#file(id), `${JSON.stringify(withResult(stored, result), null, 2)}\n`);
  }

  /** Moves old runs of which nothing is open into the archive. Leaves it to another process that does the same. */
  async archive(): Promise<void> {
    const settled = (await this.#readFiles())
      .filter((stored) => stored.state === 'done' && orphansOf(stored).length === 0)
      .toSorted((a, b) => b.started.localeCompare(a.started));
    const { keep, slack } = this.#files;
    if (settled.length <= keep + slack) return;
    const old = settled.slice(keep).toReversed();
    try {
      const lock = await acquireLock(this.#home, 'runs', { purpose: 'Archive old runs' });
      try {
        await appendToArchive(this.#archiveFile, old);
        // Only once they are on disk there; a crash in between leaves them twice, which readers do not mind.
        for (const { id } of old) await rm(this.#file(id), { force: true });
      } finally {
        await lock.release();
      }
    } catch (error) {
      if (!isAppError(error, 'busy')) throw error;
    }
  }

  get #archiveFile(): string {
    return join(this.#folder, 'archive.jsonl');
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  async #readFiles(): Promise<StoredRun[]> {
    const names = (await readdir(this.#folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    const before = this.#known;
    const now = new Map<string, Read<StoredRun | null>>();
    await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const found = await readUnlessSame(path, before.get(name) ?? null, async () =>
          parseStoredRun(await readFile(path, 'utf8')),
        );
        if (found) now.set(name, found);
      }),
    );
    this.#known = now;
    return [...now.values()].flatMap(({ value }) => (value === null ? [] : [value]));
  }

  async #readArchive(): Promise<readonly StoredRun[]> {
    const found = await readUnlessSame(this.#archiveFile, this.#archive, () =>
      readArchive(this.#archiveFile),
    );
    this.#archive = found;
    return found?.value ?? [];
  }
}

/** Null where there is no such file. A file is replaced or grows whenever it changes, so inode, size and time tell. */
async function readUnlessSame<T>(
  path: string,
  known: Read<T> | null,
  read: () => Promise<T>,
): Promise<Read<T> | null> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    const stamp = `${ino} ${size} ${mtimeNs}`;
    return known?.stamp === stamp ? known : { stamp, value: await read() };
  } catch {
    return null;
  }
}

function aliveOf(jobs: readonly Job[]): ReadonlySet<string> {
  return new Set(
    jobs.filter((job) => job.state === 'running' || job.state === 'cancelling').map((job) => job.id),
  );
}

function asTold(stored: StoredRun, alive: ReadonlySet<string>): Run {
  const { stages, ...run } = stored;
  if (run.state !== 'running' || alive.has(run.id)) return run;
  return { ...run, state: 'interrupted', advice: adviceFor(stored.hosts, stages) };
}
