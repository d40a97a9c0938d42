import type { HostOutcome, HostResult, Run } from '../../shared/contract';
import type { IconName } from '../ui';

export interface Look {
  readonly icon: IconName;
  readonly tone: 'ok' | 'warn' | 'bad' | 'mut';
  readonly words: string;
}

/** A rollback whose system did not come up: the host has left it again. */
const ROLLBACK_FAILED: Look = {
  icon: 'alert',
  tone: 'warn',
  words: 'Not rolled back',
};

/** How one host came out of a run, by shape, word and colour. */
export function outcomeLook(outcome: HostOutcome | null, kind: Run['kind'] = 'deploy'): Look {
  if (kind === 'rollback' && outcome === 'switched') {
    return { icon: 'ok', tone: 'ok', words: 'Rolled back and confirmed' };
  }
  if (kind === 'rollback' && outcome === 'rolled-back') return ROLLBACK_FAILED;
  switch (outcome) {
    case 'switched':
      return { icon: 'ok', tone: 'ok', words: 'Switched and confirmed' };
    case 'unchanged':
      return { icon: 'ok', tone: 'mut', words: 'Unchanged, nothing done' };
    case 'units-failed':
      return { icon: 'alert', tone: 'warn', words: 'Switched, but units failed' };
    case 'rolled-back':
      return { icon: 'back', tone: 'warn', words: 'Rolled back' };
    case 'failed':
      return { icon: 'fail', tone: 'bad', words: 'Failed; the old system runs' };
    case 'skipped':
      return { icon: 'inert', tone: 'mut', words: 'Skipped' };
    case 'unknown':
      return { icon: 'unknown', tone: 'mut', words: 'Outcome unknown' };
    case null:
      return { icon: 'unknown', tone: 'mut', words: 'No outcome' };
  }
}

const WORST: readonly HostOutcome[] = [
  'unknown',
  'failed',
  'rolled-back',
  'units-failed',
  'skipped',
  'switched',
  'unchanged',
];

/** A run in one line: the worst that happened to any of its hosts decides. */
export function runLook(run: Run): Look {
  if (run.state === 'running')
    return { icon: 'spin', tone: 'mut', words: run.step ? `Running: ${run.step}` : 'Running' };
  if (run.state === 'interrupted') {
    return { icon: 'alert', tone: 'warn', words: `Interrupted${run.step ? ` during ${run.step}` : ''}` };
  }
  const worst = WORST.find((outcome) => run.hosts.some((host) => host.outcome === outcome)) ?? null;
  if (run.kind === 'rollback' && worst === 'switched') {
    return { icon: 'back', tone: 'ok', words: 'Rolled back as asked' };
  }
  const look = outcomeLook(worst, run.kind);
  return worst === 'unchanged' ? look : { ...look, words: withReason(look.words, run, worst) };
}

function withReason(words: string, run: Run, worst: HostOutcome | null): string {
  const reason = run.hosts.find((host) => host.outcome === worst)?.reason;
  return reason ? `${words}: ${reason}` : words;
}

/** `p620`, or `4 hosts` with the names in a tip. */
export function hostsWords(hosts: readonly Pick<HostResult, 'host'>[]): string {
  return hosts.length === 1 ? (hosts[0]?.host ?? '') : `${hosts.length} hosts`;
}
