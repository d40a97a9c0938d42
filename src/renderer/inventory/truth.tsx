import { useMemo } from 'react';
import { age, useNowWords } from '../ui';
import type { HostRow } from './host-row';

/** One line of truth: how many hosts, and how old what they told is. */
export function Truth({ rows }: { rows: readonly HostRow[] }) {
  const seen = useMemo(() => rows.flatMap(({ state }) => state.seenAt ?? []).toSorted(), [rows]);
  const facts = useNowWords((now) => {
    const [first] = seen;
    if (first === undefined) return ', read from source; no host was asked yet';
    const oldest = age(first, now);
    const newest = age(seen.at(-1) ?? '', now);
    if (oldest === newest) return `, facts read ${oldest === 'now' ? 'just now' : `${oldest} ago`}`;
    return `, facts read ${newest === 'now' ? 'just now' : newest} to ${oldest} ago`;
  });
  return (
    <span className="cap mut el">
      {rows.length === 1 ? '1 host' : `${rows.length} hosts`}
      {facts}
    </span>
  );
}
