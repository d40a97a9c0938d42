import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Board, Draft, Finding, Host } from '../../shared/contract';
import { announce, lift, useCarry } from '../app';
import { openBoardMenu } from './board-menu';
import { draftedPaths, marksOf, stepHost } from './board-model';
import { clearHosts, toggleHost, useBoardView } from './board-view';
import { carryKey, putBackOnBlur } from './catalogue-keys';
import { Lane } from './lane';
import { TagRow } from './tag-row';
import type { Tag } from '../app';

/** A lane is at least this high, and exactly so while something is carried. */
const LANE_PX = 66;
/** Up to this many hosts all lanes are kept, so that finding in the page and reading aloud miss none. */
const KEPT = 30;

/** The keys of a lane's head: Up and Down move, Space selects, C lifts the set, Enter opens the menu. */
function useLaneKeys(board: Board, tags: readonly Tag[], show: (index: number) => void) {
  const list = useRef<HTMLElement | null>(null);
  const hosts = useMemo(() => board.hosts.map(({ host }) => host), [board]);
  const focus = (host: string): void => {
    show(hosts.indexOf(host));
    // The lane may come into being with the scrolling.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-lane="${CSS.escape(host)}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const head =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-lane]') : null;
    const host = head?.dataset['lane'];
    if (!head || host === undefined) return;
    const take = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (carryKey(event, board, tags)) return take();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      Home: -hosts.length,
      End: hosts.length,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      take();
      const next = stepHost(hosts, host, step);
      if (next !== null) focus(next);
    } else if (event.key === ' ') {
      take();
      const isIn = toggleHost(host);
      announce(`${host} ${isIn ? 'selected' : 'let go'}, ${useBoardView.getState().hosts.size} in all`);
    } else if (event.key.toLowerCase() === 'c') {
      take();
      lift(board, { kind: 'set', host }, 'keyboard');
      announce(`the set of ${host} lifted. Up and Down choose the host, Space compares, Escape puts back.`);
    } else if (event.key === 'Enter' || event.key === 'ContextMenu') {
      take();
      openBoardMenu({ kind: 'lane', host, anchor: head });
    } else if (event.key === 'Escape' && useBoardView.getState().hosts.size > 0) {
      take();
      clearHosts();
      announce('no host selected');
    }
  };
  return { list, onKeyDown };
}

/** One lane a host, in the board's order; each takes what is dropped on it. Only those in view are drawn. */
export function Lanes({
  board,
  hosts,
  tags,
  draft,
  findings,
}: {
  board: Board;
  hosts: readonly Host[];
  tags: readonly Tag[];
  draft: Draft | undefined;
  findings: readonly Finding[];
}) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  // While something is in hand, every lane is low, so that all hosts are in reach.
  const carrying = useCarry((state) => state.carry !== null);
  const { featureRoots: roots, hosts: lanes } = board;
  const drafted = useMemo(() => draftedPaths(draft, roots), [draft, roots]);
  const marks = useMemo(() => marksOf(findings), [findings]);
  const byName = useMemo(() => new Map(hosts.map((host) => [host.name, host])), [hosts]);
  const [height, setHeight] = useState(0);
  const low = Math.max(LANE_PX, lanes.length === 0 ? 0 : Math.floor(height / lanes.length));
  // The lane whose head had the focus last takes it from Tab, and is drawn wherever the list is scrolled to: what is
  // carried from it listens there.
  const [last, setLast] = useState<string | null>(null);
  const entryAt = Math.max(
    0,
    lanes.findIndex(({ host }) => host === last),
  );
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const virtual = useVirtualizer({
    count: lanes.length,
    getScrollElement: () => scroller,
    estimateSize: () => low,
    overscan: lanes.length <= KEPT ? KEPT : 3,
    getItemKey: (index) => lanes[index]?.host ?? index,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return indexes.includes(entryAt) ? indexes : [...indexes, entryAt].toSorted((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    if (!scroller) return undefined;
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0));
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller]);
  const top = useRef(0);
  useLayoutEffect(() => {
    const { startIndex } = virtual.range ?? { startIndex: 0 };
    top.current = startIndex;
  });
  // Low lanes all have one height; what was measured of the others counts no more, and the first in view stays first.
  useLayoutEffect(() => {
    const first = top.current;
    if (carrying) virtual.measure();
    if (first > 0) virtual.scrollToIndex(first, { align: 'start' });
  }, [carrying, virtual]);
  const keys = useLaneKeys(board, tags, (index) => virtual.scrollToIndex(index));
  useEffect(
    () =>
      useCarry.subscribe(({ carry, over }, before) => {
        if (!over || over === before.over || carry?.by !== 'keyboard') return;
        const index = lanes.findIndex(({ host }) => host === over.name);
        if (index >= 0) virtual.scrollToIndex(index);
      }),
    [lanes, virtual],
  );
  return (
    <section className={carrying ? 'lanes carrying' : 'lanes'} aria-label="Hosts">
      <p id="lane-keys" className="unseen">
        Space selects, C lifts the whole set, Enter opens the menu
      </p>
      {carrying ? <TagRow tags={tags} /> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the heads inside, caught once */}
      <div
        ref={(node) => {
          setScroller(node);
          keys.list.current = node;
        }}
        className="lanes-scroll"
        data-carry-scroll=""
        onKeyDown={keys.onKeyDown}
        onFocus={(event) => setLast(event.target.dataset['lane'] ?? last)}
        onBlur={putBackOnBlur}
        style={{ '--lane': `${low}px` } as React.CSSProperties}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const lane = lanes[index];
            if (!lane) return null;
            return (
              <div
                key={key}
                ref={carrying ? undefined : virtual.measureElement}
                data-index={index}
                className="lane-at"
                style={{ top: start }}
              >
                <Lane
                  board={board}
                  lane={lane}
                  host={byName.get(lane.host)}
                  drafted={drafted.get(lane.host)}
                  marks={marks.get(lane.host)}
                  focusable={index === entryAt}
                />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
