export function findCommand(names: readonly string[], path?: string): string | null;
export const BROWSER_NAMES: readonly string[];
export function browserArguments(uid?: number): string[];
