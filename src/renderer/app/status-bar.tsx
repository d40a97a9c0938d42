import Tooltip from '@mui/material/Tooltip';
import type { Job } from '../../shared/contract';
import { Ago, Chip, Icon, Progress } from '../ui';
import { openDeployJob, openGenerations } from './actions';
import { useJobView } from './job-feed';
import { navigate } from './navigation';
import { useFleet, useJobs, useStatus } from './queries';
import { setView } from './view';

function open(job: Job): void {
  if (job.kind === 'deploy' || job.kind === 'plan' || job.kind === 'rollback' || job.kind === 'build') {
    openDeployJob(job.id);
  } else if (job.kind === 'delete-generations' && job.hosts[0] !== undefined) {
    openGenerations(job.hosts[0]);
  } else if (job.kind === 'write') navigate('/images');
  else if (job.kind === 'recipe' || job.kind === 'explain' || job.kind === 'build-image')
    setView({ shownJob: job.id });
}

function RunningJobs() {
  const jobs = useJobs().data ?? [];
  const running = jobs.filter((job) => job.state === 'running' || job.state === 'cancelling');
  const first = running[0];
  const live = useJobView(first?.id ?? null)?.job ?? first;
  if (!first || !live) return <span>No jobs running</span>;
  const percent = live.fraction === null ? '' : `${Math.round(live.fraction * 100)} %`;
  const step = live.steps.find((entry) => entry.state === 'running')?.title;
  return (
    <button type="button" className="row status-job" onClick={() => open(live)}>
      <span className="acc live-stroke">
        <Icon name="spin" small />
      </span>
      {running.length === 1 ? '1 job' : `${running.length} jobs`}: {live.title}
      <Progress fraction={live.fraction} label={live.title} />
      {percent === '' ? step : percent}
    </button>
  );
}

function NixState() {
  const status = useStatus().data;
  if (!status) return <span className="row">Nix</span>;
  const { nix, standIn } = status;
  return (
    <Tooltip title={nix.note ?? (nix.store ? `Store: ${nix.store}` : '')}>
      <span className={nix.available ? 'row' : 'row warn'} tabIndex={nix.available ? undefined : 0}>
        <Icon name={nix.available ? 'eval' : 'alert'} small />
        {nix.available ? `Nix ${nix.version ?? ''}` : 'Nix is not available'}
        {standIn ? ', stand-in inputs' : ''}
      </span>
    </Tooltip>
  );
}

/** How old the evaluation is, or that the last one failed, with its output. */
function Evaluated({ at }: { at: string | null }) {
  const last = useJobs()
    .data?.filter((job) => job.kind === 'evaluate')
    .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  if (last?.state === 'failed') {
    return (
      <Tooltip title={last.error?.message ?? ''}>
        <button type="button" className="row status-job" onClick={() => setView({ shownJob: last.id })}>
          <span className="bad">
            <Icon name="fail" small />
          </span>
          Evaluation failed <Ago at={last.endedAt ?? last.startedAt} />
        </button>
      </Tooltip>
    );
  }
  return (
    <span>
      {at ? (
        <>
          Evaluated <Ago at={at} />
        </>
      ) : (
        'Not evaluated yet'
      )}
    </span>
  );
}

/** What the page's facts rest on: Nix, how old source and evaluation are, what runs, and whether this is practice. */
export function StatusBar() {
  const fleet = useFleet().data;
  return (
    <footer className="stat">
      <NixState />
      {fleet ? (
        <>
          <span>
            Source read <Ago at={fleet.readAt} />
          </span>
          <Evaluated at={fleet.evaluatedAt} />
        </>
      ) : null}
      <RunningJobs />
      <span className="sp" />
      {fleet?.practice ? (
        <Chip tone="pr" icon="flask">
          Practice
        </Chip>
      ) : null}
    </footer>
  );
}
