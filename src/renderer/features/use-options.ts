import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { FeatureValues } from '../../shared/contract';
import { api } from '../app';
import type { OptionsOf } from './matrix-rows';

interface Answers {
  readonly data: readonly (FeatureValues | undefined)[];
  readonly errors: readonly (string | null)[];
}

/** The options of the features that are open; each is asked for when it is opened first. */
export function useOptions(open: ReadonlySet<string>): OptionsOf {
  const features = useMemo(() => [...open], [open]);
  const { data, errors } = useQueries({
    queries: features.map((feature) => api.features.values.queryOptions({ input: { feature } })),
    combine: useCallback(
      (
        results: readonly { readonly data: FeatureValues | undefined; readonly error: Error | null }[],
      ): Answers => ({
        data: results.map((result) => result.data),
        errors: results.map((result) => result.error?.message ?? null),
      }),
      [],
    ),
  });
  return useMemo(() => {
    const told = new Map(
      features.map((feature, at) => {
        const failed = errors[at];
        return [feature, data[at] ?? (failed ? { failed } : ('reading' as const))];
      }),
    );
    return (feature) => told.get(feature) ?? 'reading';
  }, [features, data, errors]);
}
