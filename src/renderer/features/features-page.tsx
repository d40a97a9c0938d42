import { useEffect, useMemo, useRef } from 'react';
import { toErrorShape, type Board, type Draft, type Finding, type Host } from '../../shared/contract';
import {
  announce,
  setView,
  tagsOf,
  useBoard,
  useCarry,
  useDraft,
  useInventory,
  usePreferences,
  useSetPreferences,
  useView,
  type Tag,
} from '../app';
import { counted, EmptyState, ErrorLine, Kbd, Segmented, Skeleton } from '../ui';
import { openAssign } from './board-menu';
import { BoardMenus } from './board-menus';
import { selectFeature, useBoardView } from './board-view';
import { Catalogue } from './catalogue';
import { CompareDialog } from './compare-dialog';
import './features.css';
import './catalogue.css';
import './lanes.css';
import './chips.css';
import './follows.css';
import './picker.css';
import './compare.css';
import { Lanes } from './lanes';
import { Matrix } from './matrix';
import { WhatFollows } from './what-follows';

const NO_HOSTS: readonly Host[] = [];
const NO_FINDINGS: readonly Finding[] = [];

/** The keys that do something now, beside what they do. */
function Keys({ tags, isMatrix }: { tags: boolean; isMatrix: boolean }) {
  const load = useCarry((state) => state.carry?.load.kind ?? null);
  if (load !== null) {
    return (
      <span className="carry-keys">
        <Kbd>Up</Kbd>
        <Kbd>Down</Kbd>host
        {tags && load === 'features' ? (
          <>
            <Kbd>Left</Kbd>
            <Kbd>Right</Kbd>tag
          </>
        ) : null}
        <Kbd>Space</Kbd>drop
        <Kbd>Esc</Kbd>put back
      </span>
    );
  }
  if (isMatrix) {
    return (
      <span className="carry-keys">
        <Kbd>Enter</Kbd>change
        <Kbd>Delete</Kbd>unset
        <Kbd>E</Kbd>explain
      </span>
    );
  }
  return (
    <span className="carry-keys">
      <Kbd>Space</Kbd>lift
      <Kbd>Enter</Kbd>assign to…
    </span>
  );
}

/** Opens "Assign to…" for a feature that was asked for elsewhere, such as in the palette. */
function useWantedAssign(board: Board | undefined, main: React.RefObject<HTMLElement | null>): void {
  const wanted = useView((state) => state.assign);
  useEffect(() => {
    if (wanted === null || !board) return;
    setView({ assign: null });
    selectFeature(wanted);
    const row = main.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(wanted)}"]`);
    const anchor = row ?? main.current?.querySelector<HTMLElement>('h1');
    if (anchor) openAssign([wanted], anchor);
  }, [wanted, board, main]);
}

/** Takes hosts that were chosen elsewhere, such as in the inventory, as selected, and asks which feature they shall have. */
function useWantedHosts(board: Board | undefined, main: React.RefObject<HTMLElement | null>): void {
  const wanted = useView((state) => state.assignHosts);
  useEffect(() => {
    if (wanted.length === 0 || !board) return;
    setView({ assignHosts: [] });
    const known = new Set(board.hosts.map(({ host }) => host));
    const hosts = wanted.filter((host) => known.has(host));
    useBoardView.setState({ hosts: new Set(hosts) });
    main.current?.querySelector<HTMLElement>('input[aria-label="Filter features"]')?.focus();
    const words = hosts.length === 1 ? hosts.join('') : `${hosts.length} hosts`;
    announce(`${words} selected. Find a feature; Enter on it assigns it to them`);
  }, [wanted, board, main]);
}

function BoardBody({
  board,
  hosts,
  findings,
  tags,
  draft,
  isMatrix,
}: {
  board: Board;
  hosts: readonly Host[];
  findings: readonly Finding[];
  tags: readonly Tag[];
  draft: Draft | undefined;
  isMatrix: boolean;
}) {
  if (board.hosts.length === 0) {
    return (
      <EmptyState
        icon="host"
        title="No hosts in this fleet"
        words="Features are switched on for hosts, which are attributes of nixosConfigurations in flake.nix. Add one there, or from the inventory."
      />
    );
  }
  if (board.features.length === 0) {
    return (
      <EmptyState
        icon="features"
        title="No features in this fleet"
        words="A feature is an option below a feature root, such as features.network.dns.enable. Declare one and it shows here, ready to be dragged onto hosts."
      />
    );
  }
  return (
    <div className={isMatrix ? 'board is-matrix' : 'board'}>
      {isMatrix ? (
        <Matrix board={board} draft={draft} findings={findings} />
      ) : (
        <>
          <Catalogue board={board} tags={tags} />
          <Lanes board={board} hosts={hosts} tags={tags} draft={draft} findings={findings} />
        </>
      )}
      <WhatFollows board={board} />
    </div>
  );
}

/** The board: features and hosts as lanes or as a matrix, what follows at the right. */
export function FeaturesPage() {
  const board = useBoard();
  const inventory = useInventory().data;
  const hosts = inventory?.hosts ?? NO_HOSTS;
  const draft = useDraft();
  const { boardView } = usePreferences();
  const setPreferences = useSetPreferences();
  const main = useRef<HTMLElement>(null);
  const data = board.data;
  const tags = useMemo(() => tagsOf(hosts), [hosts]);
  useWantedAssign(data, main);
  useWantedHosts(data, main);
  const categories = useMemo(() => new Set(data?.features.map((feature) => feature.category)).size, [data]);
  const isMatrix = boardView === 'matrix';
  return (
    <main ref={main} aria-label="Features">
      <div className="ph">
        <h1>Features</h1>
        {data ? (
          <span className="cap mut el">
            {counted(data.features.length, 'feature')}, {counted(categories, 'category', 'categories')},{' '}
            {counted(data.hosts.length, 'host')}, read from source
            {data.readMs < 1 ? '' : ` in ${Math.round(data.readMs)} ms`}
          </span>
        ) : null}
        <span className="sp" />
        <Keys tags={tags.length > 0} isMatrix={isMatrix} />
        <Segmented
          label="View"
          value={boardView}
          options={[
            { value: 'lanes', words: 'Lanes', tip: 'A lane for each host, to drop features on' },
            {
              value: 'matrix',
              words: 'Matrix',
              tip: 'Every feature and option on every host, changed in place',
            },
          ]}
          onChange={(value) => setPreferences({ boardView: value })}
        />
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
      {data ? (
        <BoardBody
          board={data}
          hosts={hosts}
          findings={inventory?.findings ?? NO_FINDINGS}
          tags={tags}
          draft={draft.data}
          isMatrix={isMatrix}
        />
      ) : null}
      {data ? <BoardMenus board={data} tags={tags} /> : null}
      {data ? <CompareDialog board={data} /> : null}
    </main>
  );
}
