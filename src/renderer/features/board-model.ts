import type { Board, Draft, Feature, FeatureState } from '../../shared/contract';
import { leafName, shortPath } from '../../shared/features';

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
  readonly look: 'on' | 'draft' | 'inherited' | 'forced' | 'forced-off' | 'computed';
  readonly state: FeatureState;
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

/** The catalogue by category in the order it is told, narrowed to what answers every word of the filter. */
export function groupCatalogue(board: Board, query: string): CategoryGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const on = new Map<string, number>();
  for (const host of board.hosts) {
    for (const state of host.states) if (state.on) on.set(state.path, (on.get(state.path) ?? 0) + 1);
  }
  const groups = new Map<string, CatalogueEntry[]>();
  for (const feature of board.features) {
    const text = `${feature.path} ${feature.title} ${feature.description} ${feature.category}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const entries = groups.get(feature.category) ?? [];
    entries.push({
      feature,
      name: leafName(feature.path),
      short: shortPath(feature.path, board.featureRoots),
      onHosts: on.get(feature.path) ?? 0,
    });
    groups.set(feature.category, entries);
  }
  return [...groups].map(([category, entries]) => ({ category, title: categoryTitle(category), entries }));
}

/** The paths the draft changed on a host, as people say them: below the feature root, without `.enable`. */
export function draftPaths(
  draft: Draft | undefined,
  host: string,
  featureRoots: readonly string[],
): ReadonlySet<string> {
  const changes = draft?.meaning.find((entry) => entry.host === host)?.changes ?? [];
  return new Set(changes.map((change) => shortPath(change.path, featureRoots)));
}

function lookOf(state: FeatureState, drafted: boolean): LaneChip['look'] | null {
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

/** The chips of one lane: written ones first, in the catalogue's order, then what is brought. */
export function laneChips(board: Board, host: string, drafted: ReadonlySet<string>): LaneChip[] {
  const lane = board.hosts.find((entry) => entry.host === host);
  const states = new Map((lane?.states ?? []).map((state) => [state.path, state]));
  const chips = board.features.flatMap((feature): LaneChip[] => {
    const state = states.get(feature.path);
    const look = state && lookOf(state, drafted.has(shortPath(feature.path, board.featureRoots)));
    if (!state || !look) return [];
    return [{ path: feature.path, name: leafName(feature.path), category: feature.category, look, state }];
  });
  const brought = (chip: LaneChip): number => Number(chip.look === 'inherited');
  return chips.toSorted((a, b) => brought(a) - brought(b));
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

/** The host after `current` in board order, or the one before it; stays at the ends. */
export function stepHost(hosts: readonly string[], current: string | null, step: 1 | -1): string | null {
  if (hosts.length === 0) return null;
  const at = current === null ? -1 : hosts.indexOf(current);
  if (at < 0) return (step === 1 ? hosts[0] : hosts.at(-1)) ?? null;
  return hosts[Math.max(0, Math.min(hosts.length - 1, at + step))] ?? null;
}
