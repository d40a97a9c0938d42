import type { CatalogueData, DescribedOption, FleetOptions } from './evaluate.mjs';

export interface Facts {
  catalogue: CatalogueData;
  /** Features that are on, by host. */
  hosts: Record<string, string[]>;
  described: Record<string, DescribedOption[]>;
}
export declare function readFacts(options?: FleetOptions): Promise<Facts>;
export declare function pagesOf(facts: Facts): Record<string, string>;
export declare function formattedPages(facts: Facts): Promise<Record<string, string>>;
export declare function stalePages(pages: Record<string, string>, folder?: string): string[];
