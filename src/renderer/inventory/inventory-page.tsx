import Button from '@mui/material/Button';
import { useIsMutating } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toErrorShape } from '../../shared/contract';
import {
  askAboutHost,
  notifyFailure,
  setView,
  useDraft,
  useFleet,
  useInventory,
  useLoads,
  useReadFacts,
  useRuns,
  useView,
} from '../app';
import { EmptyState, ErrorLine, Icon, Segmented, Skeleton } from '../ui';
import { ActionBar } from './action-bar';
import type { Wish } from './arrange';
import { HostCards } from './cards';
import { stillThere } from './choice';
import { placedColumns } from './columns';
import { Details } from './details';
import { Findings } from './findings';
import { useFirstFacts } from './first-facts';
import { HostGrid } from './host-grid';
import { createRowMaker, type HostRow, runsByHost } from './host-row';
import './toolbar.css';
import './lines.css';
import './cards.css';
import './details.css';
// Last: what little room and forced colours ask for wins over the parts.
import './inventory.css';
import './keys';
import { LastRuns } from './last-runs';
import { PracticeNotice } from './practice-notice';
import { choose, setInventoryState, useInventoryState } from './store';
import { Toolbar } from './toolbar';
import { Truth } from './truth';
import { useArranged } from './use-arranged';
import { useRoom } from './use-room';
import { useViews } from './use-views';

/** What a checkbox before the columns takes, in pixels, and the scrollbar behind them. */
const BESIDE_COLUMNS = 48;

/** A row for each host, from the inventory, our runs and the draft; rows stay the same objects while nothing changes. */
function useRows(): readonly HostRow[] {
  const hosts = useInventory().data?.hosts;
  const runs = useRuns().data?.runs;
  const draft = useDraft().data;
  const isDirty = useFleet().data?.dirty === true;
  const [make] = useState(createRowMaker);
  const byHost = useMemo(() => runsByHost(runs ?? []), [runs]);
  const drafted = useMemo(() => new Set(draft?.meaning.map(({ host }) => host)), [draft?.meaning]);
  return useMemo(
    () => make(hosts ?? [], { runs: byHost, isDirty, drafted }),
    [make, hosts, byHost, isDirty, drafted],
  );
}

const openHost = (host: string): void => setView({ host });

/** Every host of the fleet: what it is, how it stands, and how we know. */
export function InventoryPage() {
  const inventory = useInventory();
  const runs = useRuns().data?.runs ?? [];
  const open = useView((state) => state.host);
  const filter = useInventoryState((state) => state.filter);
  const needsLook = useInventoryState((state) => state.needsLook);
  const reading = useIsMutating({ mutationKey: ['read-facts'] }) > 0;
  const readFacts = useReadFacts();
  const main = useRef<HTMLElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const room = useRoom(scroller);
  const views = useViews();
  const rows = useRows();
  const hosts = inventory.data?.hosts;
  useFirstFacts(hosts);

  const { mode, sort, group, columns: chosenColumns } = views.arrangement;
  const wish = useMemo((): Wish => ({ filter, needsLook, sort, group }), [filter, needsLook, sort, group]);
  const { items, problem, isStale, again } = useArranged(rows, wish);
  const columns = useMemo(() => placedColumns(chosenColumns, room - BESIDE_COLUMNS), [chosenColumns, room]);
  const loads = useLoads(mode === 'list' && columns.some(({ id }) => id === 'load')).data?.hosts ?? {};
  const shown = useMemo(
    () => new Set(items.flatMap((item) => (item.kind === 'host' ? [item.row.host.name] : []))),
    [items],
  );
  useEffect(() => {
    const names = new Set(rows.map(({ host }) => host.name));
    choose((choice) => stillThere(choice, names));
  }, [rows]);

  const detail = rows.find(({ host }) => host.name === open);
  const close = useCallback((): void => {
    setView({ host: null });
    requestAnimationFrame(() =>
      main.current
        ?.querySelector<HTMLElement>(
          `.host-row[data-host="${CSS.escape(open ?? '')}"], li[data-host="${CSS.escape(open ?? '')}"] .card-name`,
        )
        ?.focus(),
    );
  }, [open]);

  return (
    <main ref={main} aria-label="Inventory">
      <div className="ph">
        <h1>Inventory</h1>
        {hosts ? <Truth rows={rows} /> : null}
        <span className="sp" />
        {rows.length > 0 ? (
          <Segmented
            label="Shown as"
            value={mode}
            options={[
              { value: 'list', words: 'List' },
              { value: 'cards', words: 'Cards' },
            ]}
            onChange={(next) => views.arrange({ mode: next })}
          />
        ) : null}
        <Button
          disabled={reading || rows.length === 0}
          onClick={() => readFacts.mutate(undefined, { onError: notifyFailure('Read facts') })}
        >
          <span className={reading ? 'live-stroke' : undefined}>
            <Icon name={reading ? 'spin' : 'refresh'} />
          </span>
          {reading ? 'Reading facts' : 'Read facts'}
        </Button>
        <Button variant="contained" disabled={!hosts} onClick={() => askAboutHost({ kind: 'add' })}>
          <Icon name="plus" small />
          Add host
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
          {hosts && rows.length === 0 ? (
            <EmptyState
              icon="inventory"
              title="No hosts in this fleet"
              words="A host is an attribute of nixosConfigurations in the flake. As soon as there is one, it shows here."
            />
          ) : null}
          {rows.length > 0 ? (
            <>
              <Toolbar
                rows={rows}
                shown={shown.size}
                views={views}
                columns={columns}
                problem={problem}
                isStale={isStale}
                onAgain={again}
                room={room}
              />
              <div ref={setScroller} className="inventory-scroll">
                {items.length === 0 ? (
                  <EmptyState
                    icon="search"
                    title="No host answers this filter"
                    words={filter === '' ? 'No host needs a look.' : filter}
                  >
                    <Button onClick={() => setInventoryState({ filter: '', needsLook: false })}>
                      Clear filter
                    </Button>
                  </EmptyState>
                ) : mode === 'list' ? (
                  <HostGrid
                    items={items}
                    columns={columns}
                    isFixed={chosenColumns !== null}
                    sort={sort}
                    openHost={open}
                    loads={loads}
                    scroller={scroller}
                    room={room}
                    onOpen={openHost}
                    onSort={(next) => views.arrange({ sort: next })}
                    onColumns={(next) =>
                      views.arrange({
                        columns: next.map(({ id, width }) => ({ id, width: Math.round(width) })),
                      })
                    }
                  />
                ) : (
                  <HostCards
                    items={items}
                    openHost={open}
                    scroller={scroller}
                    room={room}
                    onOpen={openHost}
                  />
                )}
                <div className="below">
                  <Findings findings={inventory.data?.findings ?? []} />
                  <LastRuns runs={runs} />
                </div>
              </div>
              <ActionBar rows={rows} shown={shown} />
            </>
          ) : null}
        </div>
        {detail ? <Details key={detail.host.name} row={detail} onClose={close} /> : null}
      </div>
    </main>
  );
}
