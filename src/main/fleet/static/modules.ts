import type { Lambda } from '../../../shared/nix-syntax';
import type { Evaluator } from './evaluate';
import { type DeclaredSecret, secretsOf } from './secrets';
import {
  type Attribute,
  type AttrsValue,
  type Thunk,
  type Value,
  type WrittenSet,
  UNKNOWN,
  asCall,
  ready,
} from './value';

/** Whose options a module sets: the system's, or those of a user through Home Manager. */
export type ModuleScope = 'nixos' | 'home';

/** One module as it takes part in one host: the sets it was written as. */
export interface ModuleUse {
  /** File of the first written set, relative to the fleet. */
  readonly file: string;
  readonly scope: ModuleScope;
  readonly written: readonly WrittenSet[];
  /** What the module declares, when it declares options. */
  readonly options?: Value;
  /** Secrets it declares, where it does. */
  readonly secrets?: readonly DeclaredSecret[];
}

export interface ModuleGraph {
  /** In the order modules are imported, each file once. */
  readonly modules: readonly ModuleUse[];
  /** False when some import could not be followed from source. */
  readonly complete: boolean;
}

export type NamedArguments = Iterable<readonly [string, Thunk]>;

/** A host's modules: those given to `nixosSystem` and everything they import, with its `specialArgs` known. */
export function moduleGraph(evaluator: Evaluator, system: Value): ModuleGraph {
  const given = asCall(system)?.argument.force() ?? UNKNOWN;
  const argument = (name: string): Thunk | undefined =>
    given.type === 'attrs' ? given.entries.get(name)?.thunk : undefined;
  const special = namedIn(argument('specialArgs')?.force());
  const nixos = collectModules(evaluator, argument('modules') ?? ready(UNKNOWN), special);
  const home = homeModules(evaluator, nixos.sets);
  return {
    modules: [...uses(nixos.sets, 'nixos'), ...uses(home.sets, 'home')],
    complete: nixos.complete && home.complete,
  };
}

/**
 * The sets that modules evaluate to, imports followed; `named` are arguments known beside `config`, `lib` and so on, and
 * `others` finds those that modules give each other.
 */
export function collectModules(
  evaluator: Evaluator,
  modules: Thunk,
  named: NamedArguments,
  others?: (name: string) => Thunk,
): { readonly sets: readonly AttrsValue[]; readonly complete: boolean } {
  const walk = new ModuleWalk(evaluator, named, others);
  walk.list(modules.force());
  return walk;
}

/** Named values and, for all other names, what `others` finds. */
class OpenEntries extends Map<string, Attribute> {
  constructor(
    known: Iterable<readonly [string, Attribute]>,
    private readonly others: (name: string) => Thunk,
  ) {
    super(known);
  }

  override get(name: string): Attribute {
    return super.get(name) ?? { thunk: this.others(name), origin: undefined };
  }
}

/** The modules under `home-manager.users`, whatever the users are called. */
function homeModules(
  evaluator: Evaluator,
  sets: readonly AttrsValue[],
): { sets: readonly AttrsValue[]; complete: boolean } {
  const found: AttrsValue[] = [];
  let complete = true;
  for (const set of sets) {
    const manager = inside(set, 'home-manager');
    const users = manager && inside(manager, 'users');
    if (!manager || !users) continue;
    const special = namedIn(manager.entries.get('extraSpecialArgs')?.thunk.force());
    const shared = manager.entries.get('sharedModules')?.thunk;
    for (const user of [...[...users.entries.values()].map(({ thunk }) => thunk), ...(users.unnamed ?? [])]) {
      const own = collectModules(evaluator, ready({ type: 'list', items: [user], complete: true }), special);
      const common = shared ? collectModules(evaluator, shared, special) : { sets: [], complete: true };
      found.push(...own.sets, ...common.sets);
      complete &&= own.complete && common.complete;
    }
  }
  return { sets: found, complete };
}

function inside(set: AttrsValue, name: string): AttrsValue | undefined {
  const direct = set.entries.get(name)?.thunk.force();
  if (direct?.type === 'attrs') return direct;
  const config = set.entries.get('config')?.thunk.force();
  const explicit = config?.type === 'attrs' ? config.entries.get(name)?.thunk.force() : undefined;
  return explicit?.type === 'attrs' ? explicit : undefined;
}

/** The named values of a set. */
export function namedIn(value: Value | undefined): [string, Thunk][] {
  return value?.type === 'attrs' ? [...value.entries].map(([name, { thunk }]) => [name, thunk]) : [];
}

/** Uses by the set that a module evaluated to: hosts that share a module share its use. */
const usesOf: Readonly<Record<ModuleScope, WeakMap<AttrsValue, ModuleUse>>> = {
  nixos: new WeakMap(),
  home: new WeakMap(),
};

function uses(sets: readonly AttrsValue[], scope: ModuleScope): ModuleUse[] {
  const found: ModuleUse[] = [];
  const known = usesOf[scope];
  for (const set of sets) {
    const [first] = set.written;
    if (!first) continue;
    // Asked each time, so that each host is known to rest on it.
    const options = set.entries.get('options')?.thunk.force();
    const secrets = secretsOf(set);
    let use = known.get(set);
    if (!use) {
      use = {
        file: first.source.file,
        scope,
        written: set.written,
        ...(options ? { options } : {}),
        ...(secrets.length > 0 ? { secrets } : {}),
      };
      known.set(set, use);
    }
    found.push(use);
  }
  return found;
}

/** What every module can ask for; of none of them source knows more than its name. */
const USUAL: ReadonlySet<string> = new Set(['config', 'lib', 'pkgs', 'options', 'modulesPath']);

class ModuleWalk {
  readonly sets: AttrsValue[] = [];
  complete = true;
  private readonly seen = new Set<string>();
  private readonly moduleArguments: Thunk;
  private readonly special: ReadonlySet<string>;
  private readonly isOpen: boolean;

  constructor(
    private readonly evaluator: Evaluator,
    known: NamedArguments,
    others?: (name: string) => Thunk,
  ) {
    const usual = [...USUAL].map((name) => [name, ready({ type: 'unknown', name, path: name })] as const);
    const attributes = [...usual, ...known].map(
      ([name, thunk]) => [name, { thunk, origin: undefined }] as const,
    );
    const entries = others ? new OpenEntries(attributes, others) : new Map(attributes);
    this.special = new Set([...known].map(([name]) => name));
    this.isOpen = others !== undefined;
    this.moduleArguments = ready({ type: 'attrs', entries, complete: false, written: [] });
  }

  list(modules: Value): void {
    if (modules.type !== 'list') {
      this.complete = false;
      return;
    }
    if (!modules.complete) this.complete = false;
    for (const item of modules.items) this.module(item.force());
  }

  private module(value: Value): void {
    switch (value.type) {
      case 'path':
        if (this.seen.has(value.path)) return;
        this.seen.add(value.path);
        this.file(value.path);
        return;
      case 'lambda': {
        const given = this.moduleArguments;
        const isSame = this.takesOnlyUsual(value.node);
        this.module(isSame ? this.evaluator.callOnce(value, given) : this.evaluator.call(value, given));
        return;
      }
      case 'attrs':
        this.sets.push(value);
        this.imports(value);
        return;
      case 'plain':
      case 'list':
      case 'function':
      case 'call':
      case 'unknown':
        // A module of an input, or one that only Nix can make: its assignments are not the fleet's source.
        this.complete = false;
    }
  }

  /** Whether a module asks for nothing that differs from host to host, as far as source knows. */
  private takesOnlyUsual({ name, formals }: Lambda): boolean {
    if (name || !formals || this.isOpen) return false;
    for (const item of formals.items)
      if (!USUAL.has(item.name.name) || this.special.has(item.name.name)) return false;
    return true;
  }

  /** A module that cannot be read still belongs to the host, so that nothing is written past it. */
  private file(file: string): void {
    const value = this.evaluator.file(file);
    const source = this.evaluator.placeholder(file);
    if (source?.tree.root.kind !== 'attrSet') return this.module(value);
    this.complete = false;
    const written = [{ node: source.tree.root, source }];
    this.sets.push({ type: 'attrs', entries: new Map(), complete: false, written });
  }

  private imports(set: AttrsValue): void {
    const imports = set.entries.get('imports');
    if (imports) this.list(imports.thunk.force());
  }
}
