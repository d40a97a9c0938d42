import { useEffect, useRef, useState } from 'react';
import type { JobView, LogLine } from '../app';
import { duration, ScrollRegion, Segmented } from '../ui';
import { BuildFailed } from './build-failed';
import { BuildLines } from './build-lines';
import { countNodes } from './build-tree';

/** Lines on screen; what is older is counted, and kept in the journal. */
const SHOWN_LINES = 600;
const TAIL_LINES = 4;

function lineTone(text: string): string | undefined {
  if (/^\s*error[:\s]/i.test(text)) return 'bad';
  return /^\s*(evaluation )?warning[:\s]/i.test(text) ? 'warn' : undefined;
}

function Lines({ lines, begun }: { lines: readonly LogLine[]; begun: number }) {
  return lines.map((line) => (
    <div key={line.seq} className={lineTone(line.text)}>
      <u>{Math.max(0, (Date.parse(line.at) - begun) / 1000).toFixed(1)}</u>
      {line.text}
    </div>
  ));
}

/** The log; stays at its end unless somebody scrolled up to read. */
function Log({ view, begun }: { view: JobView; begun: number }) {
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const lines = view.log.slice(-SHOWN_LINES);
  const earlier = view.dropped + view.log.length - lines.length;
  const last = lines.at(-1)?.seq;
  useEffect(() => {
    const scroller = box.current?.parentElement;
    if (scroller && follow.current && last !== undefined) scroller.scrollTop = scroller.scrollHeight;
  }, [last]);
  useEffect(() => {
    const scroller = box.current?.parentElement;
    const onScroll = (): void => {
      if (scroller) follow.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
    };
    scroller?.addEventListener('scroll', onScroll);
    return () => scroller?.removeEventListener('scroll', onScroll);
  }, []);
  return (
    <ScrollRegion className="lg full" label="Log">
      <div ref={box}>
        {earlier > 0 ? <div className="mut">{earlier} earlier lines are kept in the journal</div> : null}
        {lines.length === 0 ? <div className="mut">Nothing was said yet.</div> : null}
        <Lines lines={lines} begun={begun} />
      </div>
    </ScrollRegion>
  );
}

/** How far it is, and how long it may take by what earlier builds took. */
function summaryWords({ nodes, build, ended }: JobView): string {
  const { done, total, failed } = countNodes(nodes);
  if (total === 0) return ended ? 'nothing had to be built' : '';
  const left =
    ended || build.etaMs === undefined ? '' : `, about ${duration(Math.max(1000, build.etaMs))} left`;
  return `${done} of ${total}${failed > 0 ? `, ${failed} failed` : ''}${left}`;
}

/** Nix at work: the tree of what it builds and fetches, and what it says. */
export function BuildCard({ view }: { view: JobView }) {
  const [tab, setTab] = useState<'tree' | 'log'>('tree');
  const begun = view.job ? Date.parse(view.job.startedAt) : 0;
  const summary = summaryWords(view);
  return (
    <section className="card build" aria-label="Build">
      <div className="ch">
        <h2>Build</h2>
        <span className="cap mut">{summary}</span>
        <span className="sp" />
        <span className="seg-small">
          <Segmented
            label="Build view"
            value={tab}
            options={[
              { value: 'tree', words: 'Tree' },
              { value: 'log', words: 'Log' },
            ]}
            onChange={setTab}
          />
        </span>
      </div>
      <BuildFailed view={view} />
      {tab === 'tree' ? (
        <>
          <BuildLines nodes={view.nodes} ended={view.ended} />
          <div className="lg" aria-hidden="true">
            <Lines lines={view.log.slice(-TAIL_LINES)} begun={begun} />
          </div>
        </>
      ) : (
        <Log view={view} begun={begun} />
      )}
    </section>
  );
}
