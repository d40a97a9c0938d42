import { moduleGraph, type ModuleUse } from './modules';
import { Evaluator } from './evaluate';
import { type Attribute, type SourceFile, type Value, UNKNOWN, attrs, ready, unknown } from './value';

export interface StaticHost {
  readonly name: string;
  /** Where its attribute stands in the flake, when it is written there. */
  readonly declared: { readonly file: string; readonly line: number } | null;
  readonly modules: readonly ModuleUse[];
  /** False when modules of inputs or computed imports are part of it. */
  readonly complete: boolean;
}

export interface StaticFleet {
  readonly description: string | null;
  readonly hosts: readonly StaticHost[];
  /** Whether the names of all hosts could be read; else evaluation has to list them. */
  readonly complete: boolean;
}

/**
 * The hosts of a flake from source alone. `load` gives a file by its path relative to the fleet; `flake.nix`
 * must be among them.
 */
export function readHosts(load: (file: string) => SourceFile | null): StaticFleet {
  const evaluator = new Evaluator(load);
  const flake = evaluator.file('flake.nix');
  const outputs = evaluator.call(
    evaluator.attribute(flake, 'outputs')?.force() ?? UNKNOWN,
    ready(unknown('inputs')),
  );
  // An output that is surely absent is a fleet without hosts, not one that cannot be read.
  const configurations = evaluator.attribute(outputs, 'nixosConfigurations')?.force() ?? attrs([]);
  const description = evaluator.attribute(flake, 'description')?.force() ?? UNKNOWN;
  return {
    description:
      description.type === 'plain' && typeof description.value === 'string' ? description.value : null,
    complete: configurations.type === 'attrs' && configurations.complete,
    hosts:
      configurations.type === 'attrs'
        ? [...configurations.entries].map(([name, attribute]) => readHost(evaluator, name, attribute))
        : [],
  };
}

function readHost(evaluator: Evaluator, name: string, attribute: Attribute): StaticHost {
  const system: Value = attribute.thunk.force();
  const { modules, complete } = moduleGraph(evaluator, system);
  return { name, declared: placeOf(attribute), modules, complete };
}

function placeOf(attribute: Attribute): StaticHost['declared'] {
  if (!attribute.origin) return null;
  const { source, start } = attribute.origin;
  return { file: source.file, line: source.tree.lines.place(start).line };
}
