import Button from '@mui/material/Button';
import type { Run } from '../../shared/contract';
import { chooseForDeploy, hostsWords, openHistory, runLook } from '../app';
import { duration, Icon, moment, ScrollRegion, useNow } from '../ui';

const MODE: Record<Run['mode'], string> = {
  switch: 'switch',
  boot: 'boot',
  test: 'test',
  'dry-activate': 'dry run',
  build: 'build',
};

/** The newest; the history has all. */
const SHOWN = 20;

function RunLine({ run }: { run: Run }) {
  const now = useNow();
  const look = runLook(run);
  const names = run.hosts.map((host) => host.host);
  const took = run.ended ? `, ${duration(Date.parse(run.ended) - Date.parse(run.started))}` : '';
  const source = run.commit ? run.commit.slice(0, 7) : 'no commit';
  return (
    <li className="run" data-run={run.id} data-state={run.state}>
      <span className={look.tone}>
        <Icon name={look.icon} />
      </span>
      <div className="col grow">
        <span className="row g6 sm">
          <b className="md" title={names.join(', ')}>
            {hostsWords(run.hosts)}
          </b>
          <span className="sec el" title={look.words}>
            {look.words}
          </span>
        </span>
        <span className="cap mut el">
          {run.kind === 'rollback' ? 'roll back' : MODE[run.mode]}, <span className="mono m11">{source}</span>
          {run.draft ? ' and draft' : ''}, by {run.who}, {moment(run.started, now)}
          {took}
        </span>
        {run.advice ? <span className="cap warn">{run.advice}</span> : null}
      </div>
      {run.state === 'interrupted' ? (
        <Button className="s24" onClick={() => chooseForDeploy(names)}>
          Choose again
        </Button>
      ) : null}
    </li>
  );
}

/** The deploys and rollbacks that happened last, newest first; interrupted ones say what can be done. */
export function RunsCard({ runs }: { runs: readonly Run[] }) {
  return (
    <section className="card runs" aria-label="Runs">
      <div className="ch">
        <h2>Runs</h2>
        <span className="cap mut">{runs.length === 0 ? '' : 'newest first'}</span>
        <span className="sp" />
        {runs.length === 0 ? null : (
          <button type="button" className="link cap" onClick={openHistory}>
            History
          </button>
        )}
      </div>
      <ScrollRegion className="changes-body" label="List of runs">
        {runs.length === 0 ? (
          <p className="none cap mut">Nothing was deployed from here yet. Choose hosts, then plan.</p>
        ) : (
          <ul>
            {runs.slice(0, SHOWN).map((run) => (
              <RunLine key={run.id} run={run} />
            ))}
          </ul>
        )}
      </ScrollRegion>
    </section>
  );
}
