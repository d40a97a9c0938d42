import type { Assignment, Feature, FeatureState } from '../../../shared/contract';
import { withoutEnable } from '../../../shared/features';

export type FeatureStanding = FeatureState;

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
  for (const path of paths) states.set(path, assignedState(path, input));
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
  return [...states.values()].toSorted((a, b) => a.path.localeCompare(b.path));
}

/** Features known only by being assigned: paths below a root that end in `.enable`. */
function assignedFeatures({ assignments, featureRoots }: StandingInput): string[] {
  return assignments
    .filter(
      ({ path }) => path.endsWith('.enable') && featureRoots.some((root) => path.startsWith(`${root}.`)),
    )
    .map(({ path }) => withoutEnable(path));
}

function assignedState(path: string, { assignments, ownFiles }: StandingInput): FeatureStanding {
  // A feature is a set with `enable`, or itself a boolean option.
  const deciding = assignments.filter(
    (one) => one.wins && (one.path === `${path}.enable` || one.path === path),
  );
  const own = deciding.find((one) => ownFiles.includes(one.file));
  const one = own ?? deciding[0];
  if (!one) return { path, state: 'off', on: false };
  const place = { file: one.file, line: one.line, column: one.column };
  if (one.computed || one.condition !== undefined) return { path, state: 'computed', on: false, place };
  const on = one.value === true;
  if (one.priority === 'force') return { path, state: 'forced', on, place };
  if (!on) return { path, state: 'off', on: false, place };
  return own ? { path, state: 'on', on, place } : { path, state: 'inherited', on, by: one.file, place };
}
