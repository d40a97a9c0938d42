import type { Job, JobStep } from '../../shared/contract';
import { duration, Icon, useNow, type IconName } from '../ui';
import { fineBytes, PHASES, speedWords } from './words';

const LOOK: Record<
  JobStep['state'],
  { readonly icon: IconName; readonly className: string; readonly words: string }
> = {
  waiting: { icon: 'dot', className: 'st w', words: 'waiting' },
  running: { icon: 'spin', className: 'st n', words: 'running' },
  done: { icon: 'ok', className: 'st d', words: 'done' },
  failed: { icon: 'fail', className: 'st f', words: 'failed' },
  skipped: { icon: 'inert', className: 'st w', words: 'skipped' },
};

/** Below this many milliseconds a duration would read as nothing at all. */
const NOTICEABLE_MS = 100;

/** What a phase that is over has moved, and how fast. */
function movedWords({ id, state }: JobStep, bytes: number, ms: number): string | null {
  if (state !== 'done' || bytes === 0 || (id !== 'write' && id !== 'verify')) return null;
  return ms < NOTICEABLE_MS ? fineBytes(bytes) : `${fineBytes(bytes)}, ${speedWords((bytes * 1000) / ms)}`;
}

function Phase({ step, bytes }: { step: JobStep; bytes: number }) {
  const now = useNow();
  const look = LOOK[step.state];
  const known = PHASES.find(({ id }) => id === step.id);
  const end = step.endedAt === undefined ? now : Date.parse(step.endedAt);
  const ms = step.startedAt === undefined ? null : end - Date.parse(step.startedAt);
  const took = ms === null ? '' : ms < NOTICEABLE_MS ? 'under 0.1 s' : duration(ms);
  return (
    <li className={look.className} data-phase={step.id} data-state={step.state}>
      <span className={step.state === 'running' ? 'live-stroke' : undefined}>
        <Icon name={look.icon} label={look.words} />
      </span>
      <b>{known?.title ?? step.title}</b>
      <span className="sec el">{movedWords(step, bytes, ms ?? 0) ?? step.words ?? known?.words}</span>
      <span className="mut nw">{step.state === 'running' ? `${took} so far` : took}</span>
    </li>
  );
}

/** The phases of a write with what each does and how long it took. */
export function Phases({ job, bytes }: { job: Job; bytes: number }) {
  return (
    <ol className="stg" aria-label="Phases">
      {job.steps.map((step) => (
        <Phase key={step.id} step={step} bytes={bytes} />
      ))}
    </ol>
  );
}
