import { useEffect, useRef, useState } from 'react';
import { toErrorShape } from '../../shared/contract';
import { useCarry, useBoard, useDraft, useInventory, setView, useView } from '../app';
import { EmptyState, ErrorLine, Kbd, Skeleton } from '../ui';
import { AssignMenu } from './assign-menu';
import { Catalogue } from './catalogue';
import './features.css';
import { selectFeature } from './gestures';
import { Lanes } from './lanes';
import { WhatFollows } from './what-follows';

function CarryKeys() {
  return (
    <span className="carry-keys">
      <Kbd>Up</Kbd>
      <Kbd>Down</Kbd>host
      <Kbd>Space</Kbd>drop
      <Kbd>Esc</Kbd>put back
    </span>
  );
}

function RestKeys() {
  return (
    <span className="carry-keys">
      <Kbd>Space</Kbd>lift
      <Kbd>Enter</Kbd>assign to…
    </span>
  );
}

/** The board: features at the left, a lane for each host, what follows at the right. */
export function FeaturesPage() {
  const board = useBoard();
  const hosts = useInventory().data?.hosts ?? [];
  const draft = useDraft();
  const carrying = useCarry((state) => state.carry !== null);
  const wanted = useView((state) => state.assign);
  const [assign, setAssign] = useState<{ path: string; anchor: HTMLElement } | null>(null);
  const main = useRef<HTMLElement>(null);
  const data = board.data;

  useEffect(() => {
    if (wanted === null || !data) return;
    setView({ assign: null });
    selectFeature(wanted);
    const anchor =
      main.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(wanted)}"]`) ?? main.current;
    if (anchor) setAssign({ path: wanted, anchor });
  }, [wanted, data]);

  const categories = new Set(data?.features.map((feature) => feature.category)).size;
  return (
    <main ref={main} aria-label="Features">
      <div className="ph">
        <h1>Features</h1>
        {data ? (
          <span className="cap mut el">
            {data.features.length} features, {categories} categories, {data.hosts.length} hosts, read from
            source in {Math.round(data.readMs)} ms
          </span>
        ) : null}
        <span className="sp" />
        {carrying ? <CarryKeys /> : <RestKeys />}
      </div>
      {board.error ? (
        <ErrorLine
          title={
            data
              ? 'Could not be read again; this is the last that was read'
              : 'The features could not be read'
          }
          error={toErrorShape(board.error)}
          onRetry={() => void board.refetch()}
        />
      ) : null}
      {board.isPending ? <Skeleton rows={8} label="Reading features" /> : null}
      {data && data.features.length === 0 ? (
        <EmptyState
          icon="features"
          title="No features in this fleet"
          words="A feature is an option below a feature root, such as features.network.dns.enable. Declare one and it shows here, ready to be dragged onto hosts."
        />
      ) : null}
      {data && data.features.length > 0 ? (
        <div className="board">
          <Catalogue board={data} onAssign={(path, anchor) => setAssign({ path, anchor })} />
          <Lanes board={data} hosts={hosts} draft={draft.data} />
          <WhatFollows board={data} onAssign={(path, anchor) => setAssign({ path, anchor })} />
        </div>
      ) : null}
      {assign && data ? (
        <AssignMenu board={data} path={assign.path} anchor={assign.anchor} onClose={() => setAssign(null)} />
      ) : null}
    </main>
  );
}
