import { Evaluator } from '../evaluate';
import { systemOf } from '../hosts';
import { collectModules, namedIn } from '../modules';
import {
  type AttrsValue,
  type SourceTree,
  type Thunk,
  type Value,
  UNKNOWN,
  asCall,
  list,
  plain,
  ready,
} from '../value';
import { type Part, standing, wholePart } from './definitions';
import { settingsLibrary } from './library';
import { OptionNode, nothingKnown } from './option-node';

/** A person's settings through Home Manager. */
export interface HomeConfig {
  readonly user: string;
  readonly options: OptionNode;
  /** Files of the modules that set them, in the order of imports. */
  readonly files: readonly string[];
}

/** The options of one host as its modules define them, and those of its users. */
export interface HostConfig {
  readonly nixos: OptionNode;
  readonly homes: readonly HomeConfig[];
  readonly files: readonly string[];
  /** False when modules of inputs or computed imports are part of the host. */
  readonly complete: boolean;
}

/** What modules of one module system come to: a tree of options that they may ask for values themselves. */
interface ModuleSystem {
  readonly options: OptionNode;
  readonly files: readonly string[];
  readonly complete: boolean;
}

/**
 * The options of a host, from source alone: the module system as far as source carries it. `config` of its modules is
 * what they define, so that conditions and values that rest on other options are known where those are. Null for a host
 * that the flake does not have.
 */
export function hostConfig(files: SourceTree, host: string): HostConfig | null {
  const evaluator = new Evaluator(files, settingsLibrary);
  const found = systemOf(evaluator, host);
  if (!found) return null;
  const given = argumentsOf(found.system);
  const system = moduleSystem(
    evaluator,
    given('modules') ?? ready(UNKNOWN),
    namedIn(given('specialArgs')?.force()),
  );
  const homes = [...homesOf(evaluator, system.options), ...standaloneHomes(evaluator, found.outputs, host)];
  return {
    nixos: system.options,
    homes: homes.map(({ user, system: { options, files: used } }) => ({ user, options, files: used })),
    files: system.files,
    complete: system.complete && homes.every((home) => home.system.complete),
  };
}

type Argument = (name: string) => Thunk | undefined;

/** The set a function of a flake was called with: `nixosSystem { … }`. */
function argumentsOf(system: Value): Argument {
  const given = asCall(system)?.argument.force() ?? UNKNOWN;
  return (name) => (given.type === 'attrs' ? given.entries.get(name)?.thunk : undefined);
}

function moduleSystem(
  evaluator: Evaluator,
  modules: Thunk,
  named: readonly (readonly [string, Thunk])[],
): ModuleSystem {
  const made: { options?: OptionNode } = {};
  // Which modules there are may not rest on what they define, in Nix neither.
  const config: Thunk = { force: () => made.options?.value() ?? nothingKnown.force() };
  const others = (name: string): Thunk => ({
    force: () => made.options?.at(['_module', 'args', name]).value() ?? UNKNOWN,
  });
  const { sets, complete } = collectModules(evaluator, modules, [...named, ['config', config]], others);
  const parts = sets.map(settingsOf);
  const declared = sets.flatMap((set) => set.entries.get('options')?.thunk.force() ?? []);
  const options = new OptionNode(
    'config',
    () => parts,
    () => declared,
  );
  made.options = options;
  const files = [...new Set(sets.flatMap(({ written }) => written.map(({ source }) => source.file)))];
  return { options, files, complete };
}

/** Attributes of a module that are no settings. */
const NOT_SETTINGS: ReadonlySet<string> = new Set([
  'imports',
  'options',
  'config',
  '_file',
  '_class',
  'key',
  'disabledModules',
  'meta',
]);

function settingsOf(set: AttrsValue): Part {
  const explicit = set.entries.get('config');
  if (explicit) return wholePart(explicit.thunk, explicit.origin);
  if (set.entries.has('options')) return wholePart(ready({ ...set, entries: new Map() }));
  const entries = new Map([...set.entries].filter(([name]) => !NOT_SETTINGS.has(name)));
  return wholePart(ready({ ...set, entries }));
}

interface FoundHome {
  readonly user: string;
  readonly system: ModuleSystem;
}

/** The users under `home-manager.users`, whatever they are called, with the modules that all of them share. */
function homesOf(evaluator: Evaluator, nixos: OptionNode): FoundHome[] {
  const manager = nixos.child('home-manager');
  const users = manager.child('users');
  const shared = manager.child('sharedModules').value();
  const special = namedIn(manager.child('extraSpecialArgs').value());
  const config: Thunk = { force: () => nixos.value() };
  return [...users.names()].map((user) => {
    const own = standing(users.child(user).definitions()).map(({ value }) => ready(value));
    const common = shared.type === 'list' ? shared.items : [];
    const named = [
      ...special,
      ['osConfig', config],
      ['nixosConfig', config],
      ['name', ready(plain(user))],
    ] as const;
    return { user, system: moduleSystem(evaluator, ready(list([...common, ...own])), named) };
  });
}

/** Homes of this host that the flake makes apart from it: `homeConfigurations."user@host"`. */
function standaloneHomes(evaluator: Evaluator, outputs: Value, host: string): FoundHome[] {
  const homes = evaluator.attribute(outputs, 'homeConfigurations')?.force();
  if (homes?.type !== 'attrs') return [];
  return [...homes.entries].flatMap(([name, { thunk }]) => {
    const [user, at] = name.split('@');
    if (user === undefined || at !== host) return [];
    const given = argumentsOf(thunk.force());
    const modules = given('modules');
    if (!modules) return [];
    const special = namedIn(given('extraSpecialArgs')?.force());
    return [{ user, system: moduleSystem(evaluator, modules, special) }];
  });
}
