export type BuildPart = 'main' | 'preload' | 'renderer';
export interface BuildStamp {
  quick: string;
  content: string;
  files: string[];
  previous: string[];
}
export const PARTS: Record<BuildPart, readonly string[]>;
export function entriesOf(root: string, part: BuildPart): Record<string, string>;
export function inputsOf(root: string, part: BuildPart): string[];
export function stateOf(root: string, part: BuildPart): { quick: string; content: string };
export function readStamp(root: string, part: BuildPart): BuildStamp | null;
export function writeStamp(root: string, part: BuildPart, stamp: BuildStamp): void;
export function isStale(root: string, part: BuildPart): boolean;
