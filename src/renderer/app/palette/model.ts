/** What an item is about; the palette shows each under its own heading. */
export type PaletteGroup =
  'Areas' | 'Hosts' | 'Features' | 'Options' | 'Actions' | 'Recipes' | 'Settings' | 'Files';

/** A further choice that an item needs before it can do something. */
export interface PaletteStep {
  /** What the choice is for, in front of the field: “Terminal to”. */
  readonly words: string;
  choices(): readonly PaletteItem[];
  /** Words of the whole, once both are chosen: “Terminal to p620”. */
  compose(choice: string): string;
}

/** Something the palette can do or open. */
export interface PaletteItem {
  /** The same between starts, so that it can be remembered. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly words: string;
  /** More to find it by, shown at the right. */
  readonly hint?: string;
  /** Keys that do the same. */
  readonly keys?: string;
  /** Why it cannot be done now; it is listed all the same. */
  readonly refused?: string;
  readonly run?: () => void;
  readonly step?: PaletteStep;
}

/** What a first character narrows the palette to. */
export const PREFIXES: Readonly<
  Record<string, { readonly groups: readonly PaletteGroup[]; readonly words: string }>
> = {
  '>': { groups: ['Actions', 'Areas', 'Settings'], words: 'actions' },
  '@': { groups: ['Hosts'], words: 'hosts' },
  '#': { groups: ['Features'], words: 'features' },
  ':': { groups: ['Options'], words: 'options' },
  '!': { groups: ['Recipes'], words: 'recipes' },
  '/': { groups: ['Files'], words: 'files' },
};

/** A query as typed: its prefix, and the rest that is looked for. */
export function splitQuery(typed: string): {
  readonly groups: readonly PaletteGroup[] | null;
  readonly query: string;
} {
  const prefix = typed.trimStart().slice(0, 1);
  const found = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
  return found
    ? { groups: found.groups, query: typed.trimStart().slice(1).trim() }
    : { groups: null, query: typed.trim() };
}
