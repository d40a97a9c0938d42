import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import {
  type Drive,
  type ErrorShape,
  type Job,
  toErrorShape,
  type WriteProgress,
  type WriteRecord,
} from '../../shared/contract';
import { announce, client, followJob, type JobView, showToast, tell, useJobView } from '../app';
import { ErrorLine, Icon, Progress, useNow } from '../ui';
import { AwaitHost } from './await-host';
import { BlockMap } from './block-map';
import { forgetJob } from './images-store';
import { Phases } from './phases';
import { endWords, etaWords, fineBytes, phaseWord, phaseWords, speedWords, stageWords } from './words';
import './write.css';

function Numbers({ progress }: { progress: WriteProgress }) {
  const { phase, done, total, bytesPerSecond, bottleneck } = progress;
  const verb = phase === 'verify' ? 'read' : phase === 'check' ? 'checked' : 'written';
  const slow = bottleneck === null || bottleneck === 'drive' ? '' : `, held up by ${stageWords(bottleneck)}`;
  return (
    <div className="row cap mut">
      <span>
        {total > 0 ? `${fineBytes(done)} of ${fineBytes(total)} ${verb}` : ''}
        {slow}
      </span>
      <span className="sp" />
      <span>{bytesPerSecond === null ? '' : speedWords(bytesPerSecond)}</span>
    </div>
  );
}

function Stalled({ stall }: { stall: NonNullable<WriteProgress['stall']> }) {
  const seconds = Math.max(0, Math.round((useNow() - Date.parse(stall.since)) / 1000));
  return (
    <output className="stalled sm warn">
      <Icon name="alert" small />
      Nothing has moved for {seconds} s; it waits for {stageWords(stall.stage)}. A slow stick may take that
      long once in a while.
    </output>
  );
}

/** Says each phase as it begins. */
function usePhasesTold(title: string, progress: WriteProgress | null): void {
  const phase = progress?.phase;
  const last = useRef(phase);
  useEffect(() => {
    if (phase !== undefined && last.current !== undefined && phase !== last.current)
      tell(`${title}: ${phaseWord(phase)}`);
    last.current = phase;
  }, [phase, title]);
}

function Running({ job, view, title }: { job: Job; view: JobView; title: string }) {
  const progress = view.write;
  usePhasesTold(title, progress);
  const step = job.steps.find(({ state }) => state === 'running');
  const fraction =
    progress !== null && progress.total > 0 && progress.phase === step?.id
      ? progress.done / progress.total
      : (step?.fraction ?? null);
  const phase = progress?.phase ?? 'check';
  const words =
    job.state === 'cancelling' ? 'Cancelling' : phaseWords(step?.id === 'check' ? 'check' : phase);
  return (
    <div className="progress">
      <div className="row g12 baseline">
        <span className="big">{fraction === null ? '–' : `${Math.floor(fraction * 100)} %`}</span>
        <span className="sm md el grow">{words}</span>
        <span className="cap mut nw">{progress === null ? '' : etaWords(progress)}</span>
      </div>
      <div className="pb">
        <Progress fraction={fraction} label={words} />
      </div>
      {progress === null ? null : <Numbers progress={progress} />}
      {progress?.stall ? <Stalled stall={progress.stall} /> : null}
      {progress !== null && progress.bytes > 0 ? (
        <BlockMap progress={progress} empty={view.writeEmpty} />
      ) : null}
    </div>
  );
}

function Ended({
  job,
  view,
  drive,
  record,
}: {
  job: Job;
  view: JobView;
  drive: Drive;
  record: WriteRecord | undefined;
}) {
  const [error, setError] = useState<ErrorShape | null>(null);
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const eject = async (): Promise<void> => {
    setError(null);
    try {
      const { words } = await client.drives.eject({ path: drive.path });
      announce(words);
      showToast({ title: words, detail: 'Nothing more is written to it' });
    } catch (failure) {
      setError(toErrorShape(failure));
    }
  };
  const isDone = job.state === 'done';
  const isForFiles = record?.purpose === 'files';
  const again = (
    <Button onClick={() => forgetJob(drive.path)}>{isDone ? 'Write another image' : 'Write again'}</Button>
  );
  return (
    <div className="progress">
      <p ref={heading} tabIndex={-1} className="row g12 write-ended">
        <span className={isDone ? 'ok' : job.state === 'failed' ? 'bad' : 'warn'}>
          <Icon name={isDone ? 'ok' : job.state === 'failed' ? 'fail' : 'alert'} />
        </span>
        <span className="md">
          {isDone
            ? isForFiles
              ? 'Emptied and read back: the drive takes files.'
              : 'Written, read back and equal: the drive is ready.'
            : endWords(job)}
        </span>
      </p>
      {job.error && job.state !== 'cancelled' ? <ErrorLine error={job.error} /> : null}
      {error ? <ErrorLine title="Eject" error={error} onClose={() => setError(null)} /> : null}
      <div className="row ended-actions">
        {isDone ? (
          <Button variant="contained" onClick={() => void eject()}>
            <Icon name="power" />
            Eject
          </Button>
        ) : null}
        {again}
      </div>
      {isDone && !isForFiles ? (
        <AwaitHost host={record?.image.host ?? null} />
      ) : view.write !== null && view.write.bytes > 0 ? (
        <BlockMap progress={view.write} empty={view.writeEmpty} />
      ) : null}
    </div>
  );
}

/** A drive's write: how far it is, its phases, and what can be done when it is over. */
export function WriteCard({
  drive,
  id,
  record,
}: {
  drive: Drive;
  id: string;
  record: WriteRecord | undefined;
}) {
  const view = useJobView(id);
  useEffect(() => followJob(id), [id]);
  const job = view?.job;
  const isRunning = job?.state === 'running' || job?.state === 'cancelling';
  const cancel = async (): Promise<void> => {
    await client.jobs.cancel({ job: id });
    announce('Cancelling: the drive is cleaned first');
  };
  return (
    <section className="card write-card" aria-label="Write" data-state={job?.state}>
      <div className="ch">
        <h2>{drive.title}</h2>
        <span className="mono m11 mut">{drive.path}</span>
        <span className="sp" />
        {isRunning ? (
          <Button className="s24 danger" onClick={() => void cancel()}>
            Cancel
          </Button>
        ) : null}
      </div>
      {view && job ? (
        <>
          {isRunning ? (
            <Running job={job} view={view} title={drive.title} />
          ) : (
            <Ended job={job} view={view} drive={drive} record={record} />
          )}
          <Phases job={job} bytes={view.write?.bytes ?? 0} />
        </>
      ) : null}
      <p className="note sm sec">
        <Icon name="back" small />
        Cancel leaves a clean, unbootable drive, never half a system.
      </p>
    </section>
  );
}
