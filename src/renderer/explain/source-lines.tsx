import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { Span } from '../../shared/nix-syntax';
import { openSource, type SourcePlace } from '../app';
import { cutSpans, type CutSpan, type Hit } from './find-in-lines';
import { linkedFile } from './paths';

/** Pixels, as the style sheet has it. */
const LINE_HEIGHT = 18;

function Piece({ file, span, current }: { file: string; span: CutSpan; current: number | null }) {
  const classes = [
    span.kind === 'plain' ? '' : `hl-${span.kind}`,
    span.hit === undefined ? '' : span.hit === current ? 'hit now' : 'hit',
  ];
  const className = classes.filter(Boolean).join(' ');
  const target = span.kind === 'path' ? linkedFile(file, span.text) : null;
  if (target !== null) {
    return (
      <button
        type="button"
        className={`${className} src-link`}
        title={`Open ${target}`}
        onClick={() => openSource({ file: target })}
      >
        {span.text}
      </button>
    );
  }
  return className === '' ? span.text : <span className={className}>{span.text}</span>;
}

function hitsByLine(hits: readonly Hit[]) {
  const found = new Map<number, { start: number; end: number; number: number }[]>();
  for (const [number, { line, start, end }] of hits.entries()) {
    const known = found.get(line);
    if (known) known.push({ start, end, number });
    else found.set(line, [{ start, end, number }]);
  }
  return found;
}

/** The lines of a file, drawn as far as they are in view; the place's line is marked and brought into view. */
export function SourceLines({
  place,
  lines,
  hits,
  current,
}: {
  place: SourcePlace;
  lines: readonly (readonly Span[])[];
  hits: readonly Hit[];
  /** Number of the hit that is looked at. */
  current: number | null;
}) {
  const scroller = useRef<HTMLElement>(null);
  const byLine = useMemo(() => hitsByLine(hits), [hits]);
  const longest = useMemo(
    () =>
      lines.reduce(
        (most, line) =>
          Math.max(
            most,
            line.reduce((length, { text }) => length + text.length, 0),
          ),
        0,
      ),
    [lines],
  );
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
    paddingEnd: LINE_HEIGHT,
  });
  const marked = place.line === undefined ? null : Math.min(place.line, lines.length);
  const found = current === null ? undefined : hits[current];
  useEffect(() => {
    if (marked !== null) virtual.scrollToIndex(marked - 1, { align: 'center' });
    scroller.current?.focus({ preventScroll: true });
  }, [virtual, marked, place]);
  useEffect(() => {
    if (found) virtual.scrollToIndex(found.line, { align: 'center' });
  }, [virtual, found]);
  const digits = String(lines.length).length;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by keyboard needs the focus
    <section ref={scroller} className="src-scroll" aria-label={`Text of ${place.file}`} tabIndex={0}>
      <div
        className="src-text"
        style={{ height: virtual.getTotalSize(), minWidth: `${longest + digits + 6}ch` }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const number = index + 1;
          return (
            <div
              key={index}
              className={number === marked ? 'src-line marked' : 'src-line'}
              data-line={number}
              style={{ transform: `translateY(${start}px)` }}
            >
              <u style={{ width: `${digits + 3}ch` }}>
                {number === marked ? <span className="unseen">This line: </span> : null}
                {number}
              </u>
              <code>
                {cutSpans(lines[index] ?? [], byLine.get(index) ?? []).map((span, at) => (
                  // oxlint-disable-next-line react/no-array-index-key -- pieces have no identity but their place
                  <Piece key={at} file={place.file} span={span} current={current} />
                ))}
              </code>
            </div>
          );
        })}
      </div>
    </section>
  );
}
