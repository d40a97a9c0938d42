import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { ScrollRegion } from './scroll-region';
import { diffLines, type DiffLine } from './diff';

const SPOKEN: Partial<Record<DiffLine['kind'], string>> = { add: 'added: ', remove: 'removed: ' };
/** Pixels, as the style sheet has it. */
const LINE_HEIGHT = 18;
/** Lines above which only those in view are on the page. */
const MANY = 400;

function Line({ line }: { line: DiffLine }) {
  return (
    <>
      <u>{line.number}</u>
      <span>
        {SPOKEN[line.kind] ? <i className="unseen">{SPOKEN[line.kind]}</i> : null}
        {line.kind === 'hunk' ? `… ${line.text}` : line.text}
      </span>
    </>
  );
}

function ManyLines({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  const region = useRef<HTMLElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- its functions go to no memoised component
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => region.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const items = rows.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <ScrollRegion className="diff" label={`${label}, ${lines.length} lines`} innerRef={region}>
      <p style={{ height: above }} />
      {items.map(({ index }) => {
        const line = lines[index];
        return line ? (
          <div key={index} className={line.kind}>
            <Line line={line} />
          </div>
        ) : null;
      })}
      <p style={{ height: below }} />
    </ScrollRegion>
  );
}

/**
 * A unified diff with line numbers; sign, colour and spoken word all say which way a line goes. Of a long one only
 * the lines in view are on the page.
 */
export function DiffView({ diff, label }: { diff: string; label: string }) {
  const lines = useMemo(() => diffLines(diff), [diff]);
  if (lines.length > MANY) return <ManyLines lines={lines} label={label} />;
  return (
    <ScrollRegion className="diff" label={label}>
      {lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no identity but their place
        <div key={index} className={line.kind}>
          <Line line={line} />
        </div>
      ))}
    </ScrollRegion>
  );
}
