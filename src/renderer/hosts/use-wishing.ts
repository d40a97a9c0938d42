import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ErrorShape, type HostGesture, type HostWish, toErrorShape } from '../../shared/contract';
import { toAppError } from '../../shared/carrier';
import {
  announce,
  api,
  client,
  closeLife,
  invalidateAfterGesture,
  notifyFailure,
  setView,
  showToast,
  undo,
} from '../app';

/** Milliseconds without a key before the core is asked anew. */
const PAUSE = 250;

export interface Plan {
  readonly result: HostGesture | null;
  readonly error: ErrorShape | null;
  /** The answer is not of the present wish yet. */
  readonly isBehind: boolean;
}

/** What a wish would write, asked for again a moment after it changed; nothing for null. */
function usePlan(wish: HostWish | null): Plan {
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

/** A wish while somebody words it. */
export interface Wishing {
  /** What it would write; nothing while its name is wrong, which {@link nameError} tells beside the name. */
  readonly plan: Plan;
  readonly nameError: string | null;
  /** What is shown is what would be written, and nothing is under way. */
  readonly isReady: boolean;
  /** Takes the wish as one gesture; then the dialog closes and the host is shown. */
  take(): Promise<void>;
}

/** Plans a wish while it is worded. `done` and `action` are told; `host` is shown afterwards, none for null. */
export function useWishing(
  wish: HostWish | null,
  { done, action, host }: { done: string; action: string; host: string | null },
): Wishing {
  const [busy, setBusy] = useState(false);
  const plan = usePlan(wish);
  const badName = plan.error?.code === 'bad-host-name' ? plan.error : null;
  const isReady = wish !== null && plan.result !== null && plan.error === null && !plan.isBehind && !busy;
  return {
    plan: badName ? { ...plan, error: null, result: null } : plan,
    nameError: badName ? `${badName.message} ${badName.hint}` : null,
    isReady,
    async take() {
      if (wish === null || !isReady) return;
      setBusy(true);
      try {
        await takeWish(wish, done);
        setView({ host });
        closeLife();
      } catch (error) {
        notifyFailure(action)(error);
      } finally {
        setBusy(false);
      }
    },
  };
}

async function takeWish(wish: HostWish, done: string): Promise<void> {
  const { files } = await client.hosts.apply(wish);
  invalidateAfterGesture();
  announce(done);
  showToast({
    title: done,
    detail: `${files.length} ${files.length === 1 ? 'file' : 'files'} written`,
    onUndo: () => void undo(),
  });
}
