/** What a series of timings says; all in the unit of the series. */
export interface Summary {
  rounds: number;
  median: number;
  min: number;
  max: number;
  /** Median absolute deviation from the median: spread that one slow round does not move. */
  mad: number;
}

/** The middle of a series; throws RangeError for an empty one. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Sums a series up; throws RangeError for an empty one. */
export function summarize(values: readonly number[]): Summary {
  const middle = median(values);
  return {
    rounds: values.length,
    median: middle,
    min: Math.min(...values),
    max: Math.max(...values),
    mad: median(values.map((value) => Math.abs(value - middle))),
  };
}
