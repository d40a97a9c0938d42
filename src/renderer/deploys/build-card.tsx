import { useEffect, useRef, useState } from 'react';
import type { BuildNode } from '../../shared/contract';
import type { JobView, LogLine } from '../app';
import { bytes, duration, Icon, Progress, ScrollRegion, Segmented, useNow, type IconName } from '../ui';
import { countNodes, treeRows, type TreeRow } from './build-tree';

const LOOK: Record<BuildNode['state'], { icon: IconName; tone: string }> = {
  waiting: { icon: 'queue', tone: 'mut' },
  running: { icon: 'spin', tone: 'acc live-stroke' },
  done: { icon: 'ok', tone: 'ok' },
  failed: { icon: 'fail', tone: 'bad' },
};
const DOING: Record<BuildNode['kind'], string> = { build: 'building', fetch: 'fetching', copy: 'copying' };

/** Lines on screen; what is older is counted, and kept in the journal. */
const SHOWN_LINES = 600;
const TAIL_LINES = 4;

function nodeWords(node: BuildNode, now: number): string {
  const begun = node.startedAt === undefined ? null : Date.parse(node.startedAt);
  switch (node.state) {
    case 'waiting':
      return 'waits';
    case 'running': {
      const moved = node.bytes ? `, ${bytes(node.bytes.done)} of ${bytes(node.bytes.expected)}` : '';
      const since = begun === null ? '' : `, ${duration(now - begun)}`;
      return `${node.phase ?? DOING[node.kind]}${moved}${since}`;
    }
    case 'done':
    case 'failed': {
      const ended = node.endedAt === undefined ? null : Date.parse(node.endedAt);
      const took = begun === null || ended === null ? '' : duration(ended - begun);
      return node.state === 'failed' ? `failed${took === '' ? '' : `, ${took}`}` : took;
    }
  }
}

function Node({ row, now }: { row: TreeRow; now: number }) {
  const { node, depth } = row;
  const { icon, tone } = LOOK[node.state];
  return (
    <li className="bn" style={{ paddingLeft: 12 + Math.min(depth, 12) * 16 }} title={node.id}>
      <span className={tone}>
        <Icon name={icon} small label={node.state} />
      </span>
      <span className="mono m11 el">{node.name}</span>
      {node.bytes && node.state === 'running' ? (
        <Progress fraction={node.bytes.done / Math.max(1, node.bytes.expected)} label={node.name} />
      ) : null}
      <span className="sp" />
      <span className="cap mut nw">{nodeWords(node, now)}</span>
    </li>
  );
}

function lineTone(text: string): string | undefined {
  if (/^\s*error[:\s]/i.test(text)) return 'bad';
  return /^\s*(evaluation )?warning[:\s]/i.test(text) ? 'warn' : undefined;
}

function Lines({ lines, begun }: { lines: readonly LogLine[]; begun: number }) {
  return lines.map((line) => (
    <div key={line.seq} className={lineTone(line.text)}>
      <u>{Math.max(0, (Date.parse(line.at) - begun) / 1000).toFixed(1)}</u>
      {line.text}
    </div>
  ));
}

/** The log; stays at its end unless somebody scrolled up to read. */
function Log({ view, begun }: { view: JobView; begun: number }) {
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const lines = view.log.slice(-SHOWN_LINES);
  const earlier = view.dropped + view.log.length - lines.length;
  const last = lines.at(-1)?.seq;
  useEffect(() => {
    const scroller = box.current?.parentElement;
    if (scroller && follow.current && last !== undefined) scroller.scrollTop = scroller.scrollHeight;
  }, [last]);
  useEffect(() => {
    const scroller = box.current?.parentElement;
    const onScroll = (): void => {
      if (scroller) follow.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
    };
    scroller?.addEventListener('scroll', onScroll);
    return () => scroller?.removeEventListener('scroll', onScroll);
  }, []);
  return (
    <ScrollRegion className="lg full" label="Log">
      <div ref={box}>
        {earlier > 0 ? <div className="mut">{earlier} earlier lines are kept in the journal</div> : null}
        {lines.length === 0 ? <div className="mut">Nothing was said yet.</div> : null}
        <Lines lines={lines} begun={begun} />
      </div>
    </ScrollRegion>
  );
}

/** Nix at work: the tree of what it builds and fetches, and what it says. */
export function BuildCard({ view }: { view: JobView }) {
  const now = useNow();
  const [tab, setTab] = useState<'tree' | 'log'>('tree');
  const begun = view.job ? Date.parse(view.job.startedAt) : now;
  const { rows, hidden } = treeRows(view.nodes);
  const { done, total, failed } = countNodes(view.nodes);
  const summary =
    total === 0
      ? view.ended
        ? 'nothing had to be built'
        : ''
      : `${done} of ${total}${failed > 0 ? `, ${failed} failed` : ''}`;
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
      {tab === 'tree' ? (
        <>
          <ScrollRegion className="tree" label="Build tree">
            {rows.length === 0 ? (
              <p className="none cap mut">
                {view.ended ? 'Nothing was built.' : 'Nix has not begun to build.'}
              </p>
            ) : (
              <ul>
                {rows.map((row) => (
                  <Node key={row.node.id} row={row} now={now} />
                ))}
                {hidden > 0 ? <li className="bn cap mut more">and {hidden} more</li> : null}
              </ul>
            )}
          </ScrollRegion>
          <div className="lg" aria-hidden="true">
            <Lines lines={view.log.slice(-TAIL_LINES)} begun={begun} />
          </div>
        </>
      ) : (
        <Log view={view} begun={begun} />
      )}
    </section>
  );
}
