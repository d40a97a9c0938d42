import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Run } from '../../../shared/contract';
import { hostsWords, runLook } from '../../app';
import { Icon, moment, useNow } from '../../ui';
import { setHistoryState } from './store';
import { deedWords, sourceWords } from './words';

const ROW_PX = 44;
/** Rows before the end at which the next ones are asked for. */
const AHEAD = 20;

function RunRow({
  run,
  now,
  isOpen,
  isEntry,
  onFocus,
}: {
  run: Run;
  now: number;
  isOpen: boolean;
  isEntry: boolean;
  onFocus: () => void;
}) {
  const look = runLook(run);
  return (
    <button
      type="button"
      className={isOpen ? 'history-row on' : 'history-row'}
      tabIndex={isEntry ? 0 : -1}
      aria-pressed={isOpen}
      data-run={run.id}
      data-state={run.state}
      onFocus={onFocus}
      onClick={() => setHistoryState({ open: isOpen ? null : run.id })}
    >
      <span className={look.tone}>
        <Icon name={look.icon} />
      </span>
      <span className="col grow">
        <span className="row g6 sm">
          <b className="md nw" title={run.hosts.map(({ host }) => host).join(', ')}>
            {hostsWords(run.hosts)}
          </b>
          <span className="sec el">{look.words}</span>
        </span>
        <span className="cap mut el">
          {deedWords(run)}, <span className="mono m11">{sourceWords(run)}</span>, by {run.who}
        </span>
      </span>
      <span className="cap mut nw" title={run.started}>
        {moment(run.started, now)}
      </span>
    </button>
  );
}

/** The runs, newest first; only those in view are drawn. Arrows lead from one to the next. */
export function RunList({
  runs,
  open,
  onNearEnd,
}: {
  runs: readonly Run[];
  open: string | null;
  onNearEnd: () => void;
}) {
  const now = useNow();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [entry, setEntry] = useState(0);
  const wanted = useRef<number | null>(null);
  const entryAt = Math.min(entry, Math.max(0, runs.length - 1));
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const virtual = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getItemKey: (index) => runs[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (runs.length > 0 && last >= runs.length - AHEAD) onNearEnd();
  }, [last, runs.length, onNearEnd]);
  useEffect(() => {
    if (wanted.current === null) return;
    const row = scroller?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] > button`);
    if (!row) return;
    wanted.current = null;
    row.focus();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -runs.length,
      End: runs.length,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(runs.length - 1, entryAt + step));
    wanted.current = next;
    setEntry(next);
    virtual.scrollToIndex(next);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the rows inside, caught once
    <div ref={setScroller} className="history-scroll" onKeyDown={onKeyDown}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label="Runs, newest first">
        {items.map(({ index, start, key }) => {
          const run = runs[index];
          if (!run) return null;
          return (
            <li
              key={key}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={runs.length}
              aria-posinset={index + 1}
            >
              <RunRow
                run={run}
                now={now}
                isOpen={run.id === open}
                isEntry={index === entryAt}
                onFocus={() => setEntry(index)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
