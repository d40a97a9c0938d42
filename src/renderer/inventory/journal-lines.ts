import { useEffect, useState } from 'react';
import {
  type ErrorShape,
  type JournalEntry,
  type JournalPriority,
  toErrorShape,
} from '../../shared/contract';
import { client } from '../app';

/** Entries on screen; what is older stays on the host. */
const MOST = 2_000;

export interface JournalQuestion {
  readonly host: string;
  readonly unit: string;
  readonly priority: JournalPriority;
}

export interface JournalView {
  readonly state: 'reading' | 'ended' | 'failed';
  readonly lines: readonly (JournalEntry & { readonly key: number })[];
  /** Entries that are not shown: too many came, or they are older than what is kept here. */
  readonly left: number;
  readonly note: string;
  readonly error: ErrorShape | null;
}

const EMPTY: JournalView = { state: 'reading', lines: [], left: 0, note: '', error: null };

/** Follows a host's journal for as long as it is shown. */
export function useJournal({ host, unit, priority }: JournalQuestion): JournalView {
  const [view, setView] = useState(EMPTY);
  useEffect(() => {
    const leave = new AbortController();
    let key = 0;
    const change = (next: (old: JournalView) => JournalView): void => {
      if (!leave.signal.aborted) setView(next);
    };
    const read = async (): Promise<void> => {
      setView(EMPTY);
      const filter = { host, priority, follow: true, ...(unit === '' ? {} : { unit }) };
      const feed = await client.journal.read(filter, { signal: leave.signal });
      for await (const event of feed) {
        change((old) => {
          if (event.type === 'note') return { ...old, note: event.text };
          if (event.type === 'skipped') return { ...old, left: old.left + event.count };
          const lines = [...old.lines, ...event.entries.map((entry) => ({ ...entry, key: key++ }))];
          const over = Math.max(0, lines.length - MOST);
          return { ...old, lines: lines.slice(over), left: old.left + over };
        });
      }
      change((old) => ({ ...old, state: 'ended' }));
    };
    // Somebody who types a unit should not ask the host at each key.
    const timer = setTimeout(
      () =>
        void read().catch((error: unknown) =>
          change((old) => ({ ...old, state: 'failed', error: toErrorShape(error) })),
        ),
      250,
    );
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [host, unit, priority]);
  return view;
}
