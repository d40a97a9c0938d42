import { create } from 'zustand';
import { toAppError } from '../../shared/carrier';
import type { Job, JobEvent } from '../../shared/contract';
import { tell } from './announce';
import { client, useConnection } from './client';
import { emptyJobView, reduceJob, type JobView } from './job-view';
import { notify, notifyFailure } from './notices';
import { api, invalidate, queries } from './queries';

/** The jobs this page follows, by id. */
export const useJobViews = create<{ views: Readonly<Record<string, JobView>> }>(() => ({ views: {} }));

/** One followed job, or undefined until its first event. */
export function useJobView(id: string | null): JobView | undefined {
  return useJobViews((state) => (id === null ? undefined : state.views[id]));
}

const following = new Set<string>();
/** Jobs that were started from this page. */
const asked = new Set<string>();
const pending = new Map<string, JobEvent[]>();
let flushing: ReturnType<typeof setTimeout> | null = null;

/** A feed first replays what it has; after this long, what it brings happens now. */
const REPLAY_MS = 1000;
const attachedAt = new Map<string, number>();
/** Jobs whose feed was lost on the way; their replay is one even where they were started here. */
const torn = new Set<string>();

function isLive(id: string, now: number): boolean {
  if (asked.has(id) && !torn.has(id)) return true;
  return now - (attachedAt.get(id) ?? now) > REPLAY_MS;
}

function flush(): void {
  flushing = null;
  const now = Date.now();
  useJobViews.setState((old) => {
    const views = { ...old.views };
    for (const [id, events] of pending)
      views[id] = reduceJob(views[id] ?? emptyJobView(id), events, now, isLive(id, now));
    pending.clear();
    return { views };
  });
}

/** Builds can speak hundreds of times a second; the screen takes their news in one step after so many milliseconds. */
const TOGETHER_MS = 60;
/** The same for a build of so many nodes: each step copies and draws a tree of all of them. */
const LARGE = 1000;
const LARGE_TOGETHER_MS = 200;

function togetherMs(id: string): number {
  return (useJobViews.getState().views[id]?.nodes.size ?? 0) > LARGE ? LARGE_TOGETHER_MS : TOGETHER_MS;
}

function receive(id: string, event: JobEvent): void {
  const events = pending.get(id);
  if (events) events.push(event);
  else pending.set(id, [event]);
  flushing ??= setTimeout(flush, togetherMs(id));
}

/** What hosts run has changed, so they are asked again; a host that gives no answer is told by the inventory. */
function askAgain(hosts?: readonly string[]): void {
  client.fleet
    .readFacts({ unattended: true, ...(hosts ? { hosts: [...hosts] } : {}) })
    .catch(notifyFailure('Read facts'))
    .finally(() => invalidate('inventory'));
}

/** Numbers of deleted generations are given again, so comparisons of theirs hold no longer than the list. */
function askForGenerationsAgain(): void {
  void queries.invalidateQueries({ queryKey: api.deploys.generations.key() });
  void queries.invalidateQueries({ queryKey: api.deploys.compareGenerations.key() });
}

function onEnded(job: Job): void {
  invalidate('jobs');
  switch (job.kind) {
    case 'evaluate':
      invalidate('inventory');
      invalidate('features');
      break;
    case 'practice':
      invalidate('practice');
      askAgain();
      break;
    case 'deploy':
    case 'rollback':
      invalidate('runs');
      askForGenerationsAgain();
      invalidate('inventory');
      askAgain(job.hosts);
      break;
    case 'delete-generations':
      askForGenerationsAgain();
      askAgain(job.hosts);
      break;
    case 'build-image':
    case 'write':
      invalidate('images');
      break;
    case 'build':
    case 'plan':
    case 'explain':
    case 'self-test':
      break;
    case 'recipe':
      // It may have changed anything of the fleet.
      invalidate('draft');
      invalidate('features');
      invalidate('inventory');
      break;
  }
  // The core evaluates by itself after each edit; nobody waits to hear of that.
  if (job.kind !== 'evaluate' || asked.has(job.id)) tell(`${job.title}: ${job.state}`);
  const shownThere = ['deploy', 'rollback', 'delete-generations', 'plan', 'recipe', 'explain'].includes(
    job.kind,
  );
  if (job.state === 'failed' && job.error && !shownThere) notify(job.title, job.error);
}

/** Follows a job until its result, across lost connections. Harmless when it is followed already. */
export function followJob(id: string): void {
  if (following.has(id)) return;
  following.add(id);
  void (async () => {
    for (;;) {
      const epoch = useConnection.getState().epoch;
      try {
        attachedAt.set(id, Date.now());
        const after = useJobViews.getState().views[id]?.lastSeq ?? 0;
        for await (const event of await client.jobs.follow({ job: id, after })) {
          receive(id, event);
          if (event.type === 'result') {
            flush();
            onEnded(event.job);
            return;
          }
        }
        return;
      } catch (error) {
        if (toAppError(error).code === 'unknown-job') return;
        torn.add(id);
        await connectionAfter(epoch);
      }
    }
  })().finally(() => following.delete(id));
}

function connectionAfter(epoch: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = useConnection.subscribe((state) => {
      if (state.status !== 'open' || state.epoch <= epoch) return;
      stop();
      resolve();
    });
  });
}

/** Follows a job that the person started here, so that its end is told whatever kind it is. */
export function followAskedJob(id: string): void {
  asked.add(id);
  followJob(id);
}

/** Reattaches to whatever runs, whoever started it. */
export function followRunningJobs(): void {
  const key = JSON.stringify(api.jobs.list.queryKey());
  queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || JSON.stringify(event.query.queryKey) !== key) return;
    const jobs = event.query.state.data as Job[] | undefined;
    for (const job of jobs ?? []) {
      if (job.state === 'running' || job.state === 'cancelling') followJob(job.id);
    }
  });
}
