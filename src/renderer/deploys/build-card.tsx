import { useCallback, useState } from 'react';
import type { JobView } from '../app';
import { duration, Segmented } from '../ui';
import { BuildFailed } from './build-failed';
import { BuildLines } from './build-lines';
import { BuildLog, LogLines } from './build-log';
import { countNodes } from './build-tree';

const TAIL_LINES = 4;

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
  const [only, setOnly] = useState<string | null>(null);
  const read = useCallback((name: string): void => {
    setOnly(name);
    setTab('log');
  }, []);
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
          <BuildLines nodes={view.nodes} ended={view.ended} onRead={read} />
          <div className="lg" aria-hidden="true">
            <LogLines lines={view.log.slice(-TAIL_LINES)} begun={begun} />
          </div>
        </>
      ) : (
        <BuildLog view={view} begun={begun} only={only} onAll={() => setOnly(null)} />
      )}
    </section>
  );
}
