type Environment = Record<string, string | undefined>;
export function splitArguments(args: readonly string[]): { before: string[]; after: string[] };
export function serveArguments(args: readonly string[], env: Environment): string[];
export function hasDisplay(env: Environment): boolean;
export function readyAddress(line: string): string | null;
export function electronSource(env: Environment): string;
export function noFetchReason(env: Environment, lastFailure: number | null, now: number): string | null;
