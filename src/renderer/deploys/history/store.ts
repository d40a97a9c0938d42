import { create } from 'zustand';
import type { RunQuery } from '../../../shared/contract';
import { openHistory } from '../../app';
import { dayBegins } from './days';

/** What the history is narrowed to, as it stands in the fields, and the run whose details are open. */
interface HistoryState {
  readonly text: string;
  readonly host: string;
  readonly outcome: NonNullable<RunQuery['outcome']> | 'any';
  /** Days as date fields have them, in local time; empty for no bound. `until` is the last day that counts. */
  readonly since: string;
  readonly until: string;
  readonly open: string | null;
}

const EVERYTHING = { text: '', host: '', outcome: 'any', since: '', until: '' } as const;

export const useHistoryState = create<HistoryState>(() => ({ ...EVERYTHING, open: null }));

export const setHistoryState = useHistoryState.setState;

/** Takes every condition away. */
export function showEverything(): void {
  setHistoryState(EVERYTHING);
}

/** Opens the history with the details of one run. */
export function openRun(id: string): void {
  setHistoryState({ open: id });
  openHistory();
}

/** The fields as a question to the core. */
export function queryOf({ text, host, outcome, since, until }: Omit<HistoryState, 'open'>): RunQuery {
  const from = dayBegins(since);
  const to = dayBegins(until, 1);
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(host !== '' && { host }),
    ...(outcome !== 'any' && { outcome }),
    ...(from !== null && { since: from }),
    ...(to !== null && { until: to }),
  };
}
