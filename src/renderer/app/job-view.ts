import type {
  BuildNode,
  ByteRange,
  DeployStage,
  HostPlan,
  HostPreflight,
  HostResult,
  Job,
  JobData,
  JobEvent,
  Waves,
  WriteProgress,
} from '../../shared/contract';

export interface LogLine {
  readonly seq: number;
  readonly at: string;
  readonly source: string;
  readonly text: string;
}

export interface StageView {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  readonly fraction: number | null;
  readonly words?: string;
  /** Milliseconds since 1970 at which it began, where this page saw that happen. */
  readonly begunAt?: number;
  /** Milliseconds it took, where this page saw both its beginning and its end. */
  readonly tookMs?: number;
  /** Milliseconds since 1970 at which the host rolls back by itself, while it is running under a deadline. */
  readonly deadlineAt?: number;
  /** The whole span of that deadline in seconds, so a ring can show its share. */
  readonly deadlineSpan?: number;
}

/** Everything a screen shows of a job, gathered from its feed. */
export interface JobView {
  readonly id: string;
  readonly job: Job | null;
  readonly lastSeq: number;
  readonly log: readonly LogLine[];
  /** Lines left out at the front because only {@link LOG_CAP} are kept. */
  readonly dropped: number;
  readonly nodes: ReadonlyMap<string, BuildNode>;
  readonly build: {
    readonly done: number;
    readonly expected: number;
    readonly failed: number;
    /** Milliseconds that were left when it was told last. */
    readonly etaMs?: number;
  };
  readonly stages: ReadonlyMap<string, ReadonlyMap<DeployStage, StageView>>;
  /** In which order the hosts are activated, of a deploy. */
  readonly waves: Waves | null;
  /** Lights of the hosts, as the job looked at them first. */
  readonly lights: ReadonlyMap<string, HostPreflight>;
  readonly plans: ReadonlyMap<string, HostPlan>;
  readonly results: ReadonlyMap<string, HostResult>;
  /** How far the write of a drive is, as told last. */
  readonly write: WriteProgress | null;
  /** Empty stretches of the image that the write leaves out. */
  readonly writeEmpty: readonly ByteRange[];
  readonly ended: boolean;
  /** What it ended with, as its journal has it. */
  readonly result: unknown;
}

/** Lines a page keeps of one job; the whole log stays in the journal. */
export const LOG_CAP = 4000;

export function emptyJobView(id: string): JobView {
  return {
    id,
    job: null,
    lastSeq: 0,
    log: [],
    dropped: 0,
    nodes: new Map(),
    build: { done: 0, expected: 0, failed: 0 },
    stages: new Map(),
    waves: null,
    lights: new Map(),
    plans: new Map(),
    results: new Map(),
    write: null,
    writeEmpty: [],
    ended: false,
    result: undefined,
  };
}

/** Keeps the newest `cap` lines and counts what was left out. */
export function capLog(
  log: readonly LogLine[],
  dropped: number,
  cap: number = LOG_CAP,
): { log: readonly LogLine[]; dropped: number } {
  const extra = log.length - cap;
  return extra > 0 ? { log: log.slice(extra), dropped: dropped + extra } : { log, dropped };
}

/** A stage's times are this page's own, so an event that is only replayed tells none. */
function stageTimes(
  before: StageView | undefined,
  state: StageView['state'],
  now: number,
  live: boolean,
): Pick<StageView, 'begunAt' | 'tookMs'> {
  const begunAt = before?.begunAt;
  switch (state) {
    case 'running':
      if (before?.state === 'running') return begunAt === undefined ? {} : { begunAt };
      return live ? { begunAt: now } : {};
    case 'done':
    case 'failed':
      if (before?.tookMs !== undefined) return { tookMs: before.tookMs };
      return live && begunAt !== undefined ? { tookMs: now - begunAt } : {};
    case 'waiting':
    case 'skipped':
      return {};
  }
}

type BuildNews = Extract<JobData, { kind: 'build-nodes' }>;

/** What builds told, taken in at once: a map of thousands is copied once for all of it. */
function withBuilds(view: JobView, told: readonly BuildNews[]): JobView {
  const last = told.at(-1);
  if (last === undefined) return view;
  const nodes = new Map(view.nodes);
  for (const data of told) for (const node of data.nodes) nodes.set(node.id, node);
  const { done, expected, failed, etaMs } = last;
  return { ...view, nodes, build: { done, expected, failed, ...(etaMs === undefined ? {} : { etaMs }) } };
}

function withData(view: JobView, data: Exclude<JobData, BuildNews>, now: number, live: boolean): JobView {
  switch (data.kind) {
    case 'stage': {
      const stages = new Map(view.stages);
      const host = new Map(stages.get(data.host));
      const before = host.get(data.stage);
      host.set(data.stage, {
        state: data.state,
        fraction: data.fraction,
        words: data.words,
        ...stageTimes(before, data.state, now, live),
        ...(data.deadline !== undefined && data.state === 'running'
          ? {
              // Told again to a page that joins later, it must not begin anew.
              deadlineAt:
                data.deadlineAt === undefined ? now + data.deadline * 1000 : Date.parse(data.deadlineAt),
              deadlineSpan: Math.max(before?.deadlineSpan ?? 0, data.deadline),
            }
          : {}),
      });
      stages.set(data.host, host);
      return { ...view, stages };
    }
    case 'waves':
      return { ...view, waves: data.waves };
    case 'preflight':
      return { ...view, lights: new Map(view.lights).set(data.lights.host, data.lights) };
    case 'plan':
      return { ...view, plans: new Map(view.plans).set(data.plan.host, data.plan) };
    case 'host-result':
      return { ...view, results: new Map(view.results).set(data.result.host, data.result) };
    case 'write':
      return { ...view, write: data.progress };
    case 'write-map':
      return { ...view, writeEmpty: data.empty };
  }
}

/**
 * The view after some events. Events already seen are passed over, so a feed may be replayed; `live` says that
 * these happen now.
 */
export function reduceJob(
  view: JobView,
  events: readonly JobEvent[],
  now: number,
  live: boolean = false,
): JobView {
  let next = view;
  const lines: LogLine[] = [];
  const builds: BuildNews[] = [];
  for (const event of events) {
    if (event.seq <= next.lastSeq) continue;
    switch (event.type) {
      case 'job':
        next = { ...next, job: event.job, lastSeq: event.seq };
        break;
      case 'log':
        lines.push({ seq: event.seq, at: event.at, source: event.source, text: event.text });
        next = { ...next, lastSeq: event.seq };
        break;
      case 'data':
        if (event.data.kind === 'build-nodes') builds.push(event.data);
        else next = withData(next, event.data, now, live);
        next = { ...next, lastSeq: event.seq };
        break;
      case 'result':
        next = { ...next, job: event.job, result: event.result, ended: true, lastSeq: event.seq };
        break;
    }
  }
  next = withBuilds(next, builds);
  return lines.length === 0 ? next : { ...next, ...capLog([...next.log, ...lines], next.dropped) };
}
