import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toErrorShape, type Generation } from '../../../shared/contract';
import { announce, api, deployable, setView, useInventory, useJobs } from '../../app';
import { counted, EmptyState, ErrorLine, PickMenu, ScrollRegion, Skeleton, useNow } from '../../ui';
import { DeploysViews } from '../deploys-views';
import { startDeleteGenerations } from '../start-job';
import { CompareCard } from './compare-card';
import { DeleteDialog } from './delete-dialog';
import { Deletion } from './deletion';
import './generations.css';
import { GenerationsTable } from './generations-table';
import { RollbackDialog } from './rollback-dialog';
import { comparedPair, isHeld, olderThan } from './words';

/** What is offered to be marked at once, in days. */
const OLD_DAYS = 30;

function HostPick({ host }: { host: string }) {
  const hosts = useInventory().data?.hosts ?? [];
  const names = hosts.filter(deployable).map(({ name }) => name);
  const options = (names.includes(host) ? names : [host, ...names]).map((name) => ({
    value: name,
    words: name,
  }));
  return (
    <PickMenu
      label="Host"
      value={host}
      options={options}
      onPick={(name) => setView({ generationsOf: name })}
    />
  );
}

/** Jobs that hold a host exclude a rollback and a deletion there. */
function useIsBusy(host: string): boolean {
  return (useJobs().data ?? []).some(
    (job) =>
      (job.state === 'running' || job.state === 'cancelling') &&
      job.hosts.includes(host) &&
      (job.kind === 'deploy' || job.kind === 'rollback' || job.kind === 'delete-generations'),
  );
}

/** The systems a host has had: compare any two, go back to any, delete what is not needed any more. */
export function GenerationsPage({ host }: { host: string }) {
  const now = useNow();
  // Others may have deployed since it was read last.
  const generations = useQuery(api.deploys.generations.queryOptions({ input: { host }, staleTime: 0 }));
  const busy = useIsBusy(host);
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [rollback, setRollback] = useState<Generation | null>(null);
  const [deleting, setDeleting] = useState<readonly number[] | null>(null);
  const [job, setJob] = useState<string | null>(null);

  const list = generations.data?.generations ?? [];
  const there = new Set(list.filter(({ number }) => marked.has(number)).map(({ number }) => number));
  const mayGo = list.filter((one) => there.has(one.number) && !isHeld(one, list)).map(({ number }) => number);
  const old = olderThan(list, OLD_DAYS, now);
  const mark = (numbers: Iterable<number>): void => {
    const next = new Set(numbers);
    setMarked(next);
    announce(`${counted(next.size, 'generation')} marked`);
  };
  const onMark = (number: number, on: boolean): void => {
    const next = new Set(there);
    if (on) next.add(number);
    else next.delete(number);
    mark(next);
  };

  return (
    <main aria-label="Deploys">
      <div className="ph">
        <h1>Deploys</h1>
        <DeploysViews />
        <span className="cap mut el">
          {generations.data ? `${counted(list.length, 'generation')} of ${host}` : host}
        </span>
      </div>
      <div className="toolbar">
        <HostPick host={host} />
        <span className="sp" />
        <span className="cap mut nw">{there.size === 0 ? 'None marked' : `${there.size} marked`}</span>
        {there.size > 0 ? (
          <Button variant="text" className="s24" onClick={() => mark([])}>
            Clear
          </Button>
        ) : null}
        <Button
          variant="text"
          className="s24"
          disabled={old.length === 0}
          title={old.length === 0 ? 'There is none that may go' : undefined}
          onClick={() => mark(old)}
        >
          Mark those older than {OLD_DAYS} d
        </Button>
        <Button
          className="s24 danger"
          disabled={mayGo.length === 0 || busy}
          title={
            mayGo.length === 0 ? 'What runs, was booted or is the boot default is never deleted' : undefined
          }
          onClick={() => setDeleting(mayGo)}
        >
          {mayGo.length === 0 ? 'Delete…' : `Delete ${counted(mayGo.length, 'generation')}…`}
        </Button>
      </div>
      {job === null ? null : <Deletion job={job} />}
      {generations.error ? (
        <ErrorLine error={toErrorShape(generations.error)} onRetry={() => void generations.refetch()} />
      ) : null}
      <div className="generations-grid">
        <section className="generations-list" aria-label={`Generations of ${host}`}>
          {generations.isPending ? <Skeleton rows={4} label="Reading generations" /> : null}
          {generations.data && list.length === 0 ? (
            <EmptyState
              icon="clock"
              title="No generation yet"
              words="A first deploy makes one; from then on there is a way back."
            />
          ) : null}
          {list.length > 0 ? (
            <ScrollRegion className="generations-scroll" label={`List of generations of ${host}`}>
              <GenerationsTable
                list={list}
                marked={there}
                onMark={onMark}
                busy={busy}
                onRollback={setRollback}
              />
            </ScrollRegion>
          ) : null}
        </section>
        <CompareCard host={host} pair={comparedPair(list, there)} />
      </div>
      {rollback ? <RollbackDialog host={host} to={rollback} onClose={() => setRollback(null)} /> : null}
      {deleting ? (
        <DeleteDialog
          host={host}
          numbers={deleting}
          onClose={() => setDeleting(null)}
          onDelete={() => void startDeleteGenerations(host, deleting).then(setJob)}
        />
      ) : null}
    </main>
  );
}
