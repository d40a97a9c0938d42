import type { CatalogueData, Change, ProbeAnswer, ProbeJob } from './evaluate.mjs';

export interface Counts {
  features: number;
  options: number;
  rules: number;
  looked: number;
}
export declare const PROMISED: Counts;
export declare function featureJobs(catalogue: CatalogueData, want: string[]): ProbeJob[];
export declare function added(before: unknown, after: unknown): unknown;
export declare function signature(changes: readonly Change[]): string;
export declare function judge(
  catalogue: CatalogueData,
  answers: readonly ProbeAnswer[],
): { counts: Counts & { files: number }; problems: string[]; lines: string[] };
