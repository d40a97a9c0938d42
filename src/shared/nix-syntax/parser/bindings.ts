import type { AttrName, AttrPath, Binding, BindingNode, Expression, Inherit } from '../nodes';
import * as T from '../tokens';
import { trimmed } from './cursor';
import type { Cursor } from './cursor';
import { checkDuplicates, staticName } from './duplicates';
import { parseExpression, parseIdentifier } from './expressions';
import { parseInterpolation, parseString } from './strings';

function startsName(kind: number): boolean {
  return kind === T.IDENTIFIER || kind === T.STRING_OPEN || kind === T.DOLLAR_BRACE || kind === T.OR;
}

function isKeyword(kind: number): boolean {
  return kind >= T.IF;
}

/**
 * The definitions of a set or a `let` up to (not with) the token `closing`, and a check for names
 * defined twice. `place` is `let` where Nix allows no dynamic names.
 */
export function parseBindings(p: Cursor, closing: number, place: 'set' | 'let'): readonly BindingNode[] {
  const bindings: BindingNode[] = [];
  while (p.kind !== closing && p.kind !== T.END) {
    if (p.kind === T.INHERIT) bindings.push(parseInherit(p));
    else if (startsName(p.kind) || (isKeyword(p.kind) && p.peek(1) === T.ASSIGN))
      bindings.push(parseBinding(p));
    else {
      p.expected(`a definition or ${T.describeToken(closing, '')}`);
      if (!skip(p, closing)) break;
    }
  }
  if (bindings.length > 0) {
    if (place === 'let') rejectDynamic(p, bindings);
    checkDuplicates(p, bindings);
  }
  return trimmed(bindings);
}

/** Skips to the next definition; false when the set itself seems to end here. */
function skip(p: Cursor, closing: number): boolean {
  let depth = 0;
  for (;;) {
    switch (p.kind) {
      case T.END:
        return true;
      case T.LEFT_BRACE:
      case T.DOLLAR_BRACE:
      case T.LEFT_BRACKET:
      case T.LEFT_PAREN:
        depth++;
        break;
      case T.RIGHT_BRACE:
      case T.RIGHT_BRACKET:
      case T.RIGHT_PAREN:
      case T.IN:
        if (depth === 0 && p.kind === closing) return true;
        // Foreign to this set: `}` closes what is around a `let`, `in` ends a `let` around a set.
        if (depth === 0 && (p.kind === T.RIGHT_BRACE || p.kind === T.IN)) return false;
        if (p.kind !== T.IN && depth > 0) depth--;
        break;
      case T.SEMICOLON:
        if (depth === 0) {
          p.next();
          return true;
        }
        break;
      default:
    }
    p.next();
  }
}

function rejectDynamic(p: Cursor, bindings: readonly BindingNode[]): void {
  for (const binding of bindings) {
    const first = binding.kind === 'binding' ? binding.path.names[0] : undefined;
    if (first && first.kind !== 'identifier' && staticName(p.source, first) === undefined) {
      p.report(
        'syntax',
        'expected a fixed name: dynamic names are not allowed in `let`',
        first.start,
        first.end,
      );
    }
  }
}

function parseBinding(p: Cursor): Binding {
  const { start } = p;
  const path = parseAttrPath(p);
  const equals = p.expect(T.ASSIGN, 'after the name of the attribute');
  const value = equals < 0 ? p.missing() : parseExpression(p);
  const semicolon = endBinding(p, 'after the value of the attribute');
  return { kind: 'binding', start, end: p.lastEnd, path, value, equals, semicolon };
}

/** Takes the semicolon. Without one, what cannot begin the next definition is skipped up to it. */
function endBinding(p: Cursor, role: string): number {
  if (p.kind !== T.SEMICOLON) {
    p.expected(`\`;\` ${role}`);
    if (startsDefinition(p) || p.kind === T.RIGHT_BRACE || p.kind === T.IN || p.kind === T.END) return -1;
    const at = p.start;
    skip(p, T.RIGHT_BRACE);
    return p.lastEnd > at && p.source.charCodeAt(p.lastEnd - 1) === 59 ? p.lastEnd - 1 : -1;
  }
  const at = p.start;
  p.next();
  return at;
}

function startsDefinition(p: Cursor): boolean {
  if (p.kind === T.INHERIT) return true;
  const after = p.peek(1);
  return startsName(p.kind) && (p.kind !== T.IDENTIFIER || after === T.ASSIGN || after === T.DOT);
}

function parseInherit(p: Cursor): Inherit {
  const { start } = p;
  p.next();
  let from: Expression | undefined;
  if (p.kind === T.LEFT_PAREN) {
    const open = p.start;
    p.next();
    from = parseExpression(p);
    p.expectClose(T.RIGHT_PAREN, open);
  }
  const names: AttrName[] = [];
  while (startsName(p.kind)) {
    const name = parseName(p);
    if (name.kind !== 'identifier' && staticName(p.source, name) === undefined) {
      p.report('syntax', 'expected a fixed name: dynamic names cannot be inherited', name.start, name.end);
    }
    names.push(name);
  }
  const semicolon = endBinding(p, 'after the inherited names');
  return { kind: 'inherit', start, end: p.lastEnd, from, names, semicolon };
}

/** `a."b".${c}`; reports a missing name. */
export function parseAttrPath(p: Cursor): AttrPath {
  const { start } = p;
  if (!startsName(p.kind)) return parseLongPath(p, start, []);
  const first = parseName(p);
  if (p.kind === T.DOT) {
    p.next();
    return parseLongPath(p, start, [first]);
  }
  // Most paths are one name.
  return { kind: 'attrPath', start, end: p.lastEnd, names: [first] };
}

/** The rest of a path, behind the dot after `names`. */
function parseLongPath(p: Cursor, start: number, names: AttrName[]): AttrPath {
  do {
    if (startsName(p.kind)) names.push(parseName(p));
    else if (isKeyword(p.kind)) {
      p.expected(`the name of an attribute (a reserved word needs quotes: "${p.text()}")`);
      names.push(parseIdentifier(p));
    } else {
      p.expected('the name of an attribute');
      break;
    }
  } while (p.accept(T.DOT));
  return { kind: 'attrPath', start: Math.min(start, p.lastEnd), end: p.lastEnd, names: trimmed(names) };
}

function parseName(p: Cursor): AttrName {
  switch (p.kind) {
    case T.STRING_OPEN:
      return parseString(p);
    case T.DOLLAR_BRACE:
      return parseInterpolation(p);
    default:
      return parseIdentifier(p);
  }
}
