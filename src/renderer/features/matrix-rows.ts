import type { Board, FeatureValues, OptionRow } from '../../shared/contract';
import { boardIndex, shortPath } from '../../shared/features';
import { groupCatalogue, type CatalogueEntry } from './board-model';

/** A row of the matrix. */
export type MatrixRow =
  | {
      readonly kind: 'category';
      readonly key: string;
      readonly category: string;
      readonly title: string;
      readonly count: number;
      readonly open: boolean;
    }
  | {
      readonly kind: 'feature';
      readonly key: string;
      readonly path: string;
      readonly name: string;
      readonly entry: CatalogueEntry | null;
      readonly category: string;
      readonly open: boolean;
    }
  | {
      readonly kind: 'option';
      readonly key: string;
      readonly feature: string;
      readonly option: OptionRow;
      /** Where a host stands in the option's values. */
      readonly places: ReadonlyMap<string, number>;
    }
  /** Words in the place of options that are not there. */
  | { readonly kind: 'note'; readonly key: string; readonly words: string };

/** What is known of the options of an open feature. */
export type OptionsOf = (feature: string) => FeatureValues | 'reading' | { readonly failed: string };

export interface MatrixShape {
  readonly query: string;
  readonly closed: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
}

/** The category of features that hosts assign and no module declares. */
const UNDECLARED = 'undeclared';

/** Features that some host assigns and the catalogue does not have, by whole path. */
function undeclaredPaths(board: Board): readonly string[] {
  const { catalogue } = boardIndex(board);
  const paths = new Set<string>();
  for (const host of board.hosts) {
    for (const { path } of host.states) if (!catalogue.has(path)) paths.add(path);
  }
  return [...paths].toSorted();
}

const knownPlaces = new WeakMap<FeatureValues, ReadonlyMap<string, number>>();

function placesOf(values: FeatureValues): ReadonlyMap<string, number> {
  const known = knownPlaces.get(values) ?? new Map(values.hosts.map((host, at) => [host, at]));
  knownPlaces.set(values, known);
  return known;
}

function optionRows(feature: string, options: OptionsOf): MatrixRow[] {
  const told = options(feature);
  const note = (words: string): MatrixRow[] => [{ kind: 'note', key: `note ${feature}`, words }];
  if (told === 'reading') return note('reading its options');
  if ('failed' in told) return note(`its options could not be read: ${told.failed}`);
  if (told.options.length === 0) return note('it has no options but its switch');
  const places = placesOf(told);
  return told.options.map((option) => ({
    kind: 'option',
    key: `option ${option.path}`,
    feature,
    option,
    places,
  }));
}

/** The rows that are shown: categories, their features, and the options of those that are open. */
export function matrixRows(board: Board, shape: MatrixShape, options: OptionsOf): MatrixRow[] {
  const { query, closed, open } = shape;
  const rows: MatrixRow[] = [];
  const addFeature = (path: string, name: string, category: string, entry: CatalogueEntry | null): void => {
    const isOpen = open.has(path);
    rows.push({ kind: 'feature', key: `feature ${path}`, path, name, category, entry, open: isOpen });
    if (isOpen) rows.push(...optionRows(path, options));
  };
  const addCategory = (category: string, title: string, count: number): boolean => {
    const isOpen = query !== '' || !closed.has(category);
    rows.push({ kind: 'category', key: `category ${category}`, category, title, count, open: isOpen });
    return isOpen;
  };
  for (const { category, title, entries } of groupCatalogue(board, query)) {
    if (!addCategory(category, title, entries.length)) continue;
    for (const entry of entries) addFeature(entry.feature.path, entry.name, category, entry);
  }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const strays = undeclaredPaths(board).filter((path) =>
    words.every((word) => path.toLowerCase().includes(word)),
  );
  if (strays.length > 0 && addCategory(UNDECLARED, 'Not declared', strays.length)) {
    for (const path of strays) addFeature(path, shortPath(path, board.featureRoots), UNDECLARED, null);
  }
  return rows;
}
