import {
  type Drift,
  type Fact,
  type Finding,
  type FleetInfo,
  type Host,
  type Inventory,
  nameCheckSchema,
} from '../../shared/contract';
import { shortPath } from '../../shared/features';
import type { HostNames } from './host-names';
import type { Memory } from './memory';
import type { SourceHost, SourceView } from './source-view';

/** Rule of findings about what a host's name leads to. */
export const NAME_CONFLICT = 'name-conflict';

/** Source, evaluation and hosts side by side: every fact says which of them it is and when it was read. */
export function inventoryOf(
  info: FleetInfo,
  source: SourceView,
  memory: Memory,
  names: HostNames | null,
): Inventory {
  const evaluated = memory.evaluation;
  const fresh = evaluated?.sourceHash === source.summary.sourceHash;
  const told = [
    ...(fresh ? Object.keys(evaluated?.hosts ?? {}) : []),
    ...(names?.confirmed ? names.names : []),
  ];
  const onlyEvaluated = [...new Set(told)].filter((name) => !source.hosts.some((host) => host.name === name));
  return {
    fleet: info,
    hosts: [
      ...source.hosts.map((host) => hostOf(host, source.summary.readAt, memory, fresh)),
      ...onlyEvaluated.map((name) => evaluatedHost(name, memory)),
    ],
    findings: [
      ...source.findings,
      ...nameFindings(names),
      ...evaluationFindings(memory, fresh),
      ...(fresh ? disagreements(source, memory) : []),
      ...nameConflicts(source, memory),
    ],
  };
}

function hostOf(host: SourceHost, readAt: string, memory: Memory, fresh: boolean): Host {
  const evaluated = memory.evaluation?.hosts[host.name];
  const facts: Record<string, Fact> = {};
  for (const [name, fact] of Object.entries(host.facts)) facts[name] = { ...fact, at: readAt };
  addEvaluation(facts, host.name, memory);
  addAnswer(facts, host.name, memory, fresh);
  return {
    name: host.name,
    kind: host.kind,
    inFlake: host.inFlake,
    file: host.file,
    line: host.line,
    facts,
    features: host.standings.filter((state) => state.on).map((state) => state.path),
    source: evaluated ? 'both' : 'source',
  };
}

/** A host that source alone does not show. */
function evaluatedHost(name: string, memory: Memory): Host {
  const facts: Record<string, Fact> = {};
  addEvaluation(facts, name, memory);
  addAnswer(facts, name, memory, true);
  const values = memory.evaluation?.hosts[name]?.values ?? {};
  return {
    name,
    kind: 'unknown',
    inFlake: true,
    file: null,
    line: null,
    facts,
    features: Object.entries(values)
      .filter(([path, value]) => path.endsWith('.enable') && value === true)
      .map(([path]) => path.slice(0, -'.enable'.length)),
    source: 'evaluation',
  };
}

function addEvaluation(facts: Record<string, Fact>, name: string, memory: Memory): void {
  const host = memory.evaluation?.hosts[name];
  const at = memory.evaluation?.at;
  if (!host || at === undefined) return;
  const told: Record<string, unknown> = { ...host.facts };
  if (host.toplevel !== null) told['toplevel'] = host.toplevel;
  for (const [key, value] of Object.entries(told)) {
    if (value === null || value === undefined) continue;
    const fact: Fact = { value, from: 'evaluation', at };
    const known = facts[key];
    if (!known) facts[key] = fact;
    else if (JSON.stringify(known.value) !== JSON.stringify(value))
      known.also = [...(known.also ?? []), fact];
  }
}

function addAnswer(facts: Record<string, Fact>, name: string, memory: Memory, fresh: boolean): void {
  const answer = memory.hosts[name];
  facts['drift'] = { value: 'unknown' satisfies Drift, from: 'host' };
  if (!answer) return;
  facts['reachable'] = { value: answer.reachable, from: 'host', at: answer.at };
  for (const [key, fact] of Object.entries(answer.facts)) facts[key] = fact;
  const running = answer.facts['running'];
  const declared = facts['toplevel'];
  if (!running || declared === undefined || !fresh) return;
  const drift: Drift = running.value === declared.value ? 'as-declared' : 'differs';
  facts['drift'] = { value: drift, from: 'host', ...(running.at ? { at: running.at } : {}) };
}

/** Says of hosts that only source shows why evaluation could not confirm them. */
function nameFindings(names: HostNames | null): Finding[] {
  if (names === null || names.confirmed) return [];
  return [
    {
      rule: 'hosts-unconfirmed',
      severity: 'info',
      message: `The flake computes its hosts, and source alone may not show all of them; evaluation could not confirm them, because ${names.reason}.`,
      file: 'flake.nix',
    },
  ];
}

/** Features that source takes for on or off and evaluation for the other: both are shown, neither is corrected. */
function disagreements({ hosts, catalogue, summary }: SourceView, memory: Memory): Finding[] {
  return hosts.flatMap((host) => {
    const values = memory.evaluation?.hosts[host.name]?.values;
    if (values === undefined) return [];
    const standings = new Map(host.standings.map((standing) => [standing.path, standing]));
    const asked = new Set([...catalogue.map(({ path }) => path), ...standings.keys()]);
    return [...asked].flatMap((path): Finding[] => {
      const standing = standings.get(path);
      const bySource = standing?.on === true;
      const evaluated = values[`${path}.enable`] ?? values[path];
      if (standing?.state === 'computed' || typeof evaluated !== 'boolean' || evaluated === bySource)
        return [];
      const words = (on: boolean): string => (on ? 'on' : 'off');
      return [
        {
          rule: 'evaluation-differs',
          severity: 'warning',
          message: `${shortPath(path, summary.featureRoots)} is ${words(bySource)} by source and ${words(evaluated)} by evaluation.`,
          host: host.name,
          path,
          ...(standing?.place ? { file: standing.place.file, line: standing.place.line } : {}),
        },
      ];
    });
  });
}

/** What the resolver said of hosts' names when they were asked last. */
function nameConflicts({ hosts }: SourceView, memory: Memory): Finding[] {
  return hosts.flatMap(({ name: host }) => {
    const check = nameCheckSchema.safeParse(memory.hosts[host]?.facts['name']?.value).data;
    return (check?.conflicts ?? []).map((message) => ({
      rule: NAME_CONFLICT,
      severity: 'warning' as const,
      message,
      host,
    }));
  });
}

function evaluationFindings(memory: Memory, fresh: boolean): Finding[] {
  if (!fresh) return [];
  const severity = 'error' as const;
  return Object.entries(memory.evaluation?.hosts ?? {}).flatMap(([host, { error, assertions = [] }]) => {
    if (assertions.length > 0)
      return assertions.map((message) => ({ rule: 'assertion', severity, message, host }));
    return error === null ? [] : [{ rule: 'evaluation', severity, message: error, host }];
  });
}
