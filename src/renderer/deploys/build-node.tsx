import { memo } from 'react';
import type { BuildNode } from '../../shared/contract';
import { bytes, duration, Icon, Progress, useNowWords, type IconName } from '../ui';

const LOOK: Record<BuildNode['state'], { icon: IconName; tone: string }> = {
  waiting: { icon: 'queue', tone: 'mut' },
  running: { icon: 'spin', tone: 'acc live-stroke' },
  done: { icon: 'ok', tone: 'ok' },
  failed: { icon: 'fail', tone: 'bad' },
};
const DOING: Record<BuildNode['kind'], string> = { build: 'building', fetch: 'fetching', copy: 'copying' };
/** Pixels a level is moved to the right, and the levels past which it is not. */
const INDENT = 16;
const DEEPEST = 12;

function nodeWords(node: BuildNode, now: number): string {
  const begun = node.startedAt === undefined ? null : Date.parse(node.startedAt);
  const where = node.machine === undefined ? '' : ` on ${node.machine}`;
  switch (node.state) {
    case 'waiting':
      return 'waits';
    case 'running': {
      const moved = node.bytes ? `, ${bytes(node.bytes.done)} of ${bytes(node.bytes.expected)}` : '';
      const since = begun === null ? '' : `, ${duration(now - begun)}`;
      return `${node.phase ?? DOING[node.kind]}${where}${moved}${since}`;
    }
    case 'done':
    case 'failed': {
      const ended = node.endedAt === undefined ? null : Date.parse(node.endedAt);
      const took = begun === null || ended === null ? '' : duration(ended - begun);
      return [node.state === 'failed' ? `failed${where}` : where.trim(), took].filter(Boolean).join(', ');
    }
  }
}

/** One derivation or path as a line; it is drawn anew only when its node or its words change. */
export const BuildLine = memo(function BuildLine({
  node,
  depth = 0,
  place,
  onRead,
}: {
  node: BuildNode;
  depth?: number;
  /** Which of how many, where not all lines are drawn. */
  place?: { readonly index: number; readonly count: number } | undefined;
  onRead: (name: string) => void;
}) {
  const words = useNowWords((now) => nodeWords(node, now));
  const { icon, tone } = LOOK[node.state];
  return (
    <li
      className="bn"
      style={{ paddingLeft: 12 + Math.min(depth, DEEPEST) * INDENT }}
      title={node.id}
      {...(place && { 'aria-posinset': place.index + 1, 'aria-setsize': place.count })}
    >
      <span className={tone}>
        <Icon name={icon} small label={node.state} />
      </span>
      {node.kind === 'build' && node.state !== 'waiting' ? (
        <button
          type="button"
          className="mono m11 el bn-name"
          aria-label={`Log of ${node.name}`}
          onClick={() => onRead(node.name)}
        >
          {node.name}
        </button>
      ) : (
        <span className="mono m11 el">{node.name}</span>
      )}
      {node.bytes && node.state === 'running' ? (
        <Progress fraction={node.bytes.done / Math.max(1, node.bytes.expected)} label={node.name} />
      ) : null}
      <span className="sp" />
      <span className="cap mut nw">{words}</span>
    </li>
  );
}, sameLine);

function sameLine(
  a: { node: BuildNode; depth?: number; place?: { index: number; count: number } | undefined },
  b: typeof a,
): boolean {
  return (
    a.node === b.node &&
    a.depth === b.depth &&
    a.place?.index === b.place?.index &&
    a.place?.count === b.place?.count
  );
}
