import { type Finding, nameCheckSchema } from '../../shared/contract';
import { shortPath } from '../../shared/features';
import type { HostNames } from './host-names';
import type { Memory } from './memory';
import type { SourceHost, SourceView } from './source-view';

/** Rule of findings about what a host's name leads to. */
export const NAME_CONFLICT = 'name-conflict';

type EvaluatedHost = NonNullable<Memory['evaluation']>['hosts'][string];

/**
 * What is worth a look in the source, the evaluation and the answers. What is found of the same objects is the same
 * objects, so that whoever keeps findings sees what is new.
 */
export function findingsOf(
  source: SourceView,
  memory: Memory,
  names: HostNames | null,
  fresh: boolean,
): Finding[] {
  return [
    ...source.findings,
    ...(names === null ? [] : once(nameFindings, names, [], () => findUnconfirmed(names))),
    ...(fresh ? evaluationFindings(memory) : []),
    ...(fresh ? disagreements(source, memory) : []),
    ...nameConflicts(source, memory),
  ];
}

interface Found {
  /** What it was found in besides the key. */
  readonly by: readonly unknown[];
  readonly findings: readonly Finding[];
}

/** What was found of a key the last time, while the rest is the same too. */
function once<Key extends object>(
  found: WeakMap<Key, Found>,
  key: Key,
  by: readonly unknown[],
  find: () => readonly Finding[],
): readonly Finding[] {
  const last = found.get(key);
  if (last && last.by.every((part, index) => part === by[index])) return last.findings;
  const findings = find();
  found.set(key, { by, findings });
  return findings;
}

const nameFindings = new WeakMap<HostNames, Found>();

/** Says of hosts that only source shows why evaluation could not confirm them. */
function findUnconfirmed(names: HostNames): Finding[] {
  if (names.confirmed) return [];
  return [
    {
      rule: 'hosts-unconfirmed',
      severity: 'info',
      message: `The flake computes its hosts, and source alone may not show all of them; evaluation could not confirm them, because ${names.reason}.`,
      file: 'flake.nix',
    },
  ];
}

const differing = new WeakMap<SourceHost, Found>();

/** Features that source takes for on or off and evaluation for the other: both are shown, neither is corrected. */
function disagreements({ hosts, catalogue, summary }: SourceView, memory: Memory): Finding[] {
  return hosts.flatMap((host) => {
    const told = memory.evaluation?.hosts[host.name];
    if (told === undefined) return [];
    return once(differing, host, [told, catalogue], () =>
      disagreementsOf(host, told, catalogue, summary.featureRoots),
    );
  });
}

function disagreementsOf(
  host: SourceHost,
  { values }: EvaluatedHost,
  catalogue: SourceView['catalogue'],
  featureRoots: readonly string[],
): Finding[] {
  const standings = new Map(host.standings.map((standing) => [standing.path, standing]));
  const asked = new Set([...catalogue.map(({ path }) => path), ...standings.keys()]);
  return [...asked].flatMap((path): Finding[] => {
    const standing = standings.get(path);
    const bySource = standing?.on === true;
    const evaluated = values[`${path}.enable`] ?? values[path];
    if (standing?.state === 'computed' || typeof evaluated !== 'boolean' || evaluated === bySource) return [];
    const words = (on: boolean): string => (on ? 'on' : 'off');
    // Nothing in the source speaks of it: a module switches it on by a computation, which is no contradiction.
    const isUnsaid = !bySource && standing?.place === undefined;
    return [
      {
        rule: 'evaluation-differs',
        severity: isUnsaid ? 'info' : 'warning',
        message: isUnsaid
          ? `${shortPath(path, featureRoots)} is on by evaluation; a module computes it, and the source does not show where.`
          : `${shortPath(path, featureRoots)} is ${words(bySource)} by source and ${words(evaluated)} by evaluation.`,
        host: host.name,
        path,
        ...(standing?.place ? { file: standing.place.file, line: standing.place.line } : {}),
      },
    ];
  });
}

const conflicting = new WeakMap<Memory['hosts'][string], Found>();

/** What the resolver said of hosts' names when they were asked last. */
function nameConflicts({ hosts }: SourceView, memory: Memory): Finding[] {
  return hosts.flatMap(({ name: host }) => {
    const answer = memory.hosts[host];
    if (answer?.facts['name'] === undefined) return [];
    return once(conflicting, answer, [], () => {
      const check = nameCheckSchema.safeParse(answer.facts['name']?.value).data;
      return (check?.conflicts ?? []).map((message) => ({
        rule: NAME_CONFLICT,
        severity: 'warning' as const,
        message,
        host,
      }));
    });
  });
}

const failing = new WeakMap<EvaluatedHost, Found>();

function evaluationFindings(memory: Memory): Finding[] {
  const severity = 'error' as const;
  return Object.entries(memory.evaluation?.hosts ?? {}).flatMap(([host, told]) =>
    once(failing, told, [], () => {
      const { error, assertions = [] } = told;
      if (assertions.length > 0)
        return assertions.map((message) => ({ rule: 'assertion', severity, message, host }));
      return error === null ? [] : [{ rule: 'evaluation', severity, message: error, host }];
    }),
  );
}
