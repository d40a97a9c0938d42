import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Run, RunQuery } from '../../../shared/contract';
import { api } from '../../app';
import { queryOf, useHistoryState } from './store';

/** Runs that are asked for at once. */
const PAGE = 100;
/** Nobody waits for a search while they are typing. */
const TYPING_MS = 250;

export interface HistoryList {
  readonly query: RunQuery;
  readonly runs: readonly Run[];
  readonly total: number | null;
  readonly error: Error | null;
  readonly isPending: boolean;
  /** What is shown answers an earlier question. */
  readonly isStale: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** The runs that answer the fields, as many pages as were asked for. */
export function useHistory(): HistoryList {
  const state = useHistoryState();
  const { text, host, outcome, since, until } = state;
  const wanted = useMemo(
    () => queryOf({ text, host, outcome, since, until }),
    [text, host, outcome, since, until],
  );
  const [query, setQuery] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setQuery(wanted), TYPING_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const answer = useInfiniteQuery(
    api.deploys.runs.infiniteOptions({
      input: (skip: number) => ({ ...query, skip, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const had = pages.reduce((sum, page) => sum + page.runs.length, 0);
        return last.runs.length > 0 && had < last.total ? had : undefined;
      },
      placeholderData: keepPreviousData,
    }),
  );
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage } = answer;
  const runs = useMemo(() => data?.pages.flatMap((page) => page.runs) ?? [], [data]);
  return {
    query,
    runs,
    total: data?.pages[0]?.total ?? null,
    error,
    isPending,
    isStale: isPlaceholderData || query !== wanted,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void answer.fetchNextPage();
    },
    again: () => void answer.refetch(),
  };
}
