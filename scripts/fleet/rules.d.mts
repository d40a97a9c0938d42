import type { CatalogueData } from './evaluate.mjs';

export declare function closure(catalogue: CatalogueData, ids: readonly string[]): string[];
export declare function hardwareFor(catalogue: CatalogueData, ids: readonly string[]): string[];
export declare function needMessage(id: string, other: string): string;
export declare function conflictMessage(id: string, conflict: { feature: string; reason: string }): string;
export declare function hardwareMessage(id: string, requires: readonly string[]): string;
export declare function brokenRules(
  catalogue: CatalogueData,
  ids: readonly string[],
  hardware: readonly string[],
): string[];
export declare function isConsistent(
  catalogue: CatalogueData,
  ids: readonly string[],
  hardware: readonly string[],
): boolean;
export declare function coveringSets(catalogue: CatalogueData): { hardware: string[]; on: string[] }[];
export declare function randomFrom(seed: number): () => number;
export declare function randomSet(
  catalogue: CatalogueData,
  random: () => number,
): { hardware: string[]; on: string[] };
