import type { BindingNode, Expression, Formal, Formals, Inherit } from '../../../shared/nix-syntax';
import type { Evaluator } from './evaluate';
import {
  type Attribute,
  type Scope,
  type SourceFile,
  type Thunk,
  type Value,
  Suspended,
  UNKNOWN,
  ready,
  unknown,
} from './value';

/** What is in scope of a whole file. */
export const emptyScope: Scope = {
  lookup: (name) => (name === 'builtins' ? ready(unknown('builtins')) : undefined),
};

/** An expression that is evaluated when its value is needed. */
export class SuspendedExpression extends Suspended {
  constructor(
    private readonly evaluator: Evaluator,
    readonly node: Expression,
    private readonly scope: Scope,
    readonly source: SourceFile,
  ) {
    super();
  }

  protected compute(): Value {
    return this.evaluator.expression(this.node, this.scope, this.source);
  }

  /** The option of the host that is asked for and nothing more, below `config`: of `cfg.layout`; else null. */
  optionPath(): string | null {
    let { node } = this;
    while (node.kind === 'paren') node = node.inner;
    if (node.kind === 'identifier') {
      const found = this.scope.lookup(node.name);
      return found instanceof SuspendedExpression ? found.optionPath() : null;
    }
    if (node.kind !== 'select' || node.fallback) return null;
    const target = this.evaluator.expression(node.target, this.scope, this.source);
    const path = target.type === 'attrs' || target.type === 'unknown' ? target.path : undefined;
    const names = node.path.names.map((name) => (name.kind === 'identifier' ? name.name : null));
    if (path !== 'config' && path?.startsWith('config.') !== true) return null;
    return names.includes(null) ? null : [path, ...names].join('.').slice('config.'.length);
  }
}

/** An inherited name: of a set, or of what is in scope around. */
export class SuspendedInherit extends Suspended {
  constructor(
    private readonly evaluator: Evaluator,
    private readonly name: string,
    private readonly from: Thunk | undefined,
    private readonly scope: Scope,
  ) {
    super();
  }

  protected compute(): Value {
    if (this.from === undefined) return this.evaluator.identifier(this.name, this.scope);
    return this.evaluator.attribute(this.from.force(), this.name)?.force() ?? UNKNOWN;
  }
}

/** One named argument: what is given, else what stands for it. */
class SuspendedFormal extends Suspended {
  constructor(
    private readonly evaluator: Evaluator,
    private readonly formal: Formal,
    private readonly argument: Thunk,
    private readonly scope: Scope,
    private readonly source: SourceFile,
  ) {
    super();
  }

  protected compute(): Value {
    const { fallback, name } = this.formal;
    const given = this.evaluator.attribute(this.argument.force(), name.name);
    if (given) return given.force();
    return fallback ? this.evaluator.expression(fallback, this.scope, this.source) : unknown(name.name);
  }
}

/** The names of a recursive set. */
export class SetScope implements Scope {
  constructor(
    private readonly entries: ReadonlyMap<string, Attribute>,
    private readonly outer: Scope,
  ) {}

  lookup(name: string): Thunk | undefined {
    return this.entries.get(name)?.thunk ?? this.outer.lookup(name);
  }
}

type Definitions = ReadonlyMap<string, BindingNode>;

const definitionsByLet = new WeakMap<readonly BindingNode[], { readonly definitions: Definitions | null }>();

/** What a `let` defines by name; null where a name is computed, or defined in more places than one. */
export function definitionsOf(bindings: readonly BindingNode[]): Definitions | null {
  const known = definitionsByLet.get(bindings);
  if (known) return known.definitions;
  const definitions = plainDefinitions(bindings);
  definitionsByLet.set(bindings, { definitions });
  return definitions;
}

function plainDefinitions(bindings: readonly BindingNode[]): Definitions | null {
  const definitions = new Map<string, BindingNode>();
  let count = 0;
  for (const binding of bindings) {
    const isPath = binding.kind === 'binding';
    const names = isPath ? binding.path.names : binding.names;
    if (isPath && names.length !== 1) return null;
    for (const name of names) {
      if (name.kind !== 'identifier') return null;
      definitions.set(name.name, binding);
      count += 1;
    }
  }
  return definitions.size === count ? definitions : null;
}

/** The names of a `let`, each made ready when somebody asks for it. */
export class LetScope implements Scope {
  private readonly thunks = new Map<string | Inherit, Thunk>();

  constructor(
    private readonly evaluator: Evaluator,
    private readonly definitions: Definitions,
    private readonly outer: Scope,
    private readonly source: SourceFile,
  ) {}

  lookup(name: string): Thunk | undefined {
    const definition = this.definitions.get(name);
    if (definition === undefined) return this.outer.lookup(name);
    const known = this.thunks.get(name);
    if (known) return known;
    const thunk =
      definition.kind === 'binding'
        ? this.evaluator.thunk(definition.value, this, this.source)
        : new SuspendedInherit(this.evaluator, name, this.from(definition), this.outer);
    this.thunks.set(name, thunk);
    return thunk;
  }

  /** The set that names are inherited from. */
  private from(definition: Inherit): Thunk | undefined {
    if (definition.from === undefined) return undefined;
    const known = this.thunks.get(definition);
    if (known) return known;
    const thunk = this.evaluator.thunk(definition.from, this, this.source);
    this.thunks.set(definition, thunk);
    return thunk;
  }
}

const formalsByName = new WeakMap<Formals, ReadonlyMap<string, Formal>>();

function formalsOf(formals: Formals): ReadonlyMap<string, Formal> {
  const known = formalsByName.get(formals);
  if (known) return known;
  const made = new Map(formals.items.map((formal) => [formal.name.name, formal]));
  formalsByName.set(formals, made);
  return made;
}

/** The arguments of a function, each made ready when somebody asks for it. */
export class ArgumentScope implements Scope {
  private readonly formals: ReadonlyMap<string, Formal> | undefined;
  private thunks: Map<string, Thunk> | undefined;

  constructor(
    private readonly evaluator: Evaluator,
    private readonly fn: Extract<Value, { type: 'lambda' }>,
    private readonly argument: Thunk,
  ) {
    this.formals = fn.node.formals && formalsOf(fn.node.formals);
  }

  lookup(name: string): Thunk | undefined {
    const formal = this.formals?.get(name);
    if (formal === undefined)
      return this.fn.node.name?.name === name ? this.argument : this.fn.scope.lookup(name);
    const known = this.thunks?.get(name);
    if (known) return known;
    const thunk = new SuspendedFormal(this.evaluator, formal, this.argument, this, this.fn.source);
    (this.thunks ??= new Map<string, Thunk>()).set(name, thunk);
    return thunk;
  }
}

/** The names of the set of a `with`, which give way to those around it. */
export class WithScope implements Scope {
  constructor(
    private readonly set: Thunk,
    private readonly outer: Scope,
  ) {}

  lookup(name: string): Thunk | undefined {
    const outer = this.outer.lookup(name);
    if (outer) return outer;
    const value = this.set.force();
    return value.type === 'attrs' ? value.entries.get(name)?.thunk : undefined;
  }
}
