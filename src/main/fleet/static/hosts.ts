import { Evaluator } from './evaluate';
import { colmenaSystems, deployAddresses } from './deploy-tools';
import { flakeOutputs } from './flake-outputs';
import { moduleGraph, type ModuleUse } from './modules';
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
}

/** The hosts of a flake from source alone: `nixosConfigurations`, and the nodes of a colmena hive. */
export function readHosts(files: SourceTree): StaticFleet {
  const evaluator = new Evaluator(files);
  const { outputs, description } = flakeOutputs(evaluator);
  // An output that is surely absent is a fleet without hosts, not one that cannot be read.
  const configurations = evaluator.attribute(outputs, 'nixosConfigurations')?.force() ?? attrs([]);
  const addresses = deployAddresses(evaluator, outputs);
  const host = (name: string, attribute: Attribute, system: Value): StaticHost => {
    const { modules, complete } = moduleGraph(evaluator, system);
    return { name, declared: placeOf(attribute), modules, complete, deploy: addresses.get(name) ?? {} };
  };
  const machines =
    configurations.type === 'attrs'
      ? [...configurations.entries].map(([name, attribute]) => host(name, attribute, attribute.thunk.force()))
      : [];
  const known = new Set(machines.map((machine) => machine.name));
  const nodes = colmenaSystems(evaluator, outputs).filter(({ name }) => !known.has(name));
  return {
    description,
    complete: configurations.type === 'attrs' && configurations.complete,
    hosts: [...machines, ...nodes.map(({ name, attribute, system }) => host(name, attribute, system))],
  };
}

function placeOf(attribute: Attribute): StaticHost['declared'] {
  if (!attribute.origin) return null;
  const { source, start } = attribute.origin;
  return { file: source.file, line: source.tree.lines.place(start).line };
}
