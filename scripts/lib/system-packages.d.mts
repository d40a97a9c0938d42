export interface SystemPackage {
  command?: string;
  library?: string;
  debian: string;
  nixpkgs: string;
  for: string;
  startsService?: boolean;
}
export const SYSTEM_PACKAGES: readonly SystemPackage[];
export function commandFolders(path: string | undefined): string[];
export function missingPackages(
  has: (row: SystemPackage) => boolean,
  table?: readonly SystemPackage[],
): SystemPackage[];
export function harmlessToInstall(missing: readonly SystemPackage[], systemdRuns: boolean): SystemPackage[];
export function parseOsRelease(text: string): Record<string, string>;
export function distribution(release: Record<string, string>): 'debian' | 'nixos' | 'other';
export function installHint(kind: 'debian' | 'nixos' | 'other', missing: readonly SystemPackage[]): string;
