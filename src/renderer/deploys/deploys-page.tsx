import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { toErrorShape, type DeployMode, type Job, type Run } from '../../shared/contract';
import {
  deployable,
  followJob,
  setView,
  useDraft,
  useFleet,
  useInventory,
  useJobs,
  useJobView,
  useRuns,
  useView,
} from '../app';
import { EmptyState, ErrorLine, Icon, Segmented } from '../ui';
import { AwayCard } from './away-card';
import { BuildCard } from './build-card';
import { ChangesCard } from './changes-card';
import { ChooseCard } from './choose-card';
import { DeployDialog } from './deploy-dialog';
import './deploys.css';
import { DeploysViews } from './deploys-views';
import { PreflightCard, RunLights } from './preflight-card';
import { useLightsOf } from './preflight-feed';
import { RunsCard } from './runs-card';
import { Stages } from './stages';
import { cancelJob, startDeploy, startPlan } from './start-job';

const MODES: readonly { value: DeployMode; words: string; tip: string }[] = [
  { value: 'switch', words: 'Switch', tip: 'Activate now and at every boot' },
  { value: 'boot', words: 'Boot', tip: 'Activate at the next boot' },
  { value: 'test', words: 'Test', tip: 'Activate now; a reboot brings the old system back' },
  { value: 'dry-activate', words: 'Dry run', tip: 'Show what would be activated, change nothing' },
];
const isShown = (job: Job): boolean => ['deploy', 'plan', 'rollback', 'build'].includes(job.kind);
const isRunning = (job: Job | null | undefined): boolean =>
  job?.state === 'running' || job?.state === 'cancelling';

function Cancel({ job }: { job: Job }) {
  const ending = job.state === 'cancelling';
  return (
    <Button
      className="danger"
      onClick={() => void cancelJob(job.id)}
      title={ending ? 'Ends its processes at once' : 'Asks it to end at the next safe place'}
    >
      <Icon name="stop" />
      {ending ? 'End now' : 'Cancel'}
    </Button>
  );
}

/** The job this page shows: the one chosen, else whatever runs. A job found by id is followed. */
function useShownJob(): { id: string | null; running: boolean } {
  const jobs = useJobs().data;
  const chosen = useView((state) => state.deployJob);
  const running = jobs?.find((job) => isShown(job) && isRunning(job));
  const id = chosen ?? running?.id ?? null;
  useEffect(() => {
    if (id !== null) followJob(id);
    if (chosen === null && id !== null) setView({ deployJob: id });
  }, [id, chosen]);
  return { id, running: running !== undefined };
}

/** Plan, deploy, watch, confirm, and the way back. */
export function DeploysPage() {
  const inventory = useInventory();
  const fleet = useFleet().data;
  const draft = useDraft().data;
  const runs = useRuns();
  const chosen = useView((state) => state.deployHosts);
  const mode = useView((state) => state.deployMode);
  const shown = useShownJob();
  const view = useJobView(shown.id);
  const [asking, setAsking] = useState<readonly string[] | null>(null);

  const hosts = inventory.data?.hosts ?? [];
  const job = view?.job ?? null;
  const busy = isRunning(job) || (shown.running && !view?.ended);
  const targets = (chosen.length > 0 ? chosen : (job?.hosts ?? [])).filter((name) =>
    hosts.some((host) => host.name === name && deployable(host)),
  );
  const count = targets.length === 1 ? '1 host' : `${targets.length} hosts`;
  const changes = draft?.gestures.length ?? 0;
  const source = [fleet?.branch, fleet?.commit?.slice(0, 7)].filter(Boolean).join(' ') || 'the working tree';
  // A deploy leaves this machine unless the fleet is practice, so it asks once.
  const deploy = (): void => {
    if (fleet?.practice === true || mode === 'dry-activate') void startDeploy(targets, mode);
    else setAsking(targets);
  };
  const deployAway = (names: readonly string[], run: Run): void => {
    setView({ deployHosts: names, deployMode: run.mode, deployJob: null });
    setAsking(names);
  };
  const primary = job?.kind === 'plan' && view?.ended === true;
  const looks = targets.length > 0 && !busy && (!view || job?.kind === 'plan');
  useLightsOf(targets, { mode, fleet: fleet?.dir ?? '', on: looks });

  return (
    <main aria-label="Deploys">
      <div className="ph">
        <h1>Deploys</h1>
        <DeploysViews />
        <span className="cap mut el">
          {source}
          {changes > 0 ? ' and draft' : fleet?.dirty ? ' and uncommitted changes' : ''}, {count}
        </span>
        <span className="sp" />
        {view && !busy ? (
          <Button variant="text" onClick={() => setView({ deployJob: null, deployHosts: targets })}>
            <Icon name="back" />
            Choose hosts
          </Button>
        ) : null}
        <Segmented
          label="Mode"
          value={mode}
          options={MODES}
          disabled={busy}
          onChange={(value) => setView({ deployMode: value })}
        />
        {busy && job ? (
          <Cancel job={job} />
        ) : (
          <>
            <Button disabled={targets.length === 0} onClick={() => void startPlan(targets)}>
              {primary ? 'Plan again' : 'Plan'}
            </Button>
            {fleet?.practice === true && targets.length > 1 && mode !== 'dry-activate' ? (
              <Button onClick={() => setAsking(targets)}>In order…</Button>
            ) : null}
            <Button variant="contained" disabled={targets.length === 0} onClick={deploy}>
              <Icon name="deploys" />
              Deploy
            </Button>
          </>
        )}
      </div>
      {job?.error && view?.ended ? <ErrorLine title={job.title} error={job.error} /> : null}
      {runs.error ? (
        <ErrorLine
          title="The runs could not be read"
          error={toErrorShape(runs.error)}
          onRetry={() => void runs.refetch()}
        />
      ) : null}
      {inventory.data && hosts.length === 0 ? (
        <EmptyState
          icon="deploys"
          title="No host to deploy to"
          words="Hosts are the attributes of nixosConfigurations in the flake."
        />
      ) : (
        <div className="deploys">
          {view && job ? <Stages view={view} job={job} /> : <ChooseCard hosts={hosts} draft={draft} />}
          <div className="dgrid">
            <div className="dleft">
              {busy ? null : (
                <AwayCard
                  runs={runs.data?.runs ?? []}
                  fleet={fleet?.dir ?? ''}
                  hosts={hosts}
                  onDeploy={deployAway}
                />
              )}
              {looks ? <PreflightCard hosts={targets} mode={mode} /> : null}
              {view && view.lights.size > 0 ? <RunLights lights={view.lights} /> : null}
              {view && job && job.kind !== 'rollback' ? <BuildCard view={view} /> : null}
              {!view || job?.kind === 'rollback' || !busy ? <RunsCard runs={runs.data?.runs ?? []} /> : null}
            </div>
            {view ? (
              <ChangesCard view={view} />
            ) : (
              <section className="card changes" aria-label="What changes">
                <div className="ch">
                  <h2>What changes</h2>
                </div>
                <p className="none cap mut">
                  Choose hosts and press Plan: it builds the new systems and compares them with what the hosts
                  run. Nothing is changed on any host.
                </p>
              </section>
            )}
          </div>
        </div>
      )}
      {asking === null ? null : <DeployDialog hosts={asking} mode={mode} onClose={() => setAsking(null)} />}
    </main>
  );
}
