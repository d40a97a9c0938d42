import type {
  AttrName,
  AttrPath,
  BindingNode,
  Expression,
  FloatNode,
  IntegerNode,
  Lambda,
} from '../../../shared/nix-syntax';
import { type Library, shapingLibrary } from './builtins';
import { add, areEqual, calculate, concat, joinDefinitions, nest, update } from './operators';
import {
  ArgumentScope,
  LetScope,
  SetScope,
  SuspendedExpression,
  SuspendedInherit,
  WithScope,
  definitionsOf,
  emptyScope,
} from './scope';
import { attributeName, pathValue, stringValue } from './text';
import { type Trail, joinTrail, noteQuestion, withTrail } from './trail';
import { questions } from './questions';
import {
  type Attribute,
  type AttrsValue,
  type EntryType,
  type Origin,
  type Scope,
  type SourceFile,
  type SourceTree,
  type Thunk,
  type Value,
  type WrittenSet,
  UNKNOWN,
  UNKNOWN_THUNK,
  lazy,
  plain,
  ready,
  unknown,
  unknownBelow,
} from './value';

/** A value that was worked out, with what it rests on. */
interface Known {
  readonly value: Value;
  readonly trail: Trail | null;
}

function read({ value, trail }: Known): Value {
  if (trail !== null) joinTrail(trail);
  return value;
}

/** Names that are values as they are written. */
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Expressions nested deeper than this are unknown; it keeps the stack safe. */
const MAX_DEPTH = 300;
/** Steps one reading may take in all; a fleet of 1,000 hosts stays far below. */
const MAX_STEPS = 3_000_000;

/**
 * A lazy evaluator for as much of Nix as shapes a flake: sets, functions, imports of the fleet's own files and
 * the library functions that build sets. Whatever needs an input, a host or real Nix is unknown and stays so;
 * it never guesses and never fails.
 */
export class Evaluator {
  private readonly fileValues = new Map<string, Known>();
  private readonly callValues = new Map<Lambda | Value, Known>();
  private depth = 0;
  private steps = 0;
  /** How often a file or a folder was asked for: what is evaluated while it stays depends on no other. */
  asked = 0;

  constructor(
    private readonly files: SourceTree,
    private readonly library: Library = shapingLibrary,
  ) {}

  /** What a folder of the fleet holds, null when it is none. */
  list(folder: string): ReadonlyMap<string, EntryType> | null {
    this.asked += 1;
    noteQuestion(questions.list(folder));
    return this.files.list(folder);
  }

  /** An empty set that stands for a module that cannot be read; null where it can. */
  placeholder(file: string): SourceFile | null {
    this.asked += 1;
    noteQuestion(questions.placeholder(file));
    return this.files.placeholder?.(file) ?? null;
  }

  /** The text of a file of the fleet; null where there is none. */
  readText(file: string): string | null {
    this.asked += 1;
    noteQuestion(questions.load(file));
    return this.files.plainText?.(file) ?? null;
  }

  /** Whether the value of a file was asked for before. */
  knows(file: string): boolean {
    return this.fileValues.has(file);
  }

  /** The value of a whole file. */
  file(file: string): Value {
    this.asked += 1;
    noteQuestion(questions.load(file));
    const known = this.fileValues.get(file);
    if (known) return read(known);
    const source = this.files.load(file);
    if (source === null) return UNKNOWN;
    const made = withTrail(() => this.expression(source.tree.root, emptyScope, source));
    // Unknown may mean that it was asked for too deep down.
    if (made.value !== UNKNOWN) this.fileValues.set(file, made);
    return made.value;
  }

  /** Lets go of the values of files and calls. What still waits to be evaluated works them out again. */
  forget(): void {
    this.fileValues.clear();
    this.callValues.clear();
  }

  /** Whether so much was asked that values were left unknown. */
  get isExhausted(): boolean {
    return this.steps > MAX_STEPS;
  }

  /**
   * `fn argument` for a module, worked out once however many hosts have it; the caller answers for it that
   * `argument` means the same each time. A function that stands alone in a file is the same wherever it is
   * imported; one that was made by another function is the same as itself.
   */
  callOnce(fn: Extract<Value, { type: 'lambda' }>, argument: Thunk): Value {
    const key = fn.scope === emptyScope ? fn.node : fn;
    const known = this.callValues.get(key);
    if (known) return read(known);
    const made = withTrail(() => this.call(fn, argument));
    if (made.value !== UNKNOWN) this.callValues.set(key, made);
    return made.value;
  }

  expression(node: Expression, scope: Scope, source: SourceFile): Value {
    if (this.depth > MAX_DEPTH || (this.steps += 1) > MAX_STEPS) return UNKNOWN;
    this.depth += 1;
    try {
      return this.evaluate(node, scope, source);
    } finally {
      this.depth -= 1;
    }
  }

  /** `fn argument`, through lambdas, functors of the library and functions nobody knows. */
  call(fn: Value, argument: Thunk): Value {
    switch (fn.type) {
      case 'lambda':
        return this.expression(fn.node.body, new ArgumentScope(this, fn, argument), fn.source);
      case 'function': {
        const taken = [...fn.taken, argument];
        const known = this.library.get(fn.name);
        if (known === undefined) return UNKNOWN;
        return taken.length < known.arity ? { ...fn, taken } : known.apply(this, taken);
      }
      case 'unknown':
        return this.library.has(fn.name)
          ? this.call({ type: 'function', name: fn.name, taken: [] }, argument)
          : { type: 'call', name: fn.name, argument };
      case 'call':
        return { ...fn, more: [...(fn.more ?? []), argument] };
      case 'attrs': {
        const functor = fn.entries.get('__functor')?.thunk.force();
        return functor ? this.call(this.call(functor, ready(fn)), argument) : UNKNOWN;
      }
      case 'plain':
      case 'path':
      case 'list':
        return UNKNOWN;
    }
  }

  /** The attribute `name`, or undefined when the value surely has none. */
  attribute(value: Value, name: string): Thunk | undefined {
    if (value.type !== 'attrs') return ready(unknownBelow(value, name));
    const found = value.entries.get(name);
    if (found) return found.thunk;
    return value.complete ? undefined : ready(unknownBelow(value, name));
  }

  /** What `import path` gives. */
  importPath(target: string): Value {
    return this.file(target);
  }

  /** An expression that is evaluated when its value is needed. */
  thunk(node: Expression, scope: Scope, source: SourceFile): Thunk {
    return new SuspendedExpression(this, node, scope, source);
  }

  private evaluate(node: Expression, scope: Scope, source: SourceFile): Value {
    const { tree } = source;
    switch (node.kind) {
      case 'paren':
        return this.expression(node.inner, scope, source);
      case 'integer':
      case 'float':
        return number(node, source);
      case 'uri':
        return plain(tree.source.slice(node.start, node.end));
      case 'string':
        return stringValue(this, node, scope, source);
      case 'path':
        return pathValue(this, node, scope, source);
      case 'identifier': {
        const value = this.identifier(node.name, scope);
        if (value.type !== 'plain' || value.written !== undefined || !WORDS.has(node.name)) return value;
        return { ...value, written: { kind: 'literal', node, source } };
      }
      case 'attrSet':
        return this.attrSet(node.bindings, node.recursive, scope, source, [{ node, source }]);
      case 'legacyLet': {
        const body = this.attribute(this.attrSet(node.bindings, true, scope, source, []), 'body');
        return body?.force() ?? UNKNOWN;
      }
      case 'list':
        return {
          type: 'list',
          complete: true,
          items: node.items.map((item) => this.thunk(item, scope, source)),
        };
      case 'select':
        return this.select(node.target, node.path, node.fallback, scope, source);
      case 'hasAttr':
        return this.hasAttr(node.target, node.path, scope, source);
      case 'apply':
        return this.call(this.expression(node.fn, scope, source), this.thunk(node.argument, scope, source));
      case 'lambda':
        return { type: 'lambda', node, scope, source };
      case 'let':
        return this.expression(node.body, this.letScope(node.bindings, scope, source), source);
      case 'with':
        return this.expression(node.body, this.withScope(node.scope, scope, source), source);
      case 'assert':
        return this.expression(node.body, scope, source);
      case 'if': {
        const condition = this.expression(node.condition, scope, source);
        if (condition.type !== 'plain') return UNKNOWN;
        return this.expression(condition.value === true ? node.consequent : node.alternate, scope, source);
      }
      case 'unary': {
        const operand = this.expression(node.operand, scope, source);
        if (operand.type !== 'plain') return UNKNOWN;
        if (node.operator === '!') return plain(operand.value !== true);
        return {
          type: 'plain',
          value: -Number(operand.value),
          ...(operand.isFloat ? { isFloat: true } : {}),
          written: { kind: 'literal', node, source },
        };
      }
      case 'binary':
        return this.binary(node.operator, node.left, node.right, scope, source);
      case 'searchPath':
      case 'missing':
        return UNKNOWN;
    }
  }

  /** What a name means in a scope. */
  identifier(name: string, scope: Scope): Value {
    const found = scope.lookup(name);
    if (found) return found.force();
    if (name === 'true') return plain(true);
    if (name === 'false') return plain(false);
    if (name === 'null') return plain(null);
    return unknown(name);
  }

  private attrSet(
    bindings: readonly BindingNode[],
    recursive: boolean,
    scope: Scope,
    source: SourceFile,
    written: readonly WrittenSet[],
  ): AttrsValue {
    const entries = new Map<string, Attribute>();
    let unnamed: Thunk[] | undefined;
    let parts: Map<string, Thunk[]> | undefined;
    const inner = recursive ? new SetScope(entries, scope) : scope;
    let complete = true;
    // By index and not by iterator: every set of every module comes here.
    for (let i = 0; i < bindings.length; i++) {
      const binding = bindings[i]!;
      if (binding.kind === 'inherit') {
        const from = binding.from && this.thunk(binding.from, inner, source);
        for (const node of binding.names) {
          const name = attributeName(this, node, scope, source);
          if (name === null) complete = false;
          else {
            const thunk = new SuspendedInherit(this, name, from, scope);
            entries.set(name, { thunk, origin: { source, start: node.start } });
          }
        }
        continue;
      }
      const { names } = binding.path;
      const first = names[0] && attributeName(this, names[0], inner, source);
      const value = this.thunk(binding.value, inner, source);
      const origin: Origin = { source, start: names[0]?.start ?? binding.start };
      const nested = names.length < 2 ? value : this.nested(names, inner, value, origin);
      if (first === undefined || first === null) {
        complete = false;
        (unnamed ??= []).push(nested);
        continue;
      }
      const before = entries.get(first);
      if (!before) {
        entries.set(first, { thunk: nested, origin });
        continue;
      }
      const known = parts?.get(first);
      if (known) {
        known.push(nested);
        continue;
      }
      const all = [before.thunk, nested];
      (parts ??= new Map<string, Thunk[]>()).set(first, all);
      const thunk = lazy(() => joinDefinitions(all.map((part) => part.force())));
      entries.set(first, { thunk, origin: before.origin ?? origin });
    }
    return unnamed === undefined
      ? { type: 'attrs', entries, complete, written }
      : { type: 'attrs', entries, complete, written, unnamed };
  }

  /** What stands below the first name of an attribute path; computed names wait, as in Nix, until it is asked for. */
  private nested(names: readonly AttrName[], scope: Scope, value: Thunk, origin: Origin): Thunk {
    const make = (): Thunk => nest(this.below(names, scope, origin.source), value, origin);
    return names.every(({ kind }, index) => index === 0 || kind === 'identifier')
      ? make()
      : lazy(() => make().force());
  }

  /** The names after the first of an attribute path. */
  private below(names: readonly AttrName[], scope: Scope, source: SourceFile): (string | null)[] {
    return names.slice(1).map((node) => attributeName(this, node, scope, source));
  }

  private letScope(bindings: readonly BindingNode[], scope: Scope, source: SourceFile): Scope {
    const definitions = definitionsOf(bindings);
    if (definitions) return new LetScope(this, definitions, scope, source);
    return new SetScope(this.attrSet(bindings, true, scope, source, []).entries, scope);
  }

  private withScope(node: Expression, scope: Scope, source: SourceFile): Scope {
    return new WithScope(this.thunk(node, scope, source), scope);
  }

  private select(
    target: Expression,
    attrPath: AttrPath,
    fallback: Expression | undefined,
    scope: Scope,
    source: SourceFile,
  ): Value {
    let value = this.expression(target, scope, source);
    const { names } = attrPath;
    for (let i = 0; i < names.length; i++) {
      const name = attributeName(this, names[i]!, scope, source);
      const next = name === null ? UNKNOWN_THUNK : this.attribute(value, name);
      if (next === undefined) return fallback ? this.expression(fallback, scope, source) : UNKNOWN;
      value = next.force();
    }
    return value;
  }

  private hasAttr(target: Expression, attrPath: AttrPath, scope: Scope, source: SourceFile): Value {
    let value = this.expression(target, scope, source);
    for (const node of attrPath.names) {
      if (value.type !== 'attrs') return UNKNOWN;
      const name = attributeName(this, node, scope, source);
      if (name === null) return UNKNOWN;
      const found = value.entries.get(name);
      if (!found) return value.complete ? plain(false) : UNKNOWN;
      value = found.thunk.force();
    }
    return plain(true);
  }

  private binary(
    operator: string,
    leftNode: Expression,
    rightNode: Expression,
    scope: Scope,
    source: SourceFile,
  ): Value {
    if (operator === '++') return this.concatenation(leftNode, rightNode, scope, source);
    const left = this.expression(leftNode, scope, source);
    const right = (): Value => this.expression(rightNode, scope, source);
    switch (operator) {
      case '//':
        return update(left, right());
      case '+':
        return add(left, right());
      case '==':
      case '!=': {
        const same = areEqual(left, right());
        return same === null ? UNKNOWN : plain(same === (operator === '=='));
      }
      case '&&':
        return left.type === 'plain' ? (left.value === true ? right() : plain(false)) : UNKNOWN;
      case '||':
        return left.type === 'plain' ? (left.value === true ? plain(true) : right()) : UNKNOWN;
      case '->':
        return left.type === 'plain' ? (left.value === true ? right() : plain(true)) : UNKNOWN;
      default:
        return calculate(operator, left, right());
    }
  }

  /** `a ++ b ++ …` in a loop: long lists are often put together of a hundred parts. */
  private concatenation(left: Expression, right: Expression, scope: Scope, source: SourceFile): Value {
    const parts = [this.expression(left, scope, source)];
    let rest = right;
    for (; rest.kind === 'binary' && rest.operator === '++'; rest = rest.right)
      parts.push(this.expression(rest.left, scope, source));
    parts.push(this.expression(rest, scope, source));
    return parts.reduceRight((all, part) => concat(part, all));
  }
}

function number(node: IntegerNode | FloatNode, source: SourceFile): Value {
  return {
    type: 'plain',
    value: Number(source.tree.source.slice(node.start, node.end)),
    ...(node.kind === 'float' ? { isFloat: true } : {}),
    written: { kind: 'literal', node, source },
  };
}
