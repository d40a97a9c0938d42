import type { AttrName, AttrPath } from '../nodes';
import { staticName } from '../parser/duplicates';
import type { NixTree } from '../tree';

/** One name of an attribute path; `name` is null when only evaluation can tell it. */
export interface NameReference {
  readonly name: string | null;
  readonly start: number;
  readonly end: number;
}

/** The names of a binding's path, or of any attribute path. */
export function attrPathOf(tree: NixTree, at: AttrPath | { readonly path: AttrPath }): NameReference[] {
  const { names } = 'names' in at ? at : at.path;
  return names.map((node) => ({
    name: staticName(tree.source, node) ?? null,
    start: node.start,
    end: node.end,
  }));
}

/** The name as it is compared: the fixed name, or the source text of a dynamic one. */
export function nameText(tree: NixTree, node: AttrName): string {
  return staticName(tree.source, node) ?? tree.source.slice(node.start, node.end);
}

/** Source text of any node. */
export function textOf(tree: NixTree, node: { readonly start: number; readonly end: number }): string {
  return tree.source.slice(node.start, node.end);
}
