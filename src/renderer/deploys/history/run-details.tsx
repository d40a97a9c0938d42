import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toErrorShape, type Run, type RunDetails as Details } from '../../../shared/contract';
import { nextStep } from '../../../shared/runs';
import { api, chooseForDeploy, openDeployJob, openGenerations, outcomeLook, runLook } from '../../app';
import { duration, ErrorLine, Icon, moment, ScrollRegion, Segmented, Skeleton, useNow } from '../../ui';
import { Packages, Units } from '../changes-card';
import { planSummary } from '../plan-words';
import { RunLog } from './run-log';
import { deedWords, figuresWords } from './words';

type Tab = 'hosts' | 'plan' | 'log';

const TABS: readonly { value: Tab; words: string }[] = [
  { value: 'hosts', words: 'Hosts' },
  { value: 'plan', words: 'Plan' },
  { value: 'log', words: 'Log' },
];

function Facts({ run }: { run: Run }) {
  const now = useNow();
  const took = run.ended ? `, took ${duration(Date.parse(run.ended) - Date.parse(run.started))}` : '';
  const facts: readonly (readonly [string, string, string?])[] = [
    ['When', `${moment(run.started, now)}${took}`, run.started],
    ['By', run.who],
    ['Did', deedWords(run)],
    ['Commit', run.commit ?? 'none', run.commit ?? undefined],
    ...(run.draft === null
      ? []
      : [['Draft', `uncommitted changes ${run.draft.slice(0, 12)}`, run.draft] as const]),
    ['Fleet', run.fleet, run.fleet],
    ['Run', run.id],
  ];
  return (
    <dl className="versions run-facts">
      {facts.map(([name, words, tip]) => (
        <div key={name}>
          <dt className="mut">{name}</dt>
          <dd
            title={tip}
            className={name === 'Commit' || name === 'Fleet' || name === 'Run' ? 'mono m11' : undefined}
          >
            {words}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function HostResult({ run, host }: { run: Run; host: Run['hosts'][number] }) {
  const look = outcomeLook(host.outcome, run.kind);
  const step = host.outcome === null ? null : nextStep(run.kind, { outcome: host.outcome });
  return (
    <li className="run-host" data-host={host.host} data-outcome={host.outcome ?? 'none'}>
      <span className="row g6 sm">
        <span className={look.tone}>
          <Icon name={look.icon} small />
        </span>
        <b className="md">{host.host}</b>
        <span className="sec">
          {run.state === 'running' && host.outcome === null ? 'Under way' : look.words}
        </span>
        <span className="sp" />
        <Button
          variant="text"
          className="s24"
          aria-label={`Generations of ${host.host}`}
          onClick={() => openGenerations(host.host)}
        >
          {host.generation === null ? 'Generations' : `Generation ${host.generation}`}
        </Button>
      </span>
      <span className="cap mut">{figuresWords(host.planned)}</span>
      {host.reason ? <span className="cap sec">{host.reason}</span> : null}
      {step ? <span className="cap mut">{step.words}</span> : null}
      {host.to === null ? null : <span className="mono m11 mut store-path">{host.to}</span>}
    </li>
  );
}

const GONE = 'It is not kept any more: logs and plans of the last 200 runs are.';

function Plans({ details: { run, plans } }: { details: Details }) {
  const [picked, setPicked] = useState<string | null>(null);
  if (run.state === 'running') return <p className="none cap mut">It goes on. Watch it under Deploy.</p>;
  if (plans === null) return <p className="none cap mut">{GONE}</p>;
  const plan = plans.find(({ host }) => host === picked) ?? plans[0];
  if (!plan) return <p className="none cap mut">Nothing was compared.</p>;
  return (
    <ScrollRegion className="changes-body" label={`Plan of ${plan.host}`}>
      {plans.length > 1 ? (
        <div className="changes-hosts">
          <Segmented
            label="Host"
            value={plan.host}
            options={plans.map(({ host }) => ({ value: host, words: host }))}
            onChange={setPicked}
          />
        </div>
      ) : null}
      <p className="none cap mut">{planSummary(plan)}</p>
      {plan.packages ? <Packages packages={plan.packages} /> : null}
      {plan.units ? <Units units={plan.units} /> : null}
    </ScrollRegion>
  );
}

function Body({ details, tab }: { details: Details; tab: Tab }) {
  const { run, log, dropped } = details;
  switch (tab) {
    case 'hosts':
      return (
        <ScrollRegion className="changes-body" label="Results of hosts">
          <ul>
            {run.hosts.map((host) => (
              <HostResult key={host.host} run={run} host={host} />
            ))}
          </ul>
        </ScrollRegion>
      );
    case 'plan':
      return <Plans details={details} />;
    case 'log':
      if (run.state === 'running') return <p className="none cap mut">It goes on. Watch it under Deploy.</p>;
      if (log === null) return <p className="none cap mut">{GONE}</p>;
      return <RunLog log={log} dropped={dropped} started={run.started} />;
  }
}

/** The worst that came of it; the reason of a single host stands with that host. */
function wordsOf(run: Run): string {
  const [only, ...others] = run.hosts;
  const isOne = run.state === 'done' && only !== undefined && others.length === 0;
  return isOne ? outcomeLook(only.outcome, run.kind).words : runLook(run).words;
}

/** Where there is little room it stands below the list. */
function intoView(panel: HTMLElement | null): void {
  panel?.scrollIntoView({ block: 'nearest' });
}

/** One run: who, when and from what; what came of each host, what was planned, what was said. */
export function RunDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const details = useQuery(api.deploys.run.queryOptions({ input: { run: id } }));
  const [tab, setTab] = useState<Tab>('hosts');
  const run = details.data?.run;
  const look = run ? runLook(run) : null;
  const names = run?.hosts.map(({ host }) => host) ?? [];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes from wherever the focus is in it
    <aside
      ref={intoView}
      className="card changes run-details"
      aria-label="Run"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="ch">
        <h2 className="el" title={names.join(', ')}>
          {run ? names.join(', ') : id}
        </h2>
        <span className="sp" />
        <IconButton className="s24" aria-label="Close the run" onClick={onClose}>
          <Icon name="x" small />
        </IconButton>
      </div>
      {details.isPending ? <Skeleton rows={6} label="Reading the run" /> : null}
      {details.error ? (
        <ErrorLine error={toErrorShape(details.error)} onRetry={() => void details.refetch()} />
      ) : null}
      {details.data && run && look ? (
        <>
          <p className={`none sm row g6 ${look.tone}`}>
            <Icon name={look.icon} small />
            <span>{wordsOf(run)}</span>
          </p>
          {run.advice ? <p className="none cap warn run-advice">{run.advice}</p> : null}
          <Facts run={run} />
          <div className="run-tabs">
            <Segmented label="Shown of the run" value={tab} options={TABS} onChange={setTab} />
            <span className="sp" />
            {run.state === 'running' ? (
              <Button className="s24" onClick={() => openDeployJob(run.id)}>
                Watch
              </Button>
            ) : (
              <Button className="s24" onClick={() => chooseForDeploy(names)}>
                Choose again
              </Button>
            )}
          </div>
          <Body details={details.data} tab={tab} />
        </>
      ) : null}
    </aside>
  );
}
