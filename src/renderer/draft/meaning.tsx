import Button from '@mui/material/Button';
import type { Draft, DraftEvaluation } from '../../shared/contract';
import { meaningGroups } from '../../shared/features';
import { evaluate, useJobs, useStatus } from '../app';
import { PlaceLink } from '../explain';
import { Ago, Icon, ScrollRegion } from '../ui';
import { systemWords } from './words';

function Features({ words, paths, sign }: { words: string; paths: readonly string[]; sign: string }) {
  return paths.map((path) => (
    <li key={path}>
      <span className={sign === '+' ? 'ok' : 'bad'} aria-hidden="true">
        {sign}
      </span>{' '}
      <span className="mono m11">{path}</span> <span className="unseen">{words}</span>
    </li>
  ));
}

function Host({ entry, told }: { entry: Draft['meaning'][number]; told: Told | undefined }) {
  const { come, go, other } = meaningGroups(entry);
  return (
    <div className="ml" data-host={entry.host}>
      <b className="el" title={entry.host}>
        {entry.host}
      </b>
      <ul>
        <Features words="comes" paths={come} sign="+" />
        <Features words="goes" paths={go} sign="−" />
        {other.map((change) => (
          <li key={change.path}>
            <span className="mono m11">{change.path}</span>{' '}
            <span className="mut">
              {change.from ?? 'not set'} → {change.to ?? 'not set'}
            </span>
          </li>
        ))}
        {told ? <Evaluated told={told} /> : null}
      </ul>
    </div>
  );
}

type Told = DraftEvaluation['hosts'][number];

function Evaluated({ told }: { told: Told }) {
  const fails = told.system === 'fails';
  return (
    <>
      <li className={fails ? 'bad row g4' : 'mut row g4'}>
        <Icon name={fails ? 'fail' : 'eval'} small />
        {systemWords(told.system)}
      </li>
      {told.problems.map(({ words, file, line }) => (
        <li key={words} className="sec">
          {words}{' '}
          {file === undefined ? null : <PlaceLink file={file} {...(line === undefined ? {} : { line })} />}
        </li>
      ))}
      {told.warnings.map((words) => (
        <li key={words} className="warn">
          <Icon name="alert" small label="Warning" /> {words}
        </li>
      ))}
    </>
  );
}

/** How far evaluation is with the draft; it never holds up a gesture. */
function Foot({ evaluation }: { evaluation: DraftEvaluation | null }) {
  const isRunning =
    useJobs().data?.some((job) => job.kind === 'evaluate' && job.state === 'running') ?? false;
  const status = useStatus().data;
  if (isRunning) {
    return (
      <span className="cap mut row g4 mean-foot">
        <span className="live-stroke">
          <Icon name="spin" small />
        </span>
        evaluating…
      </span>
    );
  }
  if (evaluation?.state === 'current' && evaluation.at !== null) {
    return (
      <span className="cap mut row g4 mean-foot">
        <Icon name="eval" small />
        <span>
          evaluated <Ago at={evaluation.at} />
          {evaluation.same > 0
            ? `; ${evaluation.same === 1 ? '1 host keeps' : `${evaluation.same} hosts keep`} the very same system`
            : ''}
        </span>
      </span>
    );
  }
  const words = evaluation?.state === 'old' ? 'evaluated before this change' : 'from source, not evaluated';
  return (
    <span className="cap mut row g4 mean-foot">
      <Icon name="source" small />
      <span className="grow">{words}</span>
      {status?.nix.available ? (
        <Button variant="text" className="s24" onClick={() => void evaluate()}>
          Evaluate
        </Button>
      ) : null}
    </span>
  );
}

/** What a draft means for each host: from source at once, from evaluation when it is there. */
export function Meaning({ draft, hosts }: { draft: Draft; hosts: number }) {
  const changed = draft.meaning.filter((entry) => entry.changes.length > 0);
  const told = draft.evaluation?.hosts ?? [];
  const more = told.filter(({ host }) => !changed.some((entry) => entry.host === host));
  const others = hosts - changed.length - more.length;
  return (
    <ScrollRegion className="mean" label="What it means">
      <h3 className="lab">What it means</h3>
      {changed.map((entry) => (
        <Host key={entry.host} entry={entry} told={told.find(({ host }) => host === entry.host)} />
      ))}
      {more.map((one) => (
        <div className="ml" key={one.host} data-host={one.host}>
          <b className="el" title={one.host}>
            {one.host}
          </b>
          <ul>
            <Evaluated told={one} />
          </ul>
        </div>
      ))}
      {others > 0 ? (
        <div className="ml mut">
          <b>{others === 1 ? '1 other' : `${others} others`}</b>
          <span>no option changes</span>
        </div>
      ) : null}
      {draft.files.length > 0 ? <Foot evaluation={draft.evaluation} /> : null}
    </ScrollRegion>
  );
}
