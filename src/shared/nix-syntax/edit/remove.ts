import type { AttrName, AttrSet, Binding, BindingNode, Inherit } from '../nodes';
import { hasComment, lineTail } from '../read/comments';
import type { Leaf } from '../read/bindings';
import { nameText } from '../read/names';
import { withoutParens } from '../read/properties';
import type { NixTree } from '../tree';
import { removal } from './insert';
import { nixPath } from './print';
import { checked, refusal } from './refuse';
import { startsWith, targetOf } from './target';
import type { Target } from './target';
import type { TextEdit } from './text-edit';

/**
 * Takes an attribute, and what is below it, out of a module file: its lines with the comments behind it.
 * A block that stood on lines of its own and is empty afterwards goes too, unless it holds comments; one
 * written on one line stays as `{ }`. Removes exactly what setAttr has inserted. No edits when the
 * attribute is not there; throws `not-literal` when it is set under a condition or by a dynamic name.
 */
export function removeAttr(tree: NixTree, path: readonly string[]): TextEdit[] {
  const target = targetOf(tree, path);
  const below = target.reading.leaves.filter((leaf) => startsWith(leaf.path, target.path));
  const certain = below.filter((leaf) => leaf.conditions.length === 0);
  const [conditional] = below;
  if (conditional && certain.length === 0) {
    throw refusal(
      tree,
      'not-literal',
      conditional.nameStart,
      `\`${nixPath(target.path)}\` is set under a condition`,
    );
  }
  const doomed = new Set<BindingNode>();
  const names: { from: Inherit; name: AttrName }[] = [];
  for (const leaf of certain) {
    const node = outermost(tree, target, leaf);
    if (node.kind === 'binding') doomed.add(node);
    else {
      const name = node.names.find(({ start }) => start === leaf.nameStart);
      if (name) names.push({ from: node, name });
    }
  }
  const kept = names.filter(({ from }) => {
    const isWhole = from.names.every((name) => names.some((other) => other.name === name));
    if (isWhole) doomed.add(from);
    return !isWhole;
  });
  dropEmptied(tree, target, doomed);
  const edits = [...outermostOf(doomed), ...kept.map(({ name }) => name)].map((node) => removal(tree, node));
  return checked(tree, edits, 'Removing it');
}

/** The statement that has to go for a leaf: the first around it whose path reaches the target's. */
function outermost(tree: NixTree, target: Target, leaf: Leaf): BindingNode {
  let length = 0;
  for (const binding of leaf.enclosing) {
    length += binding.path.names.map((name) => nameText(tree, name)).length;
    if (length >= target.path.length) return binding;
  }
  return leaf.binding;
}

/** Adds the blocks that would be left empty on lines of their own, from the inside out. */
function dropEmptied(tree: NixTree, target: Target, doomed: Set<BindingNode>): void {
  for (const block of target.reading.blocks.toReversed()) {
    const owner = block.enclosing.at(-1);
    if (!owner || !isDroppable(tree, target, block.set, owner)) continue;
    const { bindings } = block.set;
    if (bindings.length > 0 && bindings.every((binding) => doomed.has(binding))) doomed.add(owner);
  }
}

function isDroppable(tree: NixTree, target: Target, set: AttrSet, owner: Binding): boolean {
  const first = set.bindings[0];
  if (!first || withoutParens(owner.value) !== set) return false;
  // `config = { … };` is the frame of a module, not a setting.
  const isFrame = target.body.explicit && target.body.sets.some((part) => part.set.bindings.includes(owner));
  if (isFrame || !tree.source.slice(set.open, first.start).includes('\n')) return false;
  let from = set.open + 1;
  for (const binding of set.bindings) {
    if (hasComment(tree, from, binding.start)) return false;
    from = lineTail(tree, binding.end).end;
  }
  return !hasComment(tree, from, set.close);
}

function outermostOf(nodes: ReadonlySet<BindingNode>): BindingNode[] {
  const all = [...nodes];
  return all.filter(
    (node) => !all.some((other) => other !== node && other.start <= node.start && node.end <= other.end),
  );
}
