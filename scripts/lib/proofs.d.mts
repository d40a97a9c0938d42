export interface Proof {
  area: string;
  commit: string;
  dirty: boolean;
  command: string;
  node: string;
  date: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}
export function areaOfLongSuite(file: string): string;
export function groupByArea(files: readonly string[]): Map<string, string[]>;
export function proofsPage(proofs: readonly Proof[]): string;
