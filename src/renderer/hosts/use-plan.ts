import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ErrorShape, type HostGesture, type HostWish, toErrorShape } from '../../shared/contract';
import { toAppError } from '../../shared/carrier';
import { announce, api, client, invalidateAfterGesture, showToast, undo } from '../app';

/** Milliseconds without a key before the core is asked anew. */
const PAUSE = 250;

export interface Plan {
  readonly result: HostGesture | null;
  readonly error: ErrorShape | null;
  /** The answer is not of the present wish yet. */
  readonly isBehind: boolean;
}

/** What a wish would write, asked for again a moment after it changed; nothing for null. */
export function usePlan(wish: HostWish | null): Plan {
  const text = wish === null ? null : JSON.stringify(wish);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = useQuery({
    queryKey: [...api.hosts.key(), 'plan', settled],
    queryFn: ({ signal }) => client.hosts.plan(JSON.parse(settled ?? '') as HostWish, { signal }),
    enabled: settled !== null && text !== null,
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  if (text === null) return { result: null, error: null, isBehind: false };
  return {
    result: asked.data ?? null,
    error: asked.error ? toErrorShape(toAppError(asked.error)) : null,
    isBehind: settled !== text || asked.isFetching,
  };
}

/** Takes the wish as one gesture, which can be undone. Throws what the core refuses. */
export async function takeWish(wish: HostWish, done: string): Promise<void> {
  const { files } = await client.hosts.apply(wish);
  invalidateAfterGesture();
  announce(done);
  showToast({
    title: done,
    detail: `${files.length} ${files.length === 1 ? 'file' : 'files'} written`,
    onUndo: () => void undo(),
  });
}
