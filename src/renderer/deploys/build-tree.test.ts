import { describe, expect, it } from 'vitest';
import type { BuildNode } from '../../shared/contract';
import { countNodes, treeRows } from './build-tree';

const node = (id: string, parent?: string, state: BuildNode['state'] = 'done'): BuildNode => ({
  id,
  name: id,
  kind: 'build',
  state,
  ...(parent === undefined ? {} : { parent }),
});
const map = (...nodes: BuildNode[]) => new Map(nodes.map((entry) => [entry.id, entry]));
const shape = (nodes: ReadonlyMap<string, BuildNode>, cap?: number) =>
  treeRows(nodes, cap).rows.map(({ node: { id }, depth }) => `${' '.repeat(depth)}${id}`);

describe('countNodes', () => {
  it('counts every node of the tree, by what became of it', () =>
    expect(
      countNodes(map(node('a'), node('b'), node('c', 'a', 'failed'), node('d', 'a', 'running'))),
    ).toEqual({ done: 2, total: 4, failed: 1 }));
});

describe('treeRows', () => {
  it('puts children under their parents in the order they came', () =>
    expect(shape(map(node('b', 'a'), node('a'), node('d', 'b'), node('c', 'a')))).toEqual([
      'a',
      ' b',
      '  d',
      ' c',
    ]));

  it('takes a node with an unknown parent as a root', () =>
    expect(shape(map(node('x', 'gone'), node('y')))).toEqual(['x', 'y']));

  it('does not hang on a node that is its own parent', () =>
    expect(shape(map(node('a', 'a')))).toEqual(['a']));

  it('keeps what fails or runs, with what is above it, when there is too much', () => {
    const many = Array.from({ length: 50 }, (_, index) => node(`n${index}`, 'root'));
    const nodes = map(node('root'), ...many, node('late', 'n49', 'running'), node('bad', 'root', 'failed'));
    const { rows, hidden } = treeRows(nodes, 5);
    expect(rows.map((row) => row.node.id)).toEqual(expect.arrayContaining(['root', 'n49', 'late', 'bad']));
    expect(rows.length + hidden).toBe(53);
    expect(rows.length).toBeLessThan(8);
  });
});
