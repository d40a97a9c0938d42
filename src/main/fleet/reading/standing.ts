import type { Assignment, Feature, FeatureState } from '../../../shared/contract';
import { withoutEnable } from '../../../shared/features';

export type FeatureStanding = FeatureState;

const DOT = 46;
/** Orders as localeCompare does, without looking the language up for each pair. */
const byName = new Intl.Collator();

interface StandingInput {
  readonly assignments: readonly Assignment[];
  readonly features: readonly Omit<Feature, 'hosts'>[];
  readonly featureRoots: readonly string[];
  readonly ownFiles: readonly string[];
}

/**
 * How every feature stands on one host, from source: what is assigned, then what those that are on bring
 * (a `brings` is a mkDefault, so an assignment of `false` keeps it off).
 */
export function standings(input: StandingInput): FeatureStanding[] {
  const known = new Map(input.features.map((feature) => [feature.path, feature]));
  const paths = new Set([...known.keys(), ...assignedFeatures(input)]);
  const states = new Map<string, FeatureStanding>();
  const deciding = decidingByPath(input);
  const ownFiles = new Set(input.ownFiles);
  for (const path of paths) {
    // A feature is a set with `enable`, or itself a boolean option.
    const all = [...(deciding.get(`${path}.enable`) ?? []), ...(deciding.get(path) ?? [])];
    states.set(path, assignedState(path, all, ownFiles));
  }
  const queue = [...states.values()].filter((state) => state.on).map((state) => state.path);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const brought of known.get(path)?.brings ?? []) {
      const state = states.get(brought);
      if (state && (state.on || state.place !== undefined)) continue;
      const feature = known.get(path);
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
  const order = orderOf(input.features);
  if (states.size > order.length)
    return [...states.values()].toSorted((a, b) => byName.compare(a.path, b.path));
  return order.flatMap((path) => states.get(path) ?? []);
}

/** Paths of features in the order they are shown, worked out once for all hosts. */
const orders = new WeakMap<StandingInput['features'], readonly string[]>();

function orderOf(features: StandingInput['features']): readonly string[] {
  const known = orders.get(features);
  if (known) return known;
  const made = [...new Set(features.map((feature) => feature.path))].toSorted(byName.compare);
  orders.set(features, made);
  return made;
}

/** Features known only by being assigned: paths below a root that end in `.enable`. */
function assignedFeatures({ assignments, featureRoots }: StandingInput): string[] {
  return assignments
    .filter(({ path }) => path.endsWith('.enable') && isBelow(path, featureRoots))
    .map(({ path }) => withoutEnable(path));
}

/** The winning assignments that may switch a feature, by path: a host has thousands of others. */
function decidingByPath({ assignments, features, featureRoots }: StandingInput): Map<string, Assignment[]> {
  const elsewhere = features.filter(({ path }) => !isBelow(path, featureRoots)).map(({ path }) => path);
  const roots = [...featureRoots, ...elsewhere];
  const found = new Map<string, Assignment[]>();
  for (const one of assignments) {
    if (!one.wins || !isBelow(one.path, roots)) continue;
    const known = found.get(one.path);
    if (known) known.push(one);
    else found.set(one.path, [one]);
  }
  return found;
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
): FeatureStanding {
  const own = deciding.find((one) => ownFiles.has(one.file));
  const one = own ?? deciding[0];
  if (!one) return { path, state: 'off', on: false };
  const place = { file: one.file, line: one.line, column: one.column };
  if (one.computed || one.condition !== undefined) return { path, state: 'computed', on: false, place };
  const on = one.value === true;
  if (one.priority === 'force') return { path, state: 'forced', on, place };
  if (!on) return { path, state: 'off', on: false, place };
  return own ? { path, state: 'on', on, place } : { path, state: 'inherited', on, by: one.file, place };
}
