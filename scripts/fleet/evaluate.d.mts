export declare const ROOT: string;
export declare const FLEET: string;

export interface FleetOptions {
  fleet?: string | undefined;
  standIn?: string | undefined;
  nixpkgsLib?: string | null;
  /** Keep the derivations in the store. */
  write?: boolean;
}

export interface FeatureData {
  id: string;
  title: string;
  description: string;
  category: string;
  path: string;
  file: string;
  brings: string[];
  needs: string[];
  conflicts: { feature: string; reason: string }[];
  secrets: string[];
  health: { unit?: string; url?: string; port?: number; command?: string }[];
  metrics: string[];
  hardware: { requires: string[]; prefers: string[] };
}
export type CatalogueData = Record<string, FeatureData>;

/** See fleet-tests/nix/probes.nix. */
export interface ProbeJob {
  name: string;
  hardware?: string[];
  on?: string[];
  off?: string[];
  settings?: Record<string, Record<string, unknown>>;
  want: string[];
  id?: string;
  host?: string;
  unchecked?: boolean;
}

export interface DescribedOption {
  name: string;
  type: string;
  description: string;
  default: string | null;
}

export interface Change {
  path: string[];
  before: unknown;
  after: unknown;
}

export interface ProbeAnswer {
  name: string;
  error?: string;
  failed?: string[];
  on?: string[];
  drv?: string;
  changes?: Change[];
  options?: string[];
  paths?: string[][];
  declared?: string[][];
  described?: Record<string, DescribedOption[]>;
  values?: Record<string, unknown>;
  rendered?: unknown;
}

export declare function nixMissing(): string | null;
export declare function nixPath(path: string): string;
export declare function nixJson(args: string[]): Promise<unknown>;
export declare function fleetOutput(attribute: string, options?: FleetOptions): Promise<unknown>;
export declare function readCatalogue(options?: FleetOptions): Promise<CatalogueData>;
export declare function evaluate(
  jobs: readonly ProbeJob[],
  options?: FleetOptions & { batch?: number; onProgress?: (done: number) => void },
): Promise<ProbeAnswer[]>;
export declare function shortError(message: string): string;
