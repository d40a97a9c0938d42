import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useState } from 'react';
import type { BuildNode } from '../../shared/contract';
import { ScrollRegion } from '../ui';
import { BuildLine } from './build-node';
import { atWork, treeRows, type TreeRow } from './build-tree';

/** Up to so many lines all are drawn; past that those on screen, and what is at work is named above them. */
const ALL_UP_TO = 100;
/** Pixels, as the style sheet has it. */
const LINE_HEIGHT = 25;
const OVERSCAN = 8;
const NAMED_AT_WORK = 6;

/** The tree of what Nix builds and fetches. */
export function BuildLines({
  nodes,
  ended,
  onRead,
}: {
  nodes: ReadonlyMap<string, BuildNode>;
  ended: boolean;
  /** Shows what the derivation of this name said; the same function all the time. */
  onRead: (name: string) => void;
}) {
  const rows = useMemo(() => treeRows(nodes), [nodes]);
  if (rows.length <= ALL_UP_TO) {
    return (
      <ScrollRegion className="tree" label="Build tree">
        {rows.length === 0 ? (
          <p className="none cap mut">{ended ? 'Nothing was built.' : 'Nix has not begun to build.'}</p>
        ) : (
          <ul>
            {rows.map(({ node, depth }) => (
              <BuildLine key={node.id} node={node} depth={depth} onRead={onRead} />
            ))}
          </ul>
        )}
      </ScrollRegion>
    );
  }
  return (
    <>
      <AtWork nodes={nodes} onRead={onRead} />
      <LongTree rows={rows} onRead={onRead} />
    </>
  );
}

/** What runs now: in a long tree its lines are far apart. */
function AtWork({
  nodes,
  onRead,
}: {
  nodes: ReadonlyMap<string, BuildNode>;
  onRead: (name: string) => void;
}) {
  const running = useMemo(() => atWork(nodes, NAMED_AT_WORK), [nodes]);
  if (running.length === 0) return null;
  return (
    <ul className="at-work" aria-label="At work now">
      {running.map((node) => (
        <BuildLine key={node.id} node={node} onRead={onRead} />
      ))}
    </ul>
  );
}

function LongTree({ rows, onRead }: { rows: readonly TreeRow[]; onRead: (name: string) => void }) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  // oxlint-disable-next-line react/incompatible-library -- none of it is handed to what is memoized
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => LINE_HEIGHT,
    overscan: OVERSCAN,
  });
  const drawn = virtual.getVirtualItems();
  const before = drawn.at(0)?.start ?? 0;
  const after = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <ScrollRegion className="tree" label="Build tree" innerRef={setScroller}>
      <ul style={{ paddingTop: before, paddingBottom: after }}>
        {drawn.map(({ index }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <BuildLine
              key={row.node.id}
              node={row.node}
              depth={row.depth}
              place={{ index, count: rows.length }}
              onRead={onRead}
            />
          );
        })}
      </ul>
    </ScrollRegion>
  );
}
