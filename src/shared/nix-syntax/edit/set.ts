import type { Expression } from '../nodes';
import { leafValue } from '../read/bindings';
import type { Leaf } from '../read/bindings';
import { literalValue } from '../read/literal';
import { withoutParens } from '../read/properties';
import type { NixTree } from '../tree';
import { insertAfter, insertIntoEmpty } from './insert';
import { ownersOf } from './owner';
import type { Owner } from './owner';
import { nixPath } from './print';
import { checked, parsedValue, refusal, reparsed } from './refuse';
import { containerOf, ownLeafOf, startsWith, targetOf } from './target';
import type { Target } from './target';
import type { TextEdit } from './text-edit';

/** Whether an expression can stand as an argument or a list element without parentheses. */
export function isOperand(node: Expression): boolean {
  switch (node.kind) {
    case 'unary':
    case 'binary':
    case 'apply':
    case 'hasAttr':
    case 'lambda':
    case 'let':
    case 'with':
    case 'assert':
    case 'if':
    case 'missing':
      return false;
    default:
      return true;
  }
}

/** `text`, which is a whole expression, so that it can stand as an argument or a list element. */
export function asOperand(text: string): string {
  return isOperand(parsedValue(text).root) ? text : `(${text})`;
}

/**
 * Sets an attribute of a module file to `valueText` (a Nix expression). An assignment that is there and
 * literal gets the new value in its place, inside `mkForce` or `mkDefault` if it has one. Otherwise it is
 * written as a dotted binding by the owner rule ({@link ownersOf}).
 * Throws `not-literal` (with line) when the value is computed, inherited or set under a condition,
 * `conflict` when it cannot stand beside what is there, `syntax-error` for a bad value.
 */
export function setAttr(tree: NixTree, path: readonly string[], valueText: string): TextEdit[] {
  parsedValue(valueText);
  const target = targetOf(tree, path);
  const leaf = ownLeafOf(tree, target);
  if (leaf) return replaceValue(tree, target, leaf, valueText);
  const whole = replaceWholeSet(tree, target, valueText);
  if (whole) return whole;
  refuseUnder(tree, target);
  return insertAttr(tree, target, valueText);
}

function replaceValue(tree: NixTree, target: Target, leaf: Leaf, valueText: string): TextEdit[] {
  const { start, end } = leaf.value;
  if (!leafValue(tree, leaf).literal) {
    throw refusal(
      tree,
      'not-literal',
      leaf.nameStart,
      `The value of \`${nixPath(target.path)}\` is computed`,
    );
  }
  const isArgument = withoutParens(leaf.written) !== leaf.value;
  const text = isArgument ? asOperand(valueText) : valueText;
  if (tree.source.slice(start, end) === text) return [];
  return checked(tree, [{ start, end, text }], 'The new value');
}

/** Replaces `path = { … };` when that one literal set is all there is of the attribute. */
function replaceWholeSet(tree: NixTree, target: Target, valueText: string): TextEdit[] | undefined {
  const below = target.reading.leaves.filter((leaf) => startsWith(leaf.path, target.path));
  const [first] = below;
  if (!first) return undefined;
  const block = target.reading.blocks.find(
    ({ path, conditions }) =>
      conditions.length === 0 && path.length === target.path.length && startsWith(path, target.path),
  );
  const { set } = block ?? {};
  const isAll = set && below.every(({ nameStart }) => set.start <= nameStart && nameStart < set.end);
  if (!isAll) {
    throw refusal(
      tree,
      'conflict',
      first.nameStart,
      `\`${nixPath(target.path)}\` is set attribute by attribute`,
    );
  }
  if (!literalValue(tree, set).literal) {
    throw refusal(tree, 'not-literal', set.start, `The value of \`${nixPath(target.path)}\` is computed`);
  }
  return checked(tree, [{ start: set.start, end: set.end, text: valueText }], 'The new value');
}

/** Refuses when something above the attribute is not a literal set. */
function refuseUnder(tree: NixTree, target: Target): void {
  for (const leaf of target.reading.leaves) {
    if (leaf.dynamic || leaf.path.length >= target.path.length || !startsWith(target.path, leaf.path))
      continue;
    if (!leaf.inherited && leaf.value.kind === 'attrSet') continue;
    throw refusal(
      tree,
      'not-literal',
      leaf.nameStart,
      `\`${nixPath(leaf.path)}\` is not written as a set here`,
    );
  }
}

function insertion(tree: NixTree, owner: Owner, valueText: string): TextEdit {
  const text = `${nixPath(owner.rest)} = ${valueText};`;
  const container = containerOf(owner.block.set);
  if (owner.anchor) return insertAfter(tree, container, owner.anchor, text);
  return insertIntoEmpty(tree, container, text, owner.block.enclosing.length === 0);
}

function insertAttr(tree: NixTree, target: Target, valueText: string): TextEdit[] {
  const owners = ownersOf(tree, target);
  for (const owner of owners) {
    const edits = [insertion(tree, owner, valueText)];
    if (reparsed(tree, edits)) return edits;
  }
  const name = nixPath(target.path);
  const conditional = target.reading.blocks.findLast(
    ({ conditions, path }) => conditions.length > 0 && startsWith(target.path, path),
  );
  if (conditional) {
    const condition = conditional.conditions.join(' and ');
    throw refusal(
      tree,
      'not-literal',
      conditional.set.start,
      `\`${name}\` belongs to a set that is only used under the condition ${condition}`,
    );
  }
  const best = owners[0];
  if (best)
    throw refusal(tree, 'conflict', best.block.set.start, `\`${name}\` cannot stand beside what is here`);
  throw refusal(
    tree,
    'not-literal',
    target.body.sets[0]!.set.start,
    `\`${name}\` has no plain set to stand in`,
  );
}
