import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useIsMutating } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { toErrorShape, type Host } from '../../shared/contract';
import {
  hostState,
  notifyFailure,
  useFleet,
  useInventory,
  useJobs,
  usePractice,
  useReadFacts,
  useRuns,
  setView,
  useView,
} from '../app';
import { age, EmptyState, ErrorLine, Filter, Icon, Skeleton, useNow } from '../ui';
import { Details } from './details';
import { Findings } from './findings';
import { chipTags, filterHosts, groupByRole, type HostFilter } from './grouping';
import { HostTable } from './host-table';
import './inventory.css';
import { LastRuns } from './last-runs';
import { PracticeNotice } from './practice-notice';

/** One line of truth: how many hosts, and how old what they told is. */
function Truth({ hosts }: { hosts: readonly Host[] }) {
  const seen = hosts.flatMap((host) => hostState(host).seenAt ?? []).toSorted();
  const now = useNow();
  const oldest = seen[0] === undefined ? '' : age(seen[0], now);
  const newest = age(seen.at(-1) ?? '', now);
  return (
    <span className="cap mut el">
      {hosts.length === 1 ? '1 host' : `${hosts.length} hosts`}
      {seen.length === 0
        ? ', read from source; no host was asked yet'
        : oldest === newest
          ? `, facts read ${oldest === 'now' ? 'just now' : `${oldest} ago`}`
          : `, facts read ${newest === 'now' ? 'just now' : newest} to ${oldest} ago`}
    </span>
  );
}

/**
 * Hosts are asked once when the page comes up, if nobody has lately and there is somebody to ask. While practice
 * hosts are starting nobody is: those still on their way would read as silent, and the job's end asks them all.
 */
function useFirstFacts(hosts: readonly Host[] | undefined): void {
  const fleet = useFleet().data;
  const practice = usePractice(fleet?.practice === true).data;
  const starting = useJobs().data?.some((job) => job.kind === 'practice' && job.state === 'running');
  const { mutate } = useReadFacts(true);
  const asked = useRef<string | null>(null);
  const nobody = fleet?.practice === true && practice?.hosts.some((host) => host.up) !== true;
  const never = hosts?.every((host) => host.facts['reachable'] === undefined) ?? false;
  useEffect(() => {
    if (!fleet || !hosts || hosts.length === 0 || asked.current === fleet.dir) return;
    if (starting === undefined || (!starting && (nobody || !never))) return;
    asked.current = fleet.dir;
    if (!starting) mutate(undefined);
  }, [fleet, hosts, nobody, never, starting, mutate]);
}

function sameFilter(a: HostFilter, b: HostFilter): boolean {
  return a.kind === b.kind && (a.kind !== 'tag' || (b.kind === 'tag' && a.tag === b.tag));
}

/** Every host of the fleet: what it is, how it stands, and how we know. */
export function InventoryPage() {
  const inventory = useInventory();
  const runs = useRuns().data?.runs ?? [];
  const open = useView((state) => state.host);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<HostFilter>({ kind: 'all' });
  const reading = useIsMutating({ mutationKey: ['read-facts'] }) > 0;
  const readFacts = useReadFacts();
  const main = useRef<HTMLElement>(null);
  const hosts = inventory.data?.hosts;
  useFirstFacts(hosts);

  const all = hosts ?? [];
  const shown = filterHosts(all, filter, query);
  const looks = all.filter((host) => hostState(host).needsLook).length;
  const detail = all.find((host) => host.name === open);
  const roomy = useMediaQuery(detail ? '(min-width: 1580px)' : '(min-width: 1180px)');
  const enough = useMediaQuery(detail ? '(min-width: 1180px)' : '(min-width: 860px)');
  const room = roomy ? 'wide' : enough ? 'narrow' : 'tight';
  const close = (): void => {
    setView({ host: null });
    requestAnimationFrame(() =>
      main.current?.querySelector<HTMLElement>(`tr[data-host="${CSS.escape(open ?? '')}"]`)?.focus(),
    );
  };
  const chip = (to: HostFilter, words: string, look = false) => (
    <button
      key={words}
      type="button"
      className={sameFilter(filter, to) ? 'chip acc' : 'chip'}
      aria-pressed={sameFilter(filter, to)}
      onClick={() => setFilter(sameFilter(filter, to) ? { kind: 'all' } : to)}
    >
      {look ? <Icon name="alert" small /> : null}
      {words}
    </button>
  );

  return (
    <main ref={main} aria-label="Inventory">
      <div className="ph">
        <h1>Inventory</h1>
        {hosts ? <Truth hosts={hosts} /> : null}
        <span className="sp" />
        <Button
          disabled={reading || all.length === 0}
          onClick={() => readFacts.mutate(undefined, { onError: notifyFailure('Read facts') })}
        >
          <span className={reading ? 'live-stroke' : undefined}>
            <Icon name={reading ? 'spin' : 'refresh'} />
          </span>
          {reading ? 'Reading facts' : 'Read facts'}
        </Button>
      </div>
      {inventory.error ? (
        <ErrorLine
          title={
            hosts ? 'Could not be read again; this is the last that was read' : 'The fleet could not be read'
          }
          error={toErrorShape(inventory.error)}
          onRetry={() => void inventory.refetch()}
        />
      ) : null}
      <PracticeNotice />
      <div className={detail ? 'inventory with-details' : 'inventory'}>
        <div className="inventory-list">
          {inventory.isPending ? <Skeleton rows={6} label="Reading the fleet" /> : null}
          {hosts && all.length === 0 ? (
            <EmptyState
              icon="inventory"
              title="No hosts in this fleet"
              words="A host is an attribute of nixosConfigurations in the flake. As soon as there is one, it shows here."
            />
          ) : null}
          {all.length > 0 ? (
            <>
              <search className="toolbar">
                <Filter label="Filter hosts" value={query} onChange={setQuery} />
                {chip({ kind: 'all' }, `All ${all.length}`)}
                {looks > 0 ? chip({ kind: 'look' }, `Needs a look ${looks}`, true) : null}
                {chipTags(all).map(({ tag, count }) => chip({ kind: 'tag', tag }, `@${tag} ${count}`))}
              </search>
              {shown.length === 0 ? (
                <p className="none cap mut">No host answers this filter.</p>
              ) : (
                <HostTable
                  groups={groupByRole(shown)}
                  room={room}
                  openHost={open}
                  onOpen={(host) => setView({ host })}
                />
              )}
              <Findings findings={inventory.data?.findings ?? []} />
              <LastRuns runs={runs} />
            </>
          ) : null}
        </div>
        {detail ? <Details key={detail.name} host={detail} onClose={close} /> : null}
      </div>
    </main>
  );
}
