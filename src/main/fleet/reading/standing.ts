import type { Assignment, Feature, FeatureState } from '../../../shared/contract';
import { withoutEnable } from '../../../shared/features';

export type FeatureStanding = FeatureState;

const DOT = 46;
/** Orders as localeCompare does, without looking the language up for each pair. */
const byName = new Intl.Collator();

interface StandingInput {
  readonly assignments: readonly Assignment[];
  readonly features: readonly Feature[];
  readonly featureRoots: readonly string[];
  readonly ownFiles: readonly string[];
}

/**
 * How features stand on one host, from source: what is assigned, then what those that are on bring (a `brings` is a
 * mkDefault, so an assignment of `false` keeps it off). A feature of which the host says nothing is not told.
 */
export function standings(input: StandingInput): FeatureStanding[] {
  const { known, shown } = listOf(input.features);
  const states = new Map<string, FeatureStanding>();
  const deciding = decidingByPath(input);
  const ownFiles = new Set(input.ownFiles);
  for (const path of spokenOf(input, deciding)) {
    // A feature is a set with `enable`, or itself a boolean option.
    const all = [...(deciding.get(`${path}.enable`) ?? []), ...(deciding.get(path) ?? [])];
    const state = assignedState(path, all, ownFiles);
    if (state) states.set(path, state);
  }
  const queue = [...states.values()].filter((state) => state.on).map((state) => state.path);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const brought of known.get(path)?.feature.brings ?? []) {
      // On already, or written to be off.
      if (states.has(brought)) continue;
      const feature = known.get(path)?.feature;
      states.set(brought, {
        path: brought,
        state: 'inherited',
        on: true,
        by: path,
        ...(feature ? { place: { file: feature.file, line: feature.line } } : {}),
      });
      queue.push(brought);
    }
  }
  const all = [...states.values()];
  return all.every(({ path }) => shown.has(path))
    ? all.toSorted((a, b) => (shown.get(a.path) ?? 0) - (shown.get(b.path) ?? 0))
    : all.toSorted((a, b) => byName.compare(a.path, b.path));
}

/** What all hosts ask of a list of features, worked out once for all of them. */
interface FeatureList {
  /** By path, with the place in the list. */
  readonly known: ReadonlyMap<string, { readonly feature: Feature; readonly at: number }>;
  /** Where a feature stands in the order they are shown, by path. */
  readonly shown: ReadonlyMap<string, number>;
}

const lists = new WeakMap<StandingInput['features'], FeatureList>();

function listOf(features: StandingInput['features']): FeatureList {
  const ready = lists.get(features);
  if (ready) return ready;
  const known = new Map(features.map((feature, at) => [feature.path, { feature, at }]));
  const shown = new Map([...known.keys()].toSorted(byName.compare).map((path, rank) => [path, rank]));
  const made = { known, shown };
  lists.set(features, made);
  return made;
}

/** Features that something decides on, those of the catalogue first and in its order; others end in `.enable` below a root. */
function spokenOf(
  { features, featureRoots }: StandingInput,
  deciding: ReadonlyMap<string, unknown>,
): readonly string[] {
  const { known } = listOf(features);
  const found = new Set<string>();
  const others = new Set<string>();
  for (const path of deciding.keys()) {
    const feature = withoutEnable(path);
    if (known.has(feature)) found.add(feature);
    else if (known.has(path)) found.add(path);
    else if (feature !== path && isBelow(path, featureRoots)) others.add(feature);
  }
  const inOrder = [...found].toSorted((a, b) => (known.get(a)?.at ?? 0) - (known.get(b)?.at ?? 0));
  return [...inOrder, ...others];
}

/** The winning assignments that may switch a feature, by path: a host has thousands of others. */
function decidingByPath({ assignments, features, featureRoots }: StandingInput): Map<string, Assignment[]> {
  const roots = rootsOf(features, featureRoots);
  const found = new Map<string, Assignment[]>();
  for (const one of assignments) {
    if (!one.wins || !isBelow(one.path, roots)) continue;
    const known = found.get(one.path);
    if (known) known.push(one);
    else found.set(one.path, [one]);
  }
  return found;
}

const rootsByFeatures = new WeakMap<StandingInput['features'], readonly string[]>();

/** The roots, and the features that stand elsewhere; worked out once for all hosts, which have the same roots. */
function rootsOf(features: StandingInput['features'], featureRoots: readonly string[]): readonly string[] {
  const known = rootsByFeatures.get(features);
  if (known) return known;
  const elsewhere = features.filter(({ path }) => !isBelow(path, featureRoots)).map(({ path }) => path);
  const made = [...featureRoots, ...elsewhere];
  rootsByFeatures.set(features, made);
  return made;
}

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some(
    (root) => path.startsWith(root) && (path.length === root.length || path.charCodeAt(root.length) === DOT),
  );
}

function assignedState(
  path: string,
  deciding: readonly Assignment[],
  ownFiles: ReadonlySet<string>,
): FeatureStanding | null {
  const own = deciding.find((one) => ownFiles.has(one.file));
  const one = own ?? deciding[0];
  if (!one) return null;
  const place = { file: one.file, line: one.line, column: one.column };
  if (one.computed || one.condition !== undefined) return { path, state: 'computed', on: false, place };
  const on = one.value === true;
  if (one.priority === 'force') return { path, state: 'forced', on, place };
  if (!on) return { path, state: 'off', on: false, place };
  return own ? { path, state: 'on', on, place } : { path, state: 'inherited', on, by: one.file, place };
}
