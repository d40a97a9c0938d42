import { decodeParts } from '../decode';
import type { AttrName, BindingNode, Expression, Interpolation, TextPart } from '../nodes';
import { staticName } from '../parser/duplicates';
import type { NixTree } from '../tree';
import type { BindingSketch, Sketch } from './expressions';

/** What the parser understood, in the form of {@link Sketch}; parentheses are left out. */
export function sketchOf(tree: NixTree): Sketch {
  const { source } = tree;
  const slice = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
  const names = (all: readonly AttrName[]): string[] =>
    all.map((one) => staticName(source, one) ?? slice(one));
  const piece = (part: TextPart | Interpolation): string | Sketch =>
    part.kind === 'text' ? slice(part) : of(part.expression);
  const binding = (one: BindingNode): BindingSketch =>
    one.kind === 'binding'
      ? ['bind', names(one.path.names), of(one.value)]
      : ['inherit', one.from ? of(one.from) : null, names(one.names)];
  const of = (node: Expression): Sketch => {
    switch (node.kind) {
      case 'paren':
        return of(node.inner);
      case 'identifier':
        return ['name', node.name];
      case 'integer':
      case 'float':
      case 'searchPath':
      case 'uri':
        return ['atom', node.kind, slice(node)];
      case 'string':
        return [
          node.indented ? 'indented' : 'string',
          decodeParts(source, node).map((part) => (typeof part === 'string' ? part : of(part.expression))),
        ];
      case 'path':
        return ['path', node.parts.map(piece)];
      case 'list':
        return ['list', node.items.map(of)];
      case 'attrSet':
        return [node.recursive ? 'rec' : 'set', node.bindings.map(binding)];
      case 'let':
        return ['let', node.bindings.map(binding), of(node.body)];
      case 'lambda': {
        const { name, formals } = node;
        const parameter = {
          name: name?.name ?? null,
          formals:
            formals?.items.map(
              (item) => [item.name.name, item.fallback ? of(item.fallback) : null] as const,
            ) ?? null,
          isOpen: (formals?.ellipsis ?? -1) >= 0,
          isNameFirst: name !== undefined && formals !== undefined && name.start < formals.start,
        };
        return ['lambda', parameter, of(node.body)];
      }
      case 'select':
        return ['select', of(node.target), names(node.path.names), node.fallback ? of(node.fallback) : null];
      case 'hasAttr':
        return ['has', of(node.target), names(node.path.names)];
      case 'apply':
        return ['apply', of(node.fn), of(node.argument)];
      case 'unary':
        return ['unary', node.operator, of(node.operand)];
      case 'binary':
        return ['binary', node.operator, of(node.left), of(node.right)];
      case 'if':
        return ['if', of(node.condition), of(node.consequent), of(node.alternate)];
      case 'with':
        return ['with', of(node.scope), of(node.body)];
      case 'assert':
        return ['assert', of(node.condition), of(node.body)];
      case 'legacyLet':
      case 'missing':
        throw new Error(`${node.kind} is never written`);
    }
  };
  return of(tree.root);
}
