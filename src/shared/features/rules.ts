import type { Feature } from '../contract';

/** What switching features on implies, by whole option path. */
export interface Implied {
  /** Switched on by modules themselves (`brings`), transitively, in the order they were found. */
  readonly brings: readonly Arrival[];
  /** Must be on as well (`needs`), transitively; the gesture writes those that are not on yet. */
  readonly needs: readonly Arrival[];
}

export interface Arrival {
  readonly path: string;
  /** The feature that asks for it. */
  readonly by: string;
}

/** The catalogue by whole path. */
export type Catalogue = ReadonlyMap<string, Feature>;

const catalogues = new WeakMap<readonly Feature[], Catalogue>();

/** The catalogue of a list of features, made once for each list. */
export function catalogueOf(features: readonly Feature[]): Catalogue {
  const known = catalogues.get(features);
  if (known) return known;
  const made = new Map(features.map((feature) => [feature.path, feature]));
  catalogues.set(features, made);
  return made;
}

/** What was worked out of a catalogue: it is asked for again for each host. */
const impliedBy = new WeakMap<Catalogue, Map<string, Implied>>();

/**
 * Everything that comes along with `paths`: breadth first, each path once. A path that is both needed and
 * brought counts as brought, since the module then switches it on and nothing has to be written.
 */
export function implied(catalogue: Catalogue, paths: readonly string[]): Implied {
  const known = impliedBy.get(catalogue) ?? new Map<string, Implied>();
  impliedBy.set(catalogue, known);
  const key = paths.join('\0');
  const made = known.get(key) ?? follow(catalogue, paths);
  known.set(key, made);
  return made;
}

function follow(catalogue: Catalogue, paths: readonly string[]): Implied {
  const brings = new Map<string, Arrival>();
  const needs = new Map<string, Arrival>();
  const queue = [...paths];
  const seen = new Set(queue);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const feature = catalogue.get(next);
    for (const brought of feature?.brings ?? []) {
      if (!brings.has(brought)) brings.set(brought, { path: brought, by: next });
      if (!seen.has(brought)) queue.push(brought);
      seen.add(brought);
    }
    for (const needed of feature?.needs ?? []) {
      if (!needs.has(needed)) needs.set(needed, { path: needed, by: next });
      if (!seen.has(needed)) queue.push(needed);
      seen.add(needed);
    }
  }
  for (const path of paths) {
    brings.delete(path);
    needs.delete(path);
  }
  for (const brought of brings.keys()) needs.delete(brought);
  return { brings: [...brings.values()], needs: [...needs.values()] };
}

export interface Clash {
  /** The feature that is on, or would arrive too. */
  readonly path: string;
  /** Whether it is on already; else both would arrive. */
  readonly isOn: boolean;
  /** The feature that would arrive. */
  readonly with: string;
  readonly reason: string;
  /** Where the rule is written. */
  readonly file: string;
  readonly line: number;
}

/** Conflicts among `arriving` and between them and what is `on`; a rule counts whichever side declares it. */
export function clashes(
  catalogue: Catalogue,
  on: ReadonlySet<string>,
  arriving: readonly string[],
): readonly Clash[] {
  const rules = rulesBySide(catalogue);
  const among = new Set(arriving);
  const found = new Map<string, Clash>();
  for (const arrival of arriving) {
    for (const { other, feature, rule } of rules.get(arrival) ?? []) {
      const isOn = on.has(other);
      if (!isOn && !among.has(other)) continue;
      const key = [arrival, other].toSorted().join(' ');
      if (!found.has(key)) {
        found.set(key, {
          path: other,
          isOn,
          with: arrival,
          reason: rule.reason,
          file: feature.file,
          line: rule.line ?? feature.line,
        });
      }
    }
  }
  return [...found.values()];
}

/** A conflict as one of its sides sees it. */
interface SidedRule {
  readonly other: string;
  /** The feature that declares it. */
  readonly feature: Feature;
  readonly rule: Feature['conflicts'][number];
}

type RulesBySide = ReadonlyMap<string, readonly SidedRule[]>;

const sidesOf = new WeakMap<Catalogue, RulesBySide>();

/** All conflicts of a catalogue, by either side. */
function rulesBySide(catalogue: Catalogue): RulesBySide {
  const known = sidesOf.get(catalogue);
  if (known) return known;
  const sides = new Map<string, SidedRule[]>();
  const note = (side: string, rule: SidedRule): void => {
    const others = sides.get(side);
    if (others) others.push(rule);
    else sides.set(side, [rule]);
  };
  for (const feature of catalogue.values()) {
    for (const rule of feature.conflicts) {
      note(feature.path, { other: rule.path, feature, rule });
      if (rule.path !== feature.path) note(rule.path, { other: feature.path, feature, rule });
    }
  }
  sidesOf.set(catalogue, sides);
  return sides;
}

/** A feature that asks for hardware of which the host has none. */
export interface Misfit {
  readonly path: string;
  /** Any one of these would do. */
  readonly requires: readonly string[];
  /** Where the rule is written. */
  readonly file: string;
  readonly line: number;
}

/** Features among `arriving` whose `hardware.requires` the host's hardware does not meet; a host that does not say passes. */
export function misfits(
  catalogue: Catalogue,
  hardware: readonly string[] | null,
  arriving: readonly string[],
): readonly Misfit[] {
  if (hardware === null) return [];
  return arriving.flatMap((path) => {
    const feature = catalogue.get(path);
    const listed = feature?.hardware['requires'];
    const requires = Array.isArray(listed) ? listed.filter((kind) => typeof kind === 'string') : [];
    if (!feature || requires.length === 0 || requires.some((kind) => hardware.includes(kind))) return [];
    return [{ path, requires, file: feature.file, line: feature.line }];
  });
}

/** Features among `on` that need `path`, so that switching it off would leave them without. */
export function dependants(catalogue: Catalogue, on: ReadonlySet<string>, path: string): readonly string[] {
  return [...on].filter((other) => other !== path && catalogue.get(other)?.needs.includes(path) === true);
}
