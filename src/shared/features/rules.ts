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

export function catalogueOf(features: readonly Feature[]): Catalogue {
  return new Map(features.map((feature) => [feature.path, feature]));
}

/**
 * Everything that comes along with `path`: breadth first, each path once. A path that is both needed and
 * brought counts as brought, since the module then switches it on and nothing has to be written.
 */
export function implied(catalogue: Catalogue, path: string): Implied {
  const brings = new Map<string, Arrival>();
  const needs = new Map<string, Arrival>();
  const queue = [path];
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
  brings.delete(path);
  needs.delete(path);
  for (const brought of brings.keys()) needs.delete(brought);
  return { brings: [...brings.values()], needs: [...needs.values()] };
}

export interface Clash {
  /** The feature that is on, or would arrive too. */
  readonly path: string;
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
  const present = new Set([...on, ...arriving]);
  const rules = rulesBySide(catalogue, present);
  const found = new Map<string, Clash>();
  for (const arrival of arriving) {
    for (const { other, feature, rule } of rules.get(arrival) ?? []) {
      const key = [arrival, other].toSorted().join(' ');
      if (!found.has(key)) {
        found.set(key, {
          path: other,
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

/** The conflicts between features that are present, by either side. */
function rulesBySide(
  catalogue: Catalogue,
  present: ReadonlySet<string>,
): ReadonlyMap<string, readonly SidedRule[]> {
  const sides = new Map<string, SidedRule[]>();
  const note = (side: string, rule: SidedRule): void => {
    const known = sides.get(side);
    if (known) known.push(rule);
    else sides.set(side, [rule]);
  };
  for (const feature of catalogue.values()) {
    const { path, conflicts } = feature;
    if (conflicts.length === 0 || !present.has(path)) continue;
    for (const rule of conflicts) {
      if (!present.has(rule.path)) continue;
      note(path, { other: rule.path, feature, rule });
      if (rule.path !== path) note(rule.path, { other: path, feature, rule });
    }
  }
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
