import type { Evaluator } from './evaluate';
import { type AttrsValue, type Thunk, type Value, type WrittenSet, UNKNOWN, ready, unknown } from './value';

/** One module as it takes part in one host: the sets it was written as. */
export interface ModuleUse {
  /** File of the first written set, relative to the fleet. */
  readonly file: string;
  readonly written: readonly WrittenSet[];
  /** What the module declares, when it declares options. */
  readonly options?: Value;
}

export interface ModuleGraph {
  /** In the order modules are imported, each file once. */
  readonly modules: readonly ModuleUse[];
  /** False when some import could not be followed from source. */
  readonly complete: boolean;
}

/** A host's modules: those given to `nixosSystem` and everything they import, with its `specialArgs` known. */
export function moduleGraph(evaluator: Evaluator, system: Value): ModuleGraph {
  const walk = new ModuleWalk(evaluator, specialArgs(system));
  walk.list(modulesOf(system));
  return { modules: walk.modules, complete: walk.complete };
}

/** The arguments of the call that makes a system, or the set itself where a host is written as a plain set. */
function systemArguments(system: Value): Value {
  return system.type === 'call' ? system.argument.force() : UNKNOWN;
}

function modulesOf(system: Value): Value {
  const given = systemArguments(system);
  const modules = given.type === 'attrs' ? given.entries.get('modules')?.thunk : undefined;
  return modules?.force() ?? UNKNOWN;
}

function specialArgs(system: Value): ReadonlyMap<string, Thunk> {
  const given = systemArguments(system);
  const known = given.type === 'attrs' ? given.entries.get('specialArgs')?.thunk.force() : undefined;
  if (known?.type !== 'attrs') return new Map();
  return new Map([...known.entries].map(([name, { thunk }]) => [name, thunk]));
}

class ModuleWalk {
  readonly modules: ModuleUse[] = [];
  complete = true;
  private readonly seen = new Set<string>();
  private readonly moduleArguments: AttrsValue;

  constructor(
    private readonly evaluator: Evaluator,
    special: ReadonlyMap<string, Thunk>,
  ) {
    const named = ['config', 'lib', 'pkgs', 'options', 'modulesPath'].map(
      (name) => [name, ready(unknown(name))] as const,
    );
    const entries = new Map(
      [...named, ...special].map(([name, thunk]) => [name, { thunk, origin: undefined }] as const),
    );
    this.moduleArguments = { type: 'attrs', entries, complete: false, written: [] };
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
        this.module(this.evaluator.file(value.path));
        return;
      case 'lambda':
        this.module(this.evaluator.call(value, ready(this.moduleArguments)));
        return;
      case 'attrs':
        this.set(value);
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

  private set(value: AttrsValue): void {
    const [first] = value.written;
    if (first) {
      const options = value.entries.get('options')?.thunk.force();
      this.modules.push({ file: first.source.file, written: value.written, ...(options ? { options } : {}) });
    }
    const imports = value.entries.get('imports');
    if (imports) this.list(imports.thunk.force());
  }
}
