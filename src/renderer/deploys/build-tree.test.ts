import { describe, expect, it } from 'vitest';
import type { BuildNode } from '../../shared/contract';
import { atWork, buildFailures, countNodes, treeRows } from './build-tree';

const node = (id: string, parent?: string, state: BuildNode['state'] = 'done'): BuildNode => ({
  id,
  name: id,
  kind: 'build',
  state,
  ...(parent === undefined ? {} : { parent }),
});
const map = (...nodes: BuildNode[]) => new Map(nodes.map((entry) => [entry.id, entry]));
const shape = (nodes: ReadonlyMap<string, BuildNode>) =>
  treeRows(nodes).map(({ node: { id }, depth }) => `${' '.repeat(depth)}${id}`);

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
});

describe('atWork', () => {
  it('names what runs, the longest running first, and no more than there is room for', () => {
    const running = (id: string, startedAt: string): BuildNode => ({
      ...node(id, undefined, 'running'),
      startedAt,
    });
    const nodes = map(
      node('x'),
      running('late', '2026-01-01T00:00:09Z'),
      running('early', '2026-01-01T00:00:01Z'),
    );
    expect(atWork(nodes, 5).map(({ id }) => id)).toEqual(['early', 'late']);
    expect(atWork(nodes, 1).map(({ id }) => id)).toEqual(['early']);
  });
});

describe('buildFailures', () => {
  it('tells what pulled a failed builder in, and its own last lines', () => {
    const nodes = map(node('bad', 'lib', 'failed'), node('lib', 'system', 'waiting'), node('system'));
    const log = ['one', 'two', 'three'].map((text) => ({ source: 'bad', text }));
    expect(buildFailures(nodes, [...log, { source: 'lib', text: 'other' }], 2)).toEqual([
      { node: nodes.get('bad'), pulledIn: ['lib', 'system'], lines: ['two', 'three'] },
    ]);
  });
});
