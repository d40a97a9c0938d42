import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Job } from '../../shared/contract';
import {
  announce,
  client,
  followJob,
  invalidate,
  notifyFailure,
  setView,
  useJobView,
  type LogLine,
} from '../app';
import { Chip, duration, ErrorLine, Icon, useNow, type Tone } from '../ui';

const LINE_HEIGHT = 16;
/** Pixels from the end within which the output is followed. */
const NEAR = 40;

const STATES: Record<Job['state'], { words: string; tone: Tone }> = {
  running: { words: 'Running', tone: 'acc' },
  cancelling: { words: 'Ending', tone: 'warn' },
  done: { words: 'Done', tone: 'ok' },
  failed: { words: 'Failed', tone: 'bad' },
  cancelled: { words: 'Cancelled', tone: 'plain' },
  interrupted: { words: 'Interrupted', tone: 'warn' },
};

function close(): void {
  setView({ shownJob: null });
}

async function cancel(job: string): Promise<void> {
  try {
    await client.jobs.cancel({ job });
    invalidate('jobs');
  } catch (error) {
    notifyFailure('Cancel')(error);
  }
}

function Took({ job }: { job: Job }) {
  const now = useNow();
  const end = job.endedAt === undefined ? now : Date.parse(job.endedAt);
  return <span className="cap mut nw">{duration(Math.max(0, end - Date.parse(job.startedAt)))}</span>;
}

/** What the program said, drawn as far as it is in view; the end is followed while one looks at it. */
function Output({ lines, dropped }: { lines: readonly LogLine[]; dropped: number }) {
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
  });
  useEffect(() => {
    if (atEnd.current && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [virtual, lines.length]);
  return (
    <section
      ref={scroller}
      className="job-output"
      aria-label="Output"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by keyboard needs the focus
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
      }}
    >
      {dropped > 0 ? <p className="cap mut">{dropped} earlier lines are in the job’s log.</p> : null}
      <div className="job-lines" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            className={lines[index]?.source === 'stderr' ? 'err' : undefined}
            style={{ transform: `translateY(${start}px)` }}
          >
            {lines[index]?.text}
          </div>
        ))}
      </div>
      {lines.length === 0 ? <p className="cap mut">It has said nothing yet.</p> : null}
    </section>
  );
}

/** A job that is a program of the user's own: how it stands, what it says, and the way to end it. */
export function JobPanel({ id }: { id: string }) {
  const view = useJobView(id);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    followJob(id);
    panel.current?.focus();
  }, [id]);
  const job = view?.job ?? null;
  const state = job ? STATES[job.state] : null;
  const running = job?.state === 'running' || job?.state === 'cancelling';
  const text = view?.log.map((line) => line.text).join('\n') ?? '';
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes from wherever the focus is in it
    <aside
      ref={panel}
      className="src-panel job-panel"
      aria-label={job ? `Output of ${job.title}` : 'Output'}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header className="src-head row">
        <Icon name="terminals" small />
        <h2 className="mono el" title={job?.title}>
          {job?.title ?? 'Starting'}
        </h2>
        {state ? <Chip tone={state.tone}>{state.words}</Chip> : null}
        {job ? <Took job={job} /> : null}
        <span className="sp" />
        <Button
          className="s24"
          variant="text"
          disabled={text === ''}
          onClick={() => void navigator.clipboard?.writeText(text).then(() => announce('Output copied'))}
        >
          Copy
        </Button>
        {running ? (
          <Button className="s24" onClick={() => void cancel(id)}>
            {job.state === 'cancelling' ? 'Kill' : 'Cancel'}
          </Button>
        ) : null}
        <IconButton className="s24" aria-label="Close the output" onClick={close}>
          <Icon name="x" />
        </IconButton>
      </header>
      {job?.error ? <ErrorLine error={job.error} /> : null}
      <Output lines={view?.log ?? []} dropped={view?.dropped ?? 0} />
    </aside>
  );
}
