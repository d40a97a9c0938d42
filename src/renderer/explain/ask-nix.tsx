import Button from '@mui/material/Button';
import { useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { nixAnswerSchema, toErrorShape, type ErrorShape, type NixAnswer } from '../../shared/contract';
import { priorityWords } from '../../shared/explain';
import { client, followAskedJob, invalidate, notifyFailure, useJobView } from '../app';
import { ErrorLine, Icon } from '../ui';
import { PlaceLink } from './place-link';
import { valueWords } from './value-words';

function Place({ file, line, isOwn }: { file: string; line?: number; isOwn: boolean }) {
  if (isOwn) return <PlaceLink file={file} {...(line === undefined ? {} : { line })} />;
  return (
    <span className="mono m11 mut" title="Not a file of this fleet">
      {line === undefined ? file : `${file}:${line}`}
    </span>
  );
}

function Told({ answer, inSource }: { answer: NixAnswer; inSource: ReadonlySet<string> }) {
  if (!answer.declared) return <p className="cap sec">Nix knows no such option on {answer.host}.</p>;
  return (
    <>
      <dl className="why-values">
        <dt className="mut">Nix says</dt>
        <dd className="mono">
          {answer.value === undefined ? 'reading it throws' : valueWords(answer.value)}{' '}
          {answer.priority === null ? null : <span className="mut">by {priorityWords(answer.priority)}</span>}
        </dd>
        {answer.declarations.map(({ file, line, isOwn }) => (
          <div key={`${file}${line}`} className="why-pair">
            <dt className="mut">Declared</dt>
            <dd>
              <Place file={file} isOwn={isOwn} {...(line === undefined ? {} : { line })} />
            </dd>
          </div>
        ))}
      </dl>
      <ol aria-label="What Nix says defines it">
        {answer.definitions.map(({ file, value, isOwn }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- one file may define it twice alike
          <li key={at} className="decides">
            <code className="why-text">{valueWords(value)}</code>
            {inSource.has(file) ? null : <span className="cap sec">Known to evaluation alone</span>}
            <Place file={file} isOwn={isOwn} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** Has Nix evaluate the one value, with everything that only evaluation knows of it; can be cancelled. */
export function AskNix({
  host,
  path,
  inSource,
}: {
  host: string;
  path: string;
  /** Files whose definitions source shows. */
  inSource: ReadonlySet<string>;
}) {
  const [job, setJob] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<ErrorShape | null>(null);
  const view = useJobView(job);
  const ask = async (): Promise<void> => {
    setRefusal(null);
    try {
      const started = await client.explain.askNix({ host, path });
      setJob(started.job);
      followAskedJob(started.job);
      invalidate('jobs');
    } catch (error) {
      setRefusal(toErrorShape(toAppError(error)));
    }
  };
  const answer = nixAnswerSchema.safeParse(view?.result).data;
  const failure = refusal ?? view?.job?.error ?? null;
  const state = view?.job?.state;
  if (answer) return <Told answer={answer} inSource={inSource} />;
  if (job !== null && (state === undefined || state === 'running' || state === 'cancelling')) {
    return (
      <p className="row cap">
        <span className="acc live-stroke">
          <Icon name="spin" small />
        </span>
        <output className="grow">Nix evaluates this value</output>
        <Button
          className="s24"
          onClick={() => void client.jobs.cancel({ job }).catch(notifyFailure('Cancel'))}
        >
          Cancel
        </Button>
      </p>
    );
  }
  return (
    <>
      {failure && state !== 'cancelled' ? <ErrorLine title="Nix did not answer" error={failure} /> : null}
      <Button className="s24" onClick={() => void ask()}>
        <Icon name="eval" small />
        Ask Nix
      </Button>
    </>
  );
}
