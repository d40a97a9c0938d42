import type { Feature, Finding } from '../../../shared/contract';
import { catalogueOf, clashes, shortPath, withoutEnable } from '../../../shared/features';
import type { SourceFile } from '../static/value';
import type { FleetFiles } from './files';
import type { DeclaredOption } from './options';
import type { HostReading } from './read-fleet';

interface FindingInput {
  readonly files: readonly SourceFile[];
  readonly hosts: readonly HostReading[];
  readonly features: readonly Omit<Feature, 'hosts'>[];
  readonly declared: readonly DeclaredOption[];
  readonly featureRoots: readonly string[];
  readonly complete: boolean;
}

/** Everything the source alone shows to be wrong, or worth a look. */
export function sourceFindings(input: FindingInput): Finding[] {
  return [
    ...input.files.flatMap(syntaxFindings),
    ...input.hosts.flatMap((host) => ruleFindings(host, input)),
    ...input.hosts.flatMap((host) => undeclaredFindings(host, input)),
    ...(input.complete
      ? []
      : [
          {
            rule: 'hosts-computed',
            severity: 'info' as const,
            message:
              'The flake computes its hosts, so source alone may not show all of them. Evaluate to be sure.',
            file: 'flake.nix',
          },
        ]),
  ];
}

/** Files that cannot be read or edited, and those too large to have been written by a person. */
export function fileFindings(files: FleetFiles): Finding[] {
  return [
    ...files.troubles().map(({ file, words }) => ({
      rule: 'unreadable-file',
      severity: 'error' as const,
      message: `${file} ${words}.`,
      file,
      line: 1,
    })),
    ...files.large().map(({ file, bytes }) => ({
      rule: 'large-file',
      severity: 'info' as const,
      message: `${file} has ${(bytes / 1e6).toFixed(0)} MB, so every change of it takes a moment to read.`,
      file,
      line: 1,
    })),
  ];
}

function syntaxFindings({ file, tree }: SourceFile): Finding[] {
  return [
    ...tree.errors.map((problem) => ({ problem, rule: 'syntax', severity: 'error' as const })),
    ...tree.warnings.map((problem) => ({ problem, rule: 'old-nix', severity: 'warning' as const })),
  ].map(({ problem, rule, severity }) => ({
    rule,
    severity,
    message: problem.message,
    file,
    line: problem.line,
  }));
}

/** Needs and conflicts among what is on; evaluation would fail with the same. */
function ruleFindings(host: HostReading, { features, featureRoots }: FindingInput): Finding[] {
  const catalogue = catalogueOf(features.map((feature) => ({ ...feature, hosts: [] })));
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
  return [...unmet, ...conflicts];
}

/** Assignments below a feature root that nothing declares: Nix would refuse them. */
function undeclaredFindings(host: HostReading, { declared, featureRoots }: FindingInput): Finding[] {
  if (!host.complete && declared.length === 0) return [];
  const paths = declared.filter((option) => option.scope === 'nixos').map((option) => option.path);
  const isDeclared = (path: string): boolean =>
    paths.some((known) => known === path || path.startsWith(`${known}.`) || known.startsWith(`${path}.`));
  return host.assignments
    .filter(
      ({ path, scope }) =>
        scope === 'nixos' && featureRoots.some((root) => path.startsWith(`${root}.`)) && !isDeclared(path),
    )
    .map(({ path, file, line }) => ({
      rule: 'undeclared',
      severity: 'error' as const,
      message: `${withoutEnable(path)} is set, but no module declares it.`,
      host: host.name,
      path,
      file,
      line,
    }));
}
