import type { Board, BoardHost, Draft, Feature, FeatureState, Finding } from '../../shared/contract';
import { boardIndex, leafName, shortPath, withoutEnable } from '../../shared/features';

export interface CatalogueEntry {
  readonly feature: Feature;
  readonly name: string;
  readonly short: string;
  /** Hosts on which it is on. */
  readonly onHosts: number;
}

export interface CategoryGroup {
  readonly category: string;
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
}

/** How a feature stands on a lane, as its chip shows it. */
export interface LaneChip {
  readonly path: string;
  readonly name: string;
  readonly category: string;
  readonly look: ChipLook;
  readonly state: FeatureState;
  /** Why it changes nothing, where it is so. */
  readonly inert?: string;
}

export type ChipLook =
  'on' | 'draft' | 'inherited' | 'forced' | 'forced-off' | 'computed' | 'inert' | 'undeclared';

/** Marks of one host's features by whole path: what the findings say of them. */
export type HostMarks = ReadonlyMap<string, FeatureMark>;

export interface FeatureMark {
  readonly kind: 'inert' | 'overridden' | 'undeclared';
  readonly reason: string;
  readonly place?: { readonly file: string; readonly line: number };
}

const MARKS: Readonly<Record<string, FeatureMark['kind']>> = {
  inert: 'inert',
  ineffective: 'overridden',
  undeclared: 'undeclared',
};

/** What findings of the fleet say of features, by host: what is set and changes nothing, loses, or is not declared. */
export function marksOf(findings: readonly Finding[]): ReadonlyMap<string, HostMarks> {
  const hosts = new Map<string, Map<string, FeatureMark>>();
  for (const { rule, host, path, message, file, line } of findings) {
    const kind = MARKS[rule];
    if (kind === undefined || host === undefined || path === undefined) continue;
    const marks = hosts.get(host) ?? new Map<string, FeatureMark>();
    hosts.set(host, marks);
    const place = file !== undefined && line !== undefined ? { place: { file, line } } : {};
    marks.set(withoutEnable(path), { kind, reason: message, ...place });
  }
  return hosts;
}

/** `virtualization` → `Virtualization`, `ai` → `AI`. */
export function categoryTitle(category: string): string {
  return category.length <= 2 ? category.toUpperCase() : category.charAt(0).toUpperCase() + category.slice(1);
}

/** The CSS colour of a category: one of ten hues, else the muted grey. */
export function categoryColour(category: string): string {
  const key = category.toLowerCase().replace(/[^a-z]/g, '');
  return `var(--sf-palette-category-${key}, var(--muted))`;
}

/** The entries of a board, made once: what stays the same need not be drawn again. */
const entriesOf = new WeakMap<Board, readonly (CatalogueEntry & { readonly text: string })[]>();

function entries(board: Board): readonly (CatalogueEntry & { readonly text: string })[] {
  const known = entriesOf.get(board);
  if (known) return known;
  const on = new Map<string, number>();
  for (const host of board.hosts) {
    for (const state of host.states) if (state.on) on.set(state.path, (on.get(state.path) ?? 0) + 1);
  }
  const made = board.features.map((feature) => ({
    feature,
    name: leafName(feature.path),
    short: shortPath(feature.path, board.featureRoots),
    onHosts: on.get(feature.path) ?? 0,
    text: `${feature.path} ${feature.title} ${feature.description} ${feature.category}`.toLowerCase(),
  }));
  entriesOf.set(board, made);
  return made;
}

/** The catalogue by category in the order it is told, narrowed to what answers every word of the filter. */
export function groupCatalogue(board: Board, query: string): CategoryGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of entries(board)) {
    if (!words.every((word) => entry.text.includes(word))) continue;
    const group = groups.get(entry.feature.category);
    if (group) group.push(entry);
    else groups.set(entry.feature.category, [entry]);
  }
  return [...groups].map(([category, inside]) => ({
    category,
    title: categoryTitle(category),
    entries: inside,
  }));
}

/** The paths the draft changed, by host, as people say them: below the feature root, without `.enable`. */
export function draftedPaths(
  draft: Draft | undefined,
  featureRoots: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    (draft?.meaning ?? []).map(({ host, changes }) => [
      host,
      new Set(changes.map((change) => shortPath(change.path, featureRoots))),
    ]),
  );
}

/** How a state shows; null where it is plainly off. */
export function lookOf(
  state: FeatureState,
  drafted: boolean,
  mark: FeatureMark | undefined,
): ChipLook | null {
  if (state.on && mark?.kind === 'inert') return 'inert';
  switch (state.state) {
    case 'off':
      return null;
    case 'forced':
      return state.on ? 'forced' : 'forced-off';
    case 'computed':
      return 'computed';
    case 'inherited':
      return state.on ? 'inherited' : null;
    case 'on':
      return drafted ? 'draft' : 'on';
  }
}

/**
 * The chips of one lane: written ones first, in the catalogue's order, then what is brought. What is assigned and no
 * module declares comes last.
 */
export function laneChips(
  board: Board,
  lane: BoardHost,
  drafted: ReadonlySet<string>,
  marks?: HostMarks,
): LaneChip[] {
  const { catalogue } = boardIndex(board);
  const chips = lane.states.flatMap((state): LaneChip[] => {
    const { path } = state;
    const mark = marks?.get(path);
    const feature = catalogue.get(path);
    const told = lookOf(state, drafted.has(shortPath(path, board.featureRoots)), mark);
    const look = feature || told === null ? told : 'undeclared';
    if (look === null) return [];
    const inert = look === 'inert' && mark ? { inert: mark.reason } : {};
    return [{ path, name: leafName(path), category: feature?.category ?? '', look, state, ...inert }];
  });
  const order = ({ look }: LaneChip): number => (look === 'undeclared' ? 2 : Number(look === 'inherited'));
  return chips.toSorted((a, b) => order(a) - order(b));
}

/** The chips of a lane that one file switches on for several hosts, such as a role; folded away until asked for. */
export interface ChipFold {
  /** The file that is written for them. */
  readonly file: string;
  /** What people call it: `roles/server.nix` → `server`. */
  readonly name: string;
  readonly chips: readonly LaneChip[];
}

/** A lane's own chips, and those that shared files switch on, by file in the order they were met. */
export function foldChips(chips: readonly LaneChip[]): {
  readonly own: readonly LaneChip[];
  readonly folds: readonly ChipFold[];
} {
  const files = new Map<string, LaneChip[]>();
  const own: LaneChip[] = [];
  for (const chip of chips) {
    const file = chip.look === 'inherited' && chip.state.by?.includes('/') ? chip.state.by : null;
    if (file === null) own.push(chip);
    else files.set(file, [...(files.get(file) ?? []), chip]);
  }
  const folds = [...files].map(([file, inside]) => ({ file, name: fileName(file), chips: inside }));
  return { own, folds };
}

function fileName(file: string): string {
  const parts = file.replace(/\.nix$/, '').split('/');
  return (parts.at(-1) === 'default' ? parts.at(-2) : parts.at(-1)) ?? file;
}

/** The host `step` places after `current` in board order; stays at the ends. */
export function stepHost(hosts: readonly string[], current: string | null, step: number): string | null {
  if (hosts.length === 0) return null;
  const at = current === null ? -1 : hosts.indexOf(current);
  if (at < 0) return (step > 0 ? hosts[0] : hosts.at(-1)) ?? null;
  return hosts[Math.max(0, Math.min(hosts.length - 1, at + step))] ?? null;
}
