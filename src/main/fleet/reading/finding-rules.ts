import type { Finding } from '../../../shared/contract';
import { catalogueOf, clashes, misfits, shortPath } from '../../../shared/features';
import type { FindingInput } from './findings';
import { namesIn } from './host-facts';
import type { HostReading } from './read-fleet';

/** Needs, conflicts and hardware among what is on; evaluation would fail with the same. */
export function ruleFindings(host: HostReading, { features, featureRoots }: FindingInput): Finding[] {
  const catalogue = catalogueOf(features);
  const on = new Set(host.standings.filter((state) => state.on).map((state) => state.path));
  const unsure = new Set(host.standings.filter((s) => s.state === 'computed').map((s) => s.path));
  const short = (path: string): string => shortPath(path, featureRoots);
  const place = (path: string): Pick<Finding, 'file' | 'line'> => {
    const state = host.standings.find((candidate) => candidate.path === path);
    return state?.place ? { file: state.place.file, line: state.place.line } : {};
  };
  const unmet = [...on].flatMap((path) =>
    (catalogue.get(path)?.needs ?? [])
      .filter((need) => !on.has(need) && !unsure.has(need))
      .map((need) => ({
        rule: 'unmet',
        severity: 'error' as const,
        message: `${short(path)} needs ${short(need)}, which is not on.`,
        host: host.name,
        path,
        ...place(path),
      })),
  );
  const seen = new Set<string>();
  const conflicts = clashes(catalogue, on, [...on]).flatMap((clash) => {
    const key = [clash.path, clash.with].toSorted().join(' ');
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        rule: 'conflict',
        severity: 'error' as const,
        message: `${short(clash.with)} and ${short(clash.path)} cannot both be on: ${clash.reason}`,
        host: host.name,
        path: clash.with,
        ...place(clash.with),
      },
    ];
  });
  const hardware = namesIn(host.facts['hardware']?.value);
  const unfit = misfits(catalogue, hardware, [...on]).map((misfit) => ({
    rule: 'hardware',
    severity: 'error' as const,
    message: `${short(misfit.path)} requires ${misfit.requires.join(' or ')}, which ${host.name} does not have.`,
    host: host.name,
    path: misfit.path,
    ...place(misfit.path),
  }));
  return [...unmet, ...conflicts, ...unfit];
}
