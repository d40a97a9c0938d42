export interface LockfileLike {
  packages?: Record<
    string,
    { version?: string; integrity?: string; optional?: boolean; devOptional?: boolean }
  >;
}
export function nodeProblem(version: string): { message: string; hint: string } | null;
export function stampOf(lockfile: string, platform: string, nodeVersion: string): string;
export function allowedScripts(manifest: { allowScripts?: Record<string, boolean> }): string[];
export function installedMatches(lockfile: LockfileLike, hiddenLockfile: LockfileLike): boolean;
export function installFailureHint(output: string): string;
