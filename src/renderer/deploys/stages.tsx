/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the ring is drawn, so that it can step each second */
import { Fragment } from 'react';
import type { DeployStage, HostResult, Job } from '../../shared/contract';
import { nextStep } from '../../shared/runs';
import { factText, openGenerations, outcomeLook, useInventory, type JobView, type StageView } from '../app';
import { duration, Icon, useNow, type IconName } from '../ui';
import { waveGroups } from './wave-groups';

const WORDS: Record<DeployStage, string> = {
  evaluate: 'Evaluate',
  build: 'Build',
  copy: 'Copy',
  activate: 'Activate',
  confirm: 'Confirm',
};

/** The stages a job of this kind passes. */
function stagesOf(kind: Job['kind']): readonly DeployStage[] {
  switch (kind) {
    case 'plan':
    case 'build':
    case 'evaluate':
      return ['evaluate', 'build'];
    case 'rollback':
    case 'delete-generations':
      return ['activate', 'confirm'];
    case 'deploy':
    case 'practice':
    case 'recipe':
    case 'explain':
    case 'build-image':
    case 'write':
    case 'self-test':
      return ['evaluate', 'build', 'copy', 'activate', 'confirm'];
  }
}

const WAITING: StageView = { state: 'waiting', fraction: null };
const ICONS: Record<StageView['state'], IconName> = {
  waiting: 'dot',
  running: 'spin',
  done: 'check',
  failed: 'fail',
  skipped: 'inert',
};

/** Below this many milliseconds a duration would read as nothing at all. */
const NOTICEABLE_MS = 100;

function stageWords({ state, words, tookMs }: StageView): string {
  if (state === 'skipped') return words ?? 'skipped';
  // What it waits for stands at the right, where there is room.
  if (state === 'waiting') return '';
  const took = tookMs === undefined ? undefined : tookMs < NOTICEABLE_MS ? 'under 0.1 s' : duration(tookMs);
  return [took, words].filter(Boolean).join(', ');
}

function Stage({ stage, view }: { stage: DeployStage; view: StageView }) {
  const filled = view.state === 'done' ? 1 : view.state === 'running' ? (view.fraction ?? 0.12) : 0;
  return (
    <li className={`ts ${view.state}`} data-stage={stage} data-state={view.state}>
      <div className="tline">
        <i style={{ width: `${filled * 100}%` }} />
      </div>
      <div className={view.state === 'running' ? 'row g4 tn live-stroke' : 'row g4 tn'}>
        <Icon name={ICONS[view.state]} small label={view.state} />
        <b>{WORDS[stage]}</b>
      </div>
      <span className="cap mut el" title={stageWords(view)}>
        {stageWords(view)}
      </span>
    </li>
  );
}

const RADIUS = 26;
const AROUND = 2 * Math.PI * RADIUS;
/** Below this many seconds the ring asks for attention. */
const SOON = 15;

/** The seconds until a host goes back by itself; its words say what happens at zero. */
function Ring({ stage, deadlineAt, span }: { stage: DeployStage; deadlineAt: number; span: number }) {
  const left = Math.max(0, Math.ceil((deadlineAt - useNow()) / 1000));
  const share = span > 0 ? Math.min(1, left / span) : 0;
  return (
    <div className="row g12">
      <svg
        className={left < SOON ? 'ring soon' : 'ring'}
        viewBox="0 0 60 60"
        role="img"
        aria-label={`${left} seconds until rollback`}
      >
        <circle className="ring-track" cx="30" cy="30" r={RADIUS} />
        <circle
          className="ring-left"
          cx="30"
          cy="30"
          r={RADIUS}
          strokeDasharray={`${share * AROUND} ${AROUND}`}
          transform="rotate(-90 30 30)"
        />
        <text x="50%" y="50%" dy="5.5">
          {left}
        </text>
      </svg>
      <div className="col">
        <span className="sm md">Rolls back in {left} s</span>
        <span className="cap mut">{stage === 'activate' ? 'unless it has ended' : 'unless confirmed'}</span>
      </div>
    </div>
  );
}

function Outcome({ result, kind }: { result: HostResult; kind: Job['kind'] }) {
  const asRun = kind === 'rollback' ? 'rollback' : 'deploy';
  const look = outcomeLook(result.outcome, asRun);
  const step = nextStep(asRun, result);
  const { host, reason, generation } = result;
  return (
    <div className="col outcome" data-outcome={result.outcome}>
      <span className={`row g6 sm md ${look.tone}`}>
        <Icon name={result.away === true ? 'clock' : look.icon} small />
        {result.away === true ? 'Away, skipped' : look.words}
      </span>
      <span className="cap mut" title={[reason, step?.words].filter(Boolean).join(' ')}>
        {reason ?? (generation === null ? '' : `generation ${generation}`)}
      </span>
      {step?.action === 'choose-generation' ? (
        <button type="button" className="link cap" title={step.words} onClick={() => openGenerations(host)}>
          Choose a generation
        </button>
      ) : null}
    </div>
  );
}

function Line({
  host,
  view,
  job,
  generation,
}: {
  host: string;
  view: JobView;
  job: Job;
  generation: string | null;
}) {
  const stages = view.stages.get(host);
  const list = stagesOf(job.kind);
  const result = view.results.get(host);
  const runningStage = list.find((stage) => stages?.get(stage)?.state === 'running');
  const running = runningStage && stages?.get(runningStage);
  const waiting = list
    .map((stage) => stages?.get(stage))
    .find((stage) => stage?.state === 'waiting' && stage.words !== undefined)?.words;
  const look = result ? outcomeLook(result.outcome, job.kind === 'rollback' ? 'rollback' : 'deploy') : null;
  const live = !result && !view.ended;
  const planned = view.plans.get(host);
  return (
    <div className="hl" data-host={host}>
      <div className="hh">
        <span className="row">
          <span className={look?.tone ?? (live ? 'acc live-stroke' : 'mut')}>
            <Icon name={look?.icon ?? (live ? 'spin' : planned ? 'ok' : 'dot')} />
          </span>
          <b className="md el" title={host}>
            {host}
          </b>
        </span>
        <span className="cap mut">
          {generation === null ? 'generation not known' : `generation ${generation}`}
        </span>
      </div>
      <ol className={`tl n${list.length}`} aria-label={`Stages of ${host}`}>
        {list.map((stage) => (
          <Stage key={stage} stage={stage} view={stages?.get(stage) ?? WAITING} />
        ))}
      </ol>
      <div className="rg">
        {result ? (
          <Outcome result={result} kind={job.kind} />
        ) : runningStage && running?.deadlineAt !== undefined && !view.ended ? (
          <Ring stage={runningStage} deadlineAt={running.deadlineAt} span={running.deadlineSpan ?? 60} />
        ) : planned && job.kind === 'plan' ? (
          <span className="cap sec">
            {planned.unchanged ? 'Runs this system already' : 'Planned; nothing was changed'}
          </span>
        ) : (
          <span className="cap mut">{running?.words ?? (view.ended ? 'No outcome' : (waiting ?? ''))}</span>
        )}
      </div>
    </div>
  );
}

/** One line a host: five stages in a deploy, fewer where a job has fewer. Hosts stand in the order of their waves. */
export function Stages({ view, job }: { view: JobView; job: Job }) {
  const hosts = useInventory().data?.hosts ?? [];
  return (
    <section className="card stages" aria-label="Stages">
      {waveGroups(job, view).map(({ title, words, hosts: names }) => (
        <Fragment key={title ?? ''}>
          {title === null ? null : (
            <div className="wave">
              <h2 className="lab">{title}</h2>
              <span className="cap mut">{words}</span>
            </div>
          )}
          {names.map((name) => (
            <Line
              key={name}
              host={name}
              view={view}
              job={job}
              generation={factText(hosts.find((host) => host.name === name)?.facts['generation'])}
            />
          ))}
        </Fragment>
      ))}
    </section>
  );
}
