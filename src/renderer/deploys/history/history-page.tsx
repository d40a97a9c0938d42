import Button from '@mui/material/Button';
import { useCallback, useEffect, useRef } from 'react';
import { toErrorShape } from '../../../shared/contract';
import { announce, navigate, setView } from '../../app';
import { counted, EmptyState, ErrorLine, Skeleton } from '../../ui';
import { DeploysViews } from '../deploys-views';
import { ExportMenu } from './export-menu';
import './history.css';
import { HistoryToolbar } from './history-toolbar';
import { RunDetails } from './run-details';
import { RunList } from './run-list';
import { setHistoryState, showEverything, useHistoryState } from './store';
import { useHistory } from './use-history';

/** Every run that happened, to be searched, read and exported. */
export function HistoryPage() {
  const { query, runs, total, error, isPending, isStale, more, again } = useHistory();
  const open = useHistoryState((state) => state.open);
  const main = useRef<HTMLElement>(null);
  const isNarrowed = Object.keys(query).length > 0;
  useEffect(() => {
    if (isNarrowed && !isStale && total !== null) announce(`${counted(total, 'run')} found`);
  }, [isNarrowed, isStale, total]);
  const moreRef = useRef(more);
  useEffect(() => {
    moreRef.current = more;
  });
  const onNearEnd = useCallback(() => moreRef.current(), []);
  const close = (): void => {
    setHistoryState({ open: null });
    requestAnimationFrame(() =>
      main.current?.querySelector<HTMLElement>(`[data-run="${CSS.escape(open ?? '')}"]`)?.focus(),
    );
  };
  return (
    <main ref={main} aria-label="Deploys">
      <div className="ph">
        <h1>Deploys</h1>
        <DeploysViews />
        <span className="cap mut el">
          {total === null ? '' : `${counted(total, 'run')}${isNarrowed ? ' found' : ''}, newest first`}
        </span>
        <span className="sp" />
        <ExportMenu query={query} count={total ?? 0} />
      </div>
      <HistoryToolbar />
      {error ? (
        <ErrorLine title="The runs could not be read" error={toErrorShape(error)} onRetry={again} />
      ) : null}
      <div className={open === null ? 'history-grid' : 'history-grid with-run'}>
        <section className="history-list" aria-label="History" aria-busy={isStale}>
          {isPending ? <Skeleton rows={6} label="Reading runs" /> : null}
          {total === 0 && isNarrowed ? (
            <EmptyState
              icon="search"
              title="No run found"
              words="No record and no log that is kept has this."
            >
              <Button onClick={showEverything}>Show all runs</Button>
            </EmptyState>
          ) : null}
          {total === 0 && !isNarrowed ? (
            <EmptyState
              icon="deploys"
              title="Nothing was deployed from here yet"
              words="Each deploy and each rollback is kept here, with its plan, its log and what came of every host."
            >
              <Button
                onClick={() => {
                  setView({ deployHistory: false });
                  navigate('/deploys');
                }}
              >
                Choose hosts
              </Button>
            </EmptyState>
          ) : null}
          {runs.length > 0 ? <RunList runs={runs} open={open} onNearEnd={onNearEnd} /> : null}
        </section>
        {open === null ? null : <RunDetails key={open} id={open} onClose={close} />}
      </div>
    </main>
  );
}
