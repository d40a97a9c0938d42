import { decodeString } from '../decode';
import type { AttrSet, Expression } from '../nodes';
import { staticName } from '../parser/duplicates';
import type { NixTree } from '../tree';

/** What JSON can hold; a path stands as its text. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** The value of an expression, if it can be read off the source. */
export type Literal = { readonly literal: true; readonly value: JsonValue } | { readonly literal: false };

const COMPUTED: Literal = { literal: false };

function literal(value: JsonValue): Literal {
  return { literal: true, value };
}

/** The value of `node` when it holds nothing that needs evaluation; paths and URIs as their text. */
export function literalValue(tree: NixTree, node: Expression): Literal {
  const { source } = tree;
  switch (node.kind) {
    case 'identifier':
      return named(node.name);
    case 'integer':
    case 'float':
      return literal(Number(source.slice(node.start, node.end)));
    case 'string': {
      const text = decodeString(source, node);
      return text === undefined ? COMPUTED : literal(text);
    }
    case 'path':
      if (node.parts.some((part) => part.kind === 'interpolation')) return COMPUTED;
      return literal(source.slice(node.start, node.end));
    case 'searchPath':
    case 'uri':
      return literal(source.slice(node.start, node.end));
    case 'paren':
      return literalValue(tree, node.inner);
    case 'unary': {
      const { operand } = node;
      if (node.operator !== '-' || (operand.kind !== 'integer' && operand.kind !== 'float')) return COMPUTED;
      return literal(-Number(source.slice(operand.start, operand.end)));
    }
    case 'list': {
      const values: JsonValue[] = [];
      for (const item of node.items) {
        const value = literalValue(tree, item);
        if (!value.literal) return COMPUTED;
        values.push(value.value);
      }
      return literal(values);
    }
    case 'attrSet':
      return literalSet(tree, node);
    default:
      return COMPUTED;
  }
}

function named(name: string): Literal {
  switch (name) {
    case 'true':
      return literal(true);
    case 'false':
      return literal(false);
    case 'null':
      return literal(null);
    default:
      return COMPUTED;
  }
}

type JsonObject = { [name: string]: JsonValue };

function literalSet(tree: NixTree, set: AttrSet): Literal {
  // No prototype: an attribute may be named `__proto__`.
  const result = Object.create(null) as JsonObject;
  if (set.recursive) return COMPUTED;
  for (const binding of set.bindings) {
    if (binding.kind === 'inherit') return COMPUTED;
    const value = literalValue(tree, binding.value);
    if (!value.literal) return COMPUTED;
    const path: string[] = [];
    for (const name of binding.path.names) {
      const text = staticName(tree.source, name);
      if (text === undefined) return COMPUTED;
      path.push(text);
    }
    merge(result, path, value.value);
  }
  return literal(result);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(into: JsonObject, path: readonly string[], value: JsonValue): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  const known = into[first];
  if (rest.length > 0) {
    const next = isObject(known) ? known : (Object.create(null) as JsonObject);
    into[first] = next;
    merge(next, rest, value);
  } else if (isObject(known) && isObject(value)) {
    for (const [name, inner] of Object.entries(value)) merge(known, [name], inner);
  } else into[first] = value;
}
