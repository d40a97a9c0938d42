import { driftSchema, type Host, type HostOutcome, type Run } from '../contract';

/**
 * How what a host runs stands to what the working tree says. `tree-ahead`: it runs something older, which a run of
 * ours put there or found there. `host-ahead`: since our last run something newer was put there by others.
 * `differs`: it runs something else, and which is newer cannot be told.
 */
export type DriftKind = 'none' | 'tree-ahead' | 'host-ahead' | 'differs' | 'unknown';

export interface DriftView {
  readonly kind: DriftKind;
  /** The working tree says something of this host that is in no commit. */
  readonly uncommitted: boolean;
  /** The run that made what the host runs, where it was one of ours. */
  readonly madeBy: Run | null;
}

export interface DriftQuestion {
  readonly host: Host;
  /** Runs of ours in which the host was, newest first. */
  readonly runs: readonly Run[];
  /** The working tree differs from its commit. */
  readonly isDirty: boolean;
  /** Our draft changes something of this host. */
  readonly isDrafted: boolean;
}

/** Outcomes after which the new system was the one that runs. */
const ARRIVED: ReadonlySet<HostOutcome> = new Set(['switched', 'units-failed', 'unchanged']);

/** Judges drift from what the host and evaluation said, and from our own runs; it never guesses an order. */
export function driftOf({ host, runs, isDirty, isDrafted }: DriftQuestion): DriftView {
  const running = host.facts['running']?.value;
  const told = driftSchema.catch('unknown').parse(host.facts['drift']?.value);
  const results = runs.flatMap((run) =>
    run.mode === 'dry-activate' || run.mode === 'build'
      ? []
      : run.hosts.filter((result) => result.host === host.name).map((result) => ({ run, result })),
  );
  const arrived = results.filter(({ result }) => result.outcome !== null && ARRIVED.has(result.outcome));
  const madeBy = arrived.find(({ result }) => result.to === running)?.run ?? null;
  const uncommitted = isDrafted || (isDirty && madeBy !== null && madeBy.draft !== null);
  const view = (kind: DriftKind): DriftView => ({ kind, uncommitted, madeBy });

  if (told === 'unknown' || typeof running !== 'string') return view('unknown');
  if (told === 'as-declared') return view('none');
  if (madeBy !== null || results.some(({ result }) => result.from === running)) return view('tree-ahead');
  const last = arrived.find(({ result }) => result.generation !== null)?.result.generation;
  const now = host.facts['runningGeneration']?.value ?? host.facts['generation']?.value;
  if (typeof last !== 'number' || typeof now !== 'number' || now === last) return view('differs');
  return view(now > last ? 'host-ahead' : 'tree-ahead');
}

/** Drift in the few words a cell has; null where nothing could be compared. */
export function driftWords({ kind, uncommitted }: DriftView): string | null {
  switch (kind) {
    case 'unknown':
      return uncommitted ? 'uncommitted' : null;
    case 'none':
      return uncommitted ? 'none, uncommitted' : 'none';
    case 'tree-ahead':
      return uncommitted ? 'tree ahead, uncommitted' : 'tree ahead';
    case 'host-ahead':
      return 'host ahead';
    case 'differs':
      return 'differs';
  }
}

/** The same as sentences. */
export function driftSentences({ kind, uncommitted, madeBy }: DriftView): string {
  const from = madeBy?.commit ? ` from ${madeBy.commit.slice(0, 7)}` : '';
  const sentences: Record<DriftKind, string> = {
    none: 'It runs what the working tree says.',
    'tree-ahead': `The working tree is ahead: the host runs something older${from}.`,
    'host-ahead': 'The host is ahead: since our last run something newer was put there.',
    differs: 'It runs something else than the working tree says; which is newer cannot be told.',
    unknown: 'What it runs could not be compared with the working tree yet.',
  };
  const note = uncommitted ? ' The working tree has changes for it that are not committed.' : '';
  return sentences[kind] + note;
}
