import { childrenOf } from '../nodes';
import type { NixNode } from '../nodes';
import type { NixTree } from '../tree';

const GROUPED = new Set<NixNode['kind']>([
  'select',
  'binary',
  'unary',
  'hasAttr',
  'lambda',
  'if',
  'let',
  'with',
  'assert',
  'apply',
]);

/**
 * The source with parentheses around everything that has been grouped. If the grouping is right Nix reads
 * the same from both. The function of a call stays bare, since Nix tells `f a b` and `(f a) b` apart.
 */
export function parenthesise(tree: NixTree): string {
  const write = (node: NixNode, isFunction: boolean): string => {
    let out = '';
    let at = node.start;
    for (const child of childrenOf(node)) {
      out += tree.source.slice(at, child.start);
      out += write(child, node.kind === 'apply' && child === node.fn && child.kind === 'apply');
      at = child.end;
    }
    out += tree.source.slice(at, node.end);
    return GROUPED.has(node.kind) && !isFunction ? `(${out})` : out;
  };
  return tree.source.slice(0, tree.root.start) + write(tree.root, false) + tree.source.slice(tree.root.end);
}
