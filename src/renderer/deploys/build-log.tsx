import Button from '@mui/material/Button';
import { useEffect, useRef } from 'react';
import type { JobView, LogLine } from '../app';
import { ScrollRegion } from '../ui';

/** Lines on screen; what is older is counted, and kept in the journal. */
const SHOWN_LINES = 600;

function lineTone(text: string): string | undefined {
  if (/^\s*error[:\s]/i.test(text)) return 'bad';
  return /^\s*(evaluation )?warning[:\s]/i.test(text) ? 'warn' : undefined;
}

/** Lines with the seconds since the job began. */
export function LogLines({ lines, begun }: { lines: readonly LogLine[]; begun: number }) {
  return lines.map((line) => (
    <div key={line.seq} className={lineTone(line.text)}>
      <u>{Math.max(0, (Date.parse(line.at) - begun) / 1000).toFixed(1)}</u>
      {line.text}
    </div>
  ));
}

/** The log, or what one derivation said; stays at its end unless somebody scrolled up to read. */
export function BuildLog({
  view,
  begun,
  only,
  onAll,
}: {
  view: JobView;
  begun: number;
  /** Name of the derivation whose lines are shown; all lines where null. */
  only: string | null;
  onAll: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const said = only === null ? view.log : view.log.filter(({ source }) => source === only);
  const lines = said.slice(-SHOWN_LINES);
  const earlier = view.dropped + said.length - lines.length;
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
    <>
      {only === null ? null : (
        <div className="row log-of">
          <span className="cap mut">
            What <b className="mono">{only}</b> said
          </span>
          <Button variant="text" className="s24" onClick={onAll}>
            The whole log
          </Button>
        </div>
      )}
      <ScrollRegion className="lg full" label={only === null ? 'Log' : `Log of ${only}`}>
        <div ref={box}>
          {earlier > 0 ? <div className="mut">{earlier} earlier lines are kept in the journal</div> : null}
          {lines.length === 0 ? <div className="mut">Nothing was said yet.</div> : null}
          <LogLines lines={lines} begun={begun} />
        </div>
      </ScrollRegion>
    </>
  );
}
