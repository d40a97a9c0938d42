import type { Drift, Fact, FleetInfo, Host, Inventory } from '../../shared/contract';
import type { HostNames } from './host-names';
import { findingsOf } from './inventory-findings';
import type { HostAnswer, Memory } from './memory';
import type { SourceHost, SourceView } from './source-view';

/**
 * Source, evaluation and hosts side by side: every fact says which of them it is and when it was read, those of source
 * by the time in `fleet`. A host of which nobody said anything new is the same object as in the inventory before.
 */
export function inventoryOf(
  info: FleetInfo,
  source: SourceView,
  memory: Memory,
  names: HostNames | null,
): Inventory {
  const evaluated = memory.evaluation;
  const fresh = evaluated?.sourceHash === source.summary.sourceHash;
  const told = new Set([
    ...(fresh ? Object.keys(evaluated?.hosts ?? {}) : []),
    ...(names?.confirmed ? names.names : []),
  ]);
  for (const { name } of source.hosts) told.delete(name);
  return {
    fleet: info,
    hosts: [
      ...source.hosts.map((host) => hostOf(host, memory, fresh)),
      ...[...told].map((name) => evaluatedHost(name, memory)),
    ],
    findings: findingsOf(source, memory, names, fresh),
  };
}

/** The same with the time of the reading in every fact of source, for whoever takes facts by themselves. */
export function withTimes(inventory: Inventory): Inventory {
  const at = inventory.fleet.readAt;
  const timed = (fact: Fact): Fact => (fact.from === 'source' ? { ...fact, at } : fact);
  return {
    ...inventory,
    hosts: inventory.hosts.map((host) => ({
      ...host,
      facts: Object.fromEntries(Object.entries(host.facts).map(([name, fact]) => [name, timed(fact)])),
    })),
  };
}

/** What a host was made of, and the host. */
interface Made {
  readonly by: readonly unknown[];
  readonly host: Host;
}

const made = new WeakMap<object, Made>();
/** What stands for a host of which evaluation told no more than the name. */
const bareNames = new Map<string, object>();

function once(key: object, by: readonly unknown[], make: () => Host): Host {
  const last = made.get(key);
  if (last && last.by.every((part, index) => part === by[index])) return last.host;
  const host = make();
  made.set(key, { by, host });
  return host;
}

function hostOf(source: SourceHost, memory: Memory, fresh: boolean): Host {
  const { name, kind, inFlake, file, line, standings } = source;
  const evaluated = memory.evaluation?.hosts[name];
  const answer = memory.hosts[name];
  return once(source, [evaluated, memory.evaluation?.at, answer, fresh], () => {
    const facts = { ...source.facts };
    addEvaluation(facts, name, memory);
    addAnswer(facts, answer, fresh);
    return {
      name,
      kind,
      inFlake,
      file,
      line,
      facts,
      features: standings.filter((state) => state.on).map((state) => state.path),
      source: evaluated ? 'both' : 'source',
    };
  });
}

/** A host that source alone does not show. */
function evaluatedHost(name: string, memory: Memory): Host {
  const evaluated = memory.evaluation?.hosts[name];
  const answer = memory.hosts[name];
  const key = evaluated ?? bareNames.get(name) ?? {};
  if (!evaluated) bareNames.set(name, key);
  return once(key, [memory.evaluation?.at, answer], () => {
    const facts: Record<string, Fact> = {};
    addEvaluation(facts, name, memory);
    addAnswer(facts, answer, true);
    return {
      name,
      kind: 'unknown',
      inFlake: true,
      file: null,
      line: null,
      facts,
      features: Object.entries(evaluated?.values ?? {})
        .filter(([path, value]) => path.endsWith('.enable') && value === true)
        .map(([path]) => path.slice(0, -'.enable'.length)),
      source: 'evaluation',
    };
  });
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
      facts[key] = { ...known, also: [...(known.also ?? []), fact] };
  }
}

function addAnswer(facts: Record<string, Fact>, answer: HostAnswer | undefined, fresh: boolean): void {
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
