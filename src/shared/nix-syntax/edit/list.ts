import type { Expression, ListNode } from '../nodes';
import { literalValue } from '../read/literal';
import { textOf } from '../read/names';
import { withoutParens } from '../read/properties';
import type { NixTree } from '../tree';
import { insertAfter, insertFirst, insertIntoEmpty, removal } from './insert';
import { nixPath } from './print';
import { checked, parsedValue, refusal } from './refuse';
import { asOperand, setAttr } from './set';
import { containerOf, ownLeafOf, targetOf } from './target';
import type { Target } from './target';
import type { TextEdit } from './text-edit';

/** The list literals of `a ++ [ … ]`, `with x; [ … ]` and the like, in source order. */
function listsOf(root: Expression): ListNode[] {
  const lists: ListNode[] = [];
  const pending: Expression[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = withoutParens(next);
    if (node.kind === 'list') lists.push(node);
    else if (node.kind === 'with' || node.kind === 'let') pending.push(node.body);
    else if (node.kind === 'binary' && node.operator === '++') pending.push(node.right, node.left);
  }
  return lists;
}

/** The elements of the lists that mean the same as `itemText`: the same text or the same literal value. */
function matches(tree: NixTree, lists: readonly ListNode[], itemText: string): Expression[] {
  const item = parsedValue(itemText);
  const wanted = literalValue(item, item.root);
  const text = textOf(item, withoutParens(item.root));
  const key = wanted.literal ? JSON.stringify(wanted.value) : undefined;
  const isString = withoutParens(item.root).kind === 'string';
  return lists
    .flatMap((list) => list.items)
    .filter((element) => {
      const node = withoutParens(element);
      if (textOf(tree, node) === text) return true;
      const value = literalValue(tree, node);
      // A path and a string of the same text are different things.
      return value.literal && (node.kind === 'string') === isString && JSON.stringify(value.value) === key;
    });
}

function listsAt(tree: NixTree, target: Target): ListNode[] | undefined {
  const leaf = ownLeafOf(tree, target);
  if (!leaf) return undefined;
  const lists = listsOf(leaf.value).filter(({ close }) => close >= 0);
  if (lists.length > 0) return lists;
  throw refusal(tree, 'not-literal', leaf.nameStart, `The list \`${nixPath(target.path)}\` is computed`);
}

function add(tree: NixTree, lists: readonly ListNode[], itemText: string): TextEdit[] {
  if (matches(tree, lists, itemText).length > 0) return [];
  const list = lists.at(-1)!;
  const container = { open: list.open, close: list.close, items: list.items };
  const last = list.items.at(-1);
  const text = asOperand(itemText);
  const edit = last ? insertAfter(tree, container, last, text) : insertIntoEmpty(tree, container, text, true);
  return checked(tree, [edit], 'The new element');
}

/**
 * Adds an element at the end of a list (the last literal list of `a ++ [ … ]`); writes the list if the
 * attribute is not set. No edits when the element is there already. Throws as {@link setAttr} does.
 */
export function addToList(tree: NixTree, path: readonly string[], itemText: string): TextEdit[] {
  const lists = listsAt(tree, targetOf(tree, path));
  return lists ? add(tree, lists, itemText) : setAttr(tree, path, `[ ${asOperand(itemText)} ]`);
}

/** Takes an element out of a list wherever it stands in it; no edits when it does not. */
export function removeFromList(tree: NixTree, path: readonly string[], itemText: string): TextEdit[] {
  return removeFrom(tree, targetOf(tree, path), itemText);
}

function removeFrom(tree: NixTree, target: Target, itemText: string): TextEdit[] {
  const found = matches(tree, listsAt(tree, target) ?? [], itemText);
  return checked(
    tree,
    found.map((node) => removal(tree, node)),
    'Removing the element',
  );
}

/**
 * Adds a module, `./x.nix` as Nix writes it, to `imports`; without `imports` it becomes the first binding
 * of the module. Throws `not-literal` when `imports` has no literal list.
 */
export function addImport(tree: NixTree, pathText: string): TextEdit[] {
  const target = targetOf(tree, ['imports'], true);
  const lists = listsAt(tree, target);
  if (lists) return add(tree, lists, pathText);
  const set = target.body.sets.find(({ conditions }) => conditions.length === 0)?.set;
  if (!set || set.open < 0 || set.close < 0) {
    throw refusal(tree, 'not-literal', tree.root.start, 'This file has no place for imports');
  }
  const text = `imports = [ ${asOperand(pathText)} ];`;
  return checked(tree, [insertFirst(tree, containerOf(set), text)], 'The import');
}

/** Takes a module out of `imports`; no edits when it is not there. */
export function removeImport(tree: NixTree, pathText: string): TextEdit[] {
  return removeFrom(tree, targetOf(tree, ['imports'], true), pathText);
}
