import type {
  AttrName,
  Expression,
  Interpolation,
  PathNode,
  StringNode,
  TextPart,
} from '../../../shared/nix-syntax';
import { decodeParts, decodeString } from '../../../shared/nix-syntax';
import { fleetPath } from './operators';
import { type Scope, type SourceFile, type Value, UNKNOWN, asText } from './value';

/** Who works out what stands between `${` and `}`. */
interface Interpolator {
  expression(node: Expression, scope: Scope, source: SourceFile): Value;
}

/** What a string says; unknown where a part of it is. */
export function stringValue(of: Interpolator, node: StringNode, scope: Scope, source: SourceFile): Value {
  const literal = decodeString(source.tree.source, node);
  if (literal !== undefined)
    return { type: 'plain', value: literal, written: { kind: 'literal', node, source } };
  const holes: Value[] = [];
  let text: string | null = '';
  for (const part of decodeParts(source.tree.source, node)) {
    const hole = typeof part === 'string' ? null : of.expression(part.expression, scope, source);
    if (hole !== null) holes.push(hole);
    const piece: string | null = typeof part === 'string' ? part : hole && asText(hole);
    text = text === null || piece === null ? null : text + piece;
  }
  const written = { kind: 'text', node, source, holes } as const;
  return text === null ? { type: 'unknown', name: '', written } : { type: 'plain', value: text, written };
}

/** The path inside the fleet that a path literal leads to; any other is unknown. */
export function pathValue(of: Interpolator, node: PathNode, scope: Scope, source: SourceFile): Value {
  const text = textOfParts(of, node.parts, scope, source);
  if (text === null || text.startsWith('/') || text.startsWith('~')) return UNKNOWN;
  const folder = source.file.slice(0, source.file.lastIndexOf('/') + 1);
  return fleetPath(`${folder}${text}`);
}

/** The name of one attribute, null when it is computed from something unknown. */
export function attributeName(
  of: Interpolator,
  node: AttrName,
  scope: Scope,
  source: SourceFile,
): string | null {
  if (node.kind === 'identifier') return node.name;
  return asText(
    node.kind === 'string'
      ? stringValue(of, node, scope, source)
      : of.expression(node.expression, scope, source),
  );
}

function textOfParts(
  of: Interpolator,
  parts: readonly (TextPart | Interpolation)[],
  scope: Scope,
  source: SourceFile,
): string | null {
  let out = '';
  for (const part of parts) {
    const piece =
      part.kind === 'text'
        ? source.tree.source.slice(part.start, part.end)
        : asText(of.expression(part.expression, scope, source));
    if (piece === null) return null;
    out += piece;
  }
  return out;
}
