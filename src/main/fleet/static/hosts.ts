import { Evaluator } from './evaluate';
import { colmenaSystems, deployAddresses } from './deploy-tools';
import { flakeOutputs } from './flake-outputs';
import { moduleGraph, type ModuleUse } from './modules';
import { askAgain, isDisjoint } from './questions';
import { follow } from './trail';
import { type Attribute, type SourceTree, type Value, attrs } from './value';

export interface StaticHost {
  readonly name: string;
  /** Where its attribute stands in the flake, when it is written there. */
  readonly declared: { readonly file: string; readonly line: number } | null;
  readonly modules: readonly ModuleUse[];
  /** False when modules of inputs or computed imports are part of it. */
  readonly complete: boolean;
  /** How a deploy tool of this flake reaches it: deploy-rs `deploy.nodes.NAME`. */
  readonly deploy: { readonly hostname?: string; readonly sshUser?: string };
}

export interface StaticFleet {
  readonly description: string | null;
  readonly hosts: readonly StaticHost[];
  /** Whether the names of all hosts could be read; else evaluation has to list them. */
  readonly complete: boolean;
  readonly rests: Rests;
}

/** What the hosts of a fleet rest on, to tell which of them a change cannot have touched: questions about the folder. */
interface Rests {
  /** What it rests on which hosts there are. */
  readonly outputs: ReadonlySet<string>;
  /** What all hosts rest on. */
  readonly common: ReadonlySet<string>;
  /** What a host rests on besides. */
  readonly own: ReadonlyMap<StaticHost, ReadonlySet<string>>;
  /** False when so much was asked that values were left unknown. */
  readonly isReliable: boolean;
}

/** A fleet that was read before, and the questions whose answers may be others by now. */
export interface Before {
  readonly fleet: StaticFleet;
  readonly changed: ReadonlySet<string>;
}

/**
 * The hosts of a flake from source alone: `nixosConfigurations`, and the nodes of a colmena hive. Hosts that rest on
 * nothing that changed since `before` are the same objects.
 */
export function readHosts(files: SourceTree, before?: Before): StaticFleet {
  const evaluator = new Evaluator(files);
  const { result: found, questions: outputs } = follow(() => entriesOf(evaluator));
  const kept = before ? unchanged(before) : new Map<string, StaticHost>();
  const asked = new Map<StaticHost, ReadonlySet<string>>();
  const hosts = found.entries.map(({ name, attribute, system }): StaticHost => {
    const known = kept.get(name);
    if (known) return known;
    const { result, questions } = follow(() => moduleGraph(evaluator, system()));
    const { modules, complete } = result;
    const host = {
      name,
      declared: placeOf(attribute),
      modules,
      complete,
      deploy: found.addresses.get(name) ?? {},
    };
    asked.set(host, questions);
    return host;
  });
  const common = kept.size > 0 && before ? before.fleet.rests.common : inAll([...asked.values()]);
  const own = new Map(
    hosts.map((host) => [
      host,
      before?.fleet.rests.own.get(host) ??
        new Set([...(asked.get(host) ?? [])].filter((one) => !common.has(one))),
    ]),
  );
  const rests = { outputs, common, own, isReliable: !evaluator.isExhausted };
  // Hosts outlive the reading, and with them what is left to evaluate of them.
  evaluator.forget();
  // What was kept was not asked now, and files that nobody asks for are no part of the fleet.
  if (kept.size > 0) for (const of of [common, ...own.values()]) for (const one of of) askAgain(files, one);
  return { description: found.description, complete: found.complete, hosts, rests };
}

/** The hosts of before that read the same now, by name; none where what all of them rest on changed. */
function unchanged({ fleet, changed }: Before): ReadonlyMap<string, StaticHost> {
  const { outputs, common, own, isReliable } = fleet.rests;
  const isTouched = (asked: ReadonlySet<string>): boolean => !isDisjoint(asked, changed);
  if (!isReliable || isTouched(outputs) || isTouched(common)) return new Map();
  return new Map([...own].filter(([, asked]) => !isTouched(asked)).map(([host]) => [host.name, host]));
}

/** What is in all of the sets. */
function inAll([first, ...others]: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set([...(first ?? [])].filter((item) => others.every((set) => set.has(item))));
}

/** The system of a host as the flake makes it, and the flake's outputs; null for a host it does not have. */
export function systemOf(evaluator: Evaluator, host: string): { system: Value; outputs: Value } | null {
  const { entries, outputs } = entriesOf(evaluator);
  const entry = entries.find(({ name }) => name === host);
  return entry ? { system: entry.system(), outputs } : null;
}

interface Entry {
  readonly name: string;
  readonly attribute: Attribute;
  readonly system: () => Value;
}

/** What the flake says of its hosts before any of them is looked at. */
function entriesOf(evaluator: Evaluator) {
  const { outputs, description } = flakeOutputs(evaluator);
  // An output that is surely absent is a fleet without hosts, not one that cannot be read.
  const configurations = evaluator.attribute(outputs, 'nixosConfigurations')?.force() ?? attrs([]);
  const addresses = deployAddresses(evaluator, outputs);
  const machines: Entry[] =
    configurations.type === 'attrs'
      ? [...configurations.entries].map(([name, attribute]) => ({
          name,
          attribute,
          system: () => attribute.thunk.force(),
        }))
      : [];
  const known = new Set(machines.map((machine) => machine.name));
  const nodes = colmenaSystems(evaluator, outputs)
    .filter(({ name }) => !known.has(name))
    .map(({ name, attribute, system }): Entry => ({ name, attribute, system: () => system }));
  return {
    description,
    complete: configurations.type === 'attrs' && configurations.complete,
    entries: [...machines, ...nodes],
    addresses,
    outputs,
  };
}

function placeOf(attribute: Attribute): StaticHost['declared'] {
  if (!attribute.origin) return null;
  const { source, start } = attribute.origin;
  return { file: source.file, line: source.tree.lines.place(start).line };
}
