import { useMemo } from 'react';
import { ScrollRegion } from './scroll-region';
import { diffLines, type DiffLine } from './diff';

const SPOKEN: Partial<Record<DiffLine['kind'], string>> = { add: 'added: ', remove: 'removed: ' };

/** A unified diff with line numbers; sign, colour and spoken word all say which way a line goes. */
export function DiffView({ diff, label }: { diff: string; label: string }) {
  const lines = useMemo(() => diffLines(diff), [diff]);
  return (
    <ScrollRegion className="diff" label={label}>
      {lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no identity but their place
        <div key={index} className={line.kind}>
          <u>{line.number}</u>
          <span>
            {SPOKEN[line.kind] ? <i className="unseen">{SPOKEN[line.kind]}</i> : null}
            {line.kind === 'hunk' ? `… ${line.text}` : line.text}
          </span>
        </div>
      ))}
    </ScrollRegion>
  );
}
