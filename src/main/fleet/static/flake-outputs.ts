import type { Evaluator } from './evaluate';
import { collectModules } from './modules';
import { joinDefinitions } from './operators';
import {
  type AttrsValue,
  type Thunk,
  type Value,
  UNKNOWN,
  asText,
  attrs,
  lazy,
  list,
  ready,
  unknown,
} from './value';

export interface FlakeOutputs {
  readonly outputs: Value;
  readonly description: string | null;
}

/**
 * The outputs of flake.nix, also where a framework makes them: flake-parts (`mkFlake { … } module`) gives what
 * its modules put under `flake`; snowfall-lib (`mkFlake { src = ./.; … }`) makes hosts of folders.
 */
export function flakeOutputs(evaluator: Evaluator): FlakeOutputs {
  const flake = evaluator.file('flake.nix');
  const description = asText(evaluator.attribute(flake, 'description')?.force() ?? UNKNOWN);
  const made = evaluator.attribute(flake, 'outputs')?.force() ?? UNKNOWN;
  const outputs = evaluator.call(made, ready(flakeInputs()));
  return { description, outputs: withFramework(evaluator, outputs) };
}

/** Every input is unknown, but `self` and `inputs.self` lead back to this folder. */
function flakeInputs(): Value {
  const self: AttrsValue = {
    ...attrs([['outPath', ready({ type: 'path', path: '' })]]),
    complete: false,
  };
  const inputs: AttrsValue = { ...attrs([['self', ready(self)]]), complete: false };
  return inputs;
}

function withFramework(evaluator: Evaluator, outputs: Value): Value {
  if (outputs.type !== 'call' || outputs.name !== 'mkFlake') return outputs;
  const first = outputs.argument.force();
  const second = outputs.more?.[0];
  if (second) return flakeParts(evaluator, second);
  return first.type === 'attrs' && first.entries.has('src') ? snowfall(evaluator, first) : UNKNOWN;
}

function flakeParts(evaluator: Evaluator, module: Thunk): Value {
  const named = ['inputs', 'self', 'lib', 'withSystem', 'config', 'options', 'flake-parts-lib'].map(
    (name) => [name, ready(name === 'inputs' ? flakeInputs() : unknown(name))] as const,
  );
  const { sets, complete } = collectModules(evaluator, ready(list([module])), named);
  const flake = sets
    .map((set) => set.entries.get('flake')?.thunk.force() ?? attrs([]))
    .reduce<Value>((all, part) => joinDefinitions([all, part]), attrs([]));
  return flake.type === 'attrs' ? { ...flake, complete: flake.complete && complete } : flake;
}

/** snowfall-lib: `systems/<platform>/<host>/default.nix`, and every folder of `modules/nixos` for all of them. */
function snowfall(evaluator: Evaluator, given: AttrsValue): Value {
  const source = asText(given.entries.get('src')?.thunk.force() ?? UNKNOWN);
  if (source === null) return UNKNOWN;
  const below = (folder: string): string => (source === '' ? folder : `${source}/${folder}`);
  const folders = (folder: string): string[] =>
    [...(evaluator.list(folder) ?? [])]
      .filter(([, type]) => type === 'directory')
      .map(([name]) => `${folder}/${name}`);
  const shared = modulesBelow(evaluator, below('modules/nixos'));
  const hosts = folders(below('systems')).flatMap(folders);
  const nixosConfigurations = attrs(
    hosts.map((folder) => {
      const modules = list([folder, ...shared].map((path) => ready({ type: 'path', path })));
      const argument = ready(attrs([['modules', ready(modules)]]));
      const system: Value = { type: 'call', name: 'nixosSystem', argument };
      return [folder.slice(folder.lastIndexOf('/') + 1), lazy(() => system)] as const;
    }),
  );
  return { ...attrs([['nixosConfigurations', ready(nixosConfigurations)]]), complete: false };
}

function modulesBelow(evaluator: Evaluator, folder: string): string[] {
  const entries = evaluator.list(folder);
  if (entries === null) return [];
  const here = entries.has('default.nix') ? [folder] : [];
  return [
    ...here,
    ...[...entries]
      .filter(([, type]) => type === 'directory')
      .flatMap(([name]) => modulesBelow(evaluator, `${folder}/${name}`)),
  ];
}
