import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { RunDetails } from '../../../shared/contract';

const LINE_PX = 17;

/** A log of any length, drawn as far as it is in view. */
export function RunLog({
  log,
  dropped,
  started,
}: {
  log: NonNullable<RunDetails['log']>;
  dropped: number;
  started: string;
}) {
  const scroller = useRef<HTMLElement>(null);
  const begun = Date.parse(started);
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const virtual = useVirtualizer({
    count: log.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  return (
    <section
      ref={scroller}
      className="lg full run-log"
      aria-label="Log"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by keyboard needs the focus
      tabIndex={0}
    >
      {dropped > 0 ? <p className="mut">{dropped} earlier lines are left out</p> : null}
      {log.length === 0 ? <p className="mut">Nothing was said.</p> : null}
      <div className="run-lines" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const line = log[index];
          if (!line) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
            >
              <u>{Math.max(0, (Date.parse(line.at) - begun) / 1000).toFixed(1)}</u>
              <span className="mut">{line.source}</span> {line.text}
            </div>
          );
        })}
      </div>
    </section>
  );
}
