/**
 * The syntax tree. A node covers `source.slice(start, end)` (UTF-16 offsets) from its first to its last
 * token, so no node begins or ends with trivia. Offsets of punctuation that edits need are kept; -1
 * stands for one that is missing in a broken file.
 */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A name: a variable, or `or` where Nix lets it be one. */
export interface Identifier extends Span {
  readonly kind: 'identifier';
  readonly name: string;
}

export interface IntegerNode extends Span {
  readonly kind: 'integer';
}

export interface FloatNode extends Span {
  readonly kind: 'float';
}

/** A run of characters of a string or path, escapes undecoded. */
export interface TextPart extends Span {
  readonly kind: 'text';
}

/** `${ expression }` in a string, a path or an attribute path. */
export interface Interpolation extends Span {
  readonly kind: 'interpolation';
  readonly expression: Expression;
}

/** `"…"`, or with `indented` `''…''`. */
export interface StringNode extends Span {
  readonly kind: 'string';
  readonly indented: boolean;
  readonly parts: readonly (TextPart | Interpolation)[];
}

/** `./a`, `/a`, `~/a`, `a/b`, with or without interpolations. */
export interface PathNode extends Span {
  readonly kind: 'path';
  readonly parts: readonly (TextPart | Interpolation)[];
}

/** `<nixpkgs/lib>` */
export interface SearchPath extends Span {
  readonly kind: 'searchPath';
}

/** An unquoted URI. */
export interface UriNode extends Span {
  readonly kind: 'uri';
}

export interface Paren extends Span {
  readonly kind: 'paren';
  readonly inner: Expression;
}

/** `{ … }` or `rec { … }`; `open` and `close` are the offsets of the braces. */
export interface AttrSet extends Span {
  readonly kind: 'attrSet';
  readonly recursive: boolean;
  readonly open: number;
  readonly close: number;
  readonly bindings: readonly BindingNode[];
}

/** The old `let { …; body = …; }`. */
export interface LegacyLet extends Span {
  readonly kind: 'legacyLet';
  readonly open: number;
  readonly close: number;
  readonly bindings: readonly BindingNode[];
}

export interface ListNode extends Span {
  readonly kind: 'list';
  readonly open: number;
  readonly close: number;
  readonly items: readonly Expression[];
}

/** `target.path` or `target.path or fallback`. */
export interface Select extends Span {
  readonly kind: 'select';
  readonly target: Expression;
  readonly path: AttrPath;
  readonly fallback: Expression | undefined;
}

/** `target ? path` */
export interface HasAttr extends Span {
  readonly kind: 'hasAttr';
  readonly target: Expression;
  readonly path: AttrPath;
}

export interface Apply extends Span {
  readonly kind: 'apply';
  readonly fn: Expression;
  readonly argument: Expression;
}

export type UnaryOperator = '!' | '-';

export interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type BinaryOperator =
  | '->'
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '//'
  | '+'
  | '-'
  | '*'
  | '/'
  | '++'
  | '|>'
  | '<|';

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** One argument of a pattern, `name` or `name ? fallback`. */
export interface Formal extends Span {
  readonly kind: 'formal';
  readonly name: Identifier;
  readonly fallback: Expression | undefined;
}

/** `{ a, b ? 1, ... }` */
export interface Formals extends Span {
  readonly kind: 'formals';
  readonly items: readonly Formal[];
  /** Offset of `...`, or -1. */
  readonly ellipsis: number;
  readonly open: number;
  readonly close: number;
}

/** `x: …`, `{ … }: …`, `{ … } @ x: …`, `x @ { … }: …`; at least one of `name` and `formals` is set. */
export interface Lambda extends Span {
  readonly kind: 'lambda';
  readonly name: Identifier | undefined;
  readonly formals: Formals | undefined;
  readonly body: Expression;
}

export interface Let extends Span {
  readonly kind: 'let';
  readonly bindings: readonly BindingNode[];
  readonly body: Expression;
}

export interface With extends Span {
  readonly kind: 'with';
  readonly scope: Expression;
  readonly body: Expression;
}

export interface Assert extends Span {
  readonly kind: 'assert';
  readonly condition: Expression;
  readonly body: Expression;
}

export interface If extends Span {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression;
}

/** Where an expression should stand and none does; empty. */
export interface Missing extends Span {
  readonly kind: 'missing';
}

export type AttrName = Identifier | StringNode | Interpolation;

/** `a."b".${c}` */
export interface AttrPath extends Span {
  readonly kind: 'attrPath';
  readonly names: readonly AttrName[];
}

/** `path = value;` from the path to the semicolon. */
export interface Binding extends Span {
  readonly kind: 'binding';
  readonly path: AttrPath;
  readonly value: Expression;
  readonly equals: number;
  readonly semicolon: number;
}

/** `inherit a b;` or `inherit (from) a b;` */
export interface Inherit extends Span {
  readonly kind: 'inherit';
  readonly from: Expression | undefined;
  readonly names: readonly AttrName[];
  readonly semicolon: number;
}

export type BindingNode = Binding | Inherit;

export type Expression =
  | Identifier
  | IntegerNode
  | FloatNode
  | StringNode
  | PathNode
  | SearchPath
  | UriNode
  | Paren
  | AttrSet
  | LegacyLet
  | ListNode
  | Select
  | HasAttr
  | Apply
  | Unary
  | Binary
  | Lambda
  | Let
  | With
  | Assert
  | If
  | Missing;

/** Any node of the tree. */
export type NixNode = Expression | TextPart | Interpolation | AttrPath | BindingNode | Formal | Formals;

/** The nodes directly below `node`, in source order. */
export function childrenOf(node: NixNode): readonly NixNode[] {
  switch (node.kind) {
    case 'identifier':
    case 'integer':
    case 'float':
    case 'text':
    case 'searchPath':
    case 'uri':
    case 'missing':
      return [];
    case 'interpolation':
      return [node.expression];
    case 'string':
    case 'path':
      return node.parts;
    case 'paren':
      return [node.inner];
    case 'attrSet':
    case 'legacyLet':
      return node.bindings;
    case 'list':
      return node.items;
    case 'select':
      return node.fallback ? [node.target, node.path, node.fallback] : [node.target, node.path];
    case 'hasAttr':
      return [node.target, node.path];
    case 'apply':
      return [node.fn, node.argument];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'formal':
      return node.fallback ? [node.name, node.fallback] : [node.name];
    case 'formals':
      return node.items;
    case 'lambda': {
      const { name, formals, body } = node;
      if (!name) return formals ? [formals, body] : [body];
      if (!formals) return [name, body];
      return name.start < formals.start ? [name, formals, body] : [formals, name, body];
    }
    case 'let':
      return [...node.bindings, node.body];
    case 'with':
      return [node.scope, node.body];
    case 'assert':
      return [node.condition, node.body];
    case 'if':
      return [node.condition, node.consequent, node.alternate];
    case 'attrPath':
      return node.names;
    case 'binding':
      return [node.path, node.value];
    case 'inherit':
      return node.from ? [node.from, ...node.names] : node.names;
  }
}

/** Every node from `root` down, parents first, without recursion (chains may be very long). */
export function* walk(root: NixNode): Generator<NixNode> {
  const pending: NixNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]!);
  }
}
