import { leafValue } from '../read/bindings';
import type { NixTree } from '../tree';
import { nixPath } from './print';
import { refusal } from './refuse';
import { setAttr } from './set';
import { ownLeafOf, targetOf } from './target';
import type { TextEdit } from './text-edit';

/** Turns a boolean attribute over; one that is not set becomes true. Throws as {@link setAttr} does. */
export function toggle(tree: NixTree, path: readonly string[]): TextEdit[] {
  const leaf = ownLeafOf(tree, targetOf(tree, path));
  if (!leaf) return setAttr(tree, path, 'true');
  const value = leafValue(tree, leaf);
  if (!value.literal || typeof value.value !== 'boolean') {
    throw refusal(
      tree,
      'not-literal',
      leaf.nameStart,
      `\`${nixPath(path)}\` is not written as true or false`,
    );
  }
  return setAttr(tree, path, value.value ? 'false' : 'true');
}
