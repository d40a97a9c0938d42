import type { Job, JobStep } from '../../shared/contract';
import { duration, Icon, useNow, type IconName } from '../ui';
import { PHASES } from './words';

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

function Phase({ step }: { step: JobStep }) {
  const now = useNow();
  const look = LOOK[step.state];
  const known = PHASES.find(({ id }) => id === step.id);
  const end = step.endedAt === undefined ? now : Date.parse(step.endedAt);
  const took = step.startedAt === undefined ? '' : duration(end - Date.parse(step.startedAt));
  return (
    <li className={look.className} data-phase={step.id} data-state={step.state}>
      <span className={step.state === 'running' ? 'live-stroke' : undefined}>
        <Icon name={look.icon} label={look.words} />
      </span>
      <b>{known?.title ?? step.title}</b>
      <span className="sec el">{step.words ?? known?.words}</span>
      <span className="mut nw">{step.state === 'running' ? `${took} so far` : took}</span>
    </li>
  );
}

/** The phases of a write with what each does and how long it took. */
export function Phases({ job }: { job: Job }) {
  return (
    <ol className="stg" aria-label="Phases">
      {job.steps.map((step) => (
        <Phase key={step.id} step={step} />
      ))}
    </ol>
  );
}
