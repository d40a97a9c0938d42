import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  deployStageSchema,
  runSchema,
  type DeployStage,
  type HostResult,
  type Job,
  type Run,
} from '../../shared/contract';
import { writeFileAtomic, type Home } from '../state';

/** What is kept of a run beyond what a reader sees: how far each host came. */
const storedRunSchema = runSchema.extend({ stages: z.record(z.string(), deployStageSchema) });
type StoredRun = z.infer<typeof storedRunSchema>;

const RUN_ID = /^[A-Za-z0-9_-]+$/;

/** The journal of one run while it goes on. Every call is on disk before it resolves. */
export class RunWriter {
  readonly #file: string;
  #run: StoredRun;

  constructor(file: string, run: StoredRun) {
    this.#file = file;
    this.#run = run;
  }

  /** Notes that `host` begins `stage`, before anything of it is done. */
  async begin(host: string, stage: DeployStage, facts: Partial<HostResult> = {}): Promise<void> {
    await this.#write({
      ...this.#run,
      step: stage,
      stages: { ...this.#run.stages, [host]: stage },
      hosts: this.#run.hosts.map((one) => (one.host === host ? { ...one, ...facts } : one)),
    });
  }

  /** Notes a step of the activation as the host told it. */
  async note(host: string, step: string, at: string): Promise<void> {
    await this.#write({
      ...this.#run,
      hosts: this.#run.hosts.map((one) =>
        one.host === host ? { ...one, steps: [...(one.steps ?? []), { step, at }] } : one,
      ),
    });
  }

  async settle(result: HostResult): Promise<void> {
    await this.#write(withResult(this.#run, result));
  }

  /** Closes the run; hosts without an outcome get `outcome`. */
  async end(outcome: HostResult['outcome'], reason: string): Promise<HostResult[]> {
    const hosts = this.#run.hosts.map((one) =>
      one.outcome === null ? { ...one, outcome, reason } : { ...one, outcome: one.outcome },
    );
    const { step: _step, ...run } = this.#run;
    await this.#write({ ...run, hosts, state: 'done', ended: new Date().toISOString() });
    return hosts;
  }

  // Hosts go on side by side; their notes must reach the disk in the order they were made.
  #queue: Promise<void> = Promise.resolve();
  #write(run: StoredRun): Promise<void> {
    this.#run = run;
    const next = this.#queue.then(() => writeFileAtomic(this.#file, `${JSON.stringify(run, null, 2)}\n`));
    this.#queue = next.catch(() => undefined);
    return next;
  }
}

function withResult(run: StoredRun, result: HostResult): StoredRun {
  return {
    ...run,
    hosts: run.hosts.map((one) =>
      one.host === result.host ? { ...result, ...(one.steps ? { steps: one.steps } : {}) } : one,
    ),
  };
}

/** A host whose activation was begun by a process that is dead, or lost the host, and whose outcome is not known. */
export interface Orphan {
  readonly run: string;
  readonly host: string;
  readonly mode: Run['mode'];
  readonly from: string | null;
  readonly to: string | null;
  readonly generation: number | null;
}

/** All runs, under `state/runs`. */
export class RunJournal {
  readonly #folder: string;

  constructor(home: Home) {
    this.#folder = join(home.state, 'runs');
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
  async list(jobs: readonly Job[], host?: string): Promise<Run[]> {
    const alive = new Set(
      jobs.filter((job) => job.state === 'running' || job.state === 'cancelling').map((job) => job.id),
    );
    const runs: Run[] = [];
    for (const name of await readdir(this.#folder).catch(() => [])) {
      if (!name.endsWith('.json')) continue;
      const stored = await this.#read(join(this.#folder, name));
      if (stored === null) continue;
      if (host !== undefined && !stored.hosts.some((one) => one.host === host)) continue;
      const { stages, ...run } = stored;
      runs.push(
        run.state === 'running' && !alive.has(run.id)
          ? { ...run, state: 'interrupted', advice: adviceFor(stored.hosts, stages) }
          : run,
      );
    }
    return runs.toSorted((a, b) => b.started.localeCompare(a.started));
  }

  /** Oldest first. */
  async orphans(jobs: readonly Job[], host?: string): Promise<Orphan[]> {
    const found: Orphan[] = [];
    for (const run of (await this.list(jobs, host)).toReversed()) {
      if (run.state === 'running') continue;
      const stored = await this.#read(this.#file(run.id));
      for (const one of stored?.hosts ?? []) {
        const touched = ['activate', 'confirm'].includes(stored?.stages[one.host] ?? '');
        if (
          (one.outcome !== null && one.outcome !== 'unknown') ||
          !touched ||
          (host !== undefined && one.host !== host)
        )
          continue;
        const { from, to, generation } = one;
        found.push({ run: run.id, host: one.host, mode: run.mode, from, to, generation });
      }
    }
    return found;
  }

  /** Records how it came out on a host that the run's own process could not record any more. */
  async complete(id: string, result: HostResult): Promise<void> {
    const stored = await this.#read(this.#file(id));
    if (stored === null) return;
    const run = withResult(stored, result);
    await writeFileAtomic(this.#file(id), `${JSON.stringify(run, null, 2)}\n`);
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  async #read(file: string): Promise<StoredRun | null> {
    try {
      return storedRunSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return null;
    }
  }
}

/** What can be done about a run whose process died, from how far each host had come. */
export function adviceFor(hosts: Run['hosts'], stages: Readonly<Record<string, DeployStage>>): string {
  const open = hosts.filter((one) => one.outcome === null);
  const touched = open.filter((one) => ['activate', 'confirm'].includes(stages[one.host] ?? ''));
  const untouched = open.filter((one) => !touched.includes(one));
  const parts: string[] = [];
  if (untouched.length > 0) {
    parts.push(
      `Nothing was activated on ${names(untouched)}: ${untouched.length === 1 ? 'it still runs' : 'they still run'} what ran before. Deploy again when you like.`,
    );
  }
  for (const one of touched) {
    parts.push(
      `The activation on ${one.host} goes on without Snowfleet and undoes itself unless it was acknowledged, so the host runs ${
        one.to ?? 'the new system'
      } or, as before, ${one.from ?? 'the old one'}. Look at the runs again when it answers, and deploy again.`,
    );
  }
  return parts.length === 0 ? 'Every host had its outcome; nothing is left to do.' : parts.join(' ');
}

function names(hosts: Run['hosts']): string {
  return hosts.map((one) => one.host).join(', ');
}
