export interface Skipped {
  name: string;
  reason: string;
}
export interface Counts {
  passed: number;
  failed: number;
  again: string[];
  skipped: Skipped[];
}
export function noCounts(): Counts;
export function addCounts(a: Counts, b: Counts): Counts;
export function countPlaywright(report: unknown): Counts;
export function countsOfRun(
  file: string,
  exitCode: number | null,
  parse?: (report: unknown) => Counts,
): Counts;
export function againLines(again: readonly string[]): string[];
export function skippedLines(skipped: readonly Skipped[]): string[];
export function totalLine(counts: Counts): string;
