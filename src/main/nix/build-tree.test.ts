import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BuildNode } from '../../shared/contract';
import { failedDerivations } from './build-events';
import { BuildTree, storeName } from './build-tree';
import { parseNixLine } from './internal-json';

interface Replay {
  readonly tree: BuildTree;
  readonly nodes: ReadonlyMap<string, BuildNode>;
  readonly log: string[];
  readonly fractions: (number | null)[];
}

function recording(name: string): string {
  return readFileSync(new URL(`testing/nix-${name}.log`, import.meta.url), 'utf8');
}

/** Added to every id, it leaves so few bits that doubles merge eight neighbours. */
const FAR = 2n ** 55n;

/** A recording as a Nix with a high process id would have made it. */
function movedFar(text: string): string {
  return text.replace(
    /("(?:id|parent)":)([1-9]\d*)/g,
    (_, key: string, id: string) => key + (BigInt(id) + FAR),
  );
}

/** Ids as JSON.parse reads them. */
function naiveIds(text: string): ReadonlySet<unknown> {
  const ids = text.split('\n').flatMap((line) => {
    const event: unknown = line.startsWith('@nix ') ? JSON.parse(line.slice(5)) : null;
    return typeof event === 'object' && event !== null && 'id' in event ? [event.id] : [];
  });
  return new Set(ids);
}

/** Feeds a recording line by line and merges the changes as a reader of the feed does. */
function replay(
  name: string,
  tree = new BuildTree([], { now: () => new Date(0) }),
  text = recording(name),
): Replay {
  const nodes = new Map<string, BuildNode>();
  const log: string[] = [];
  const fractions: (number | null)[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const event = parseNixLine(line);
    if (!event) continue;
    const entry = tree.push(event);
    if (entry) log.push(`${entry.source}: ${entry.text}`);
    for (const node of tree.takeChanges()?.nodes ?? []) nodes.set(node.name, node);
    fractions.push(tree.fraction());
  }
  return { tree, nodes, log, fractions };
}

describe.each(['2.8', '2.26', '2.34'])('a build by Nix %s', (version) => {
  it('ends with every derivation done, its phases seen and its log attributed', () => {
    const { tree, nodes, log } = replay(`${version}-good`);
    expect([...nodes.keys()]).toEqual(['libgreet-1.2', 'greet-1.0']);
    expect(nodes.get('libgreet-1.2')).toMatchObject({ state: 'done', kind: 'build', phase: 'buildPhase' });
    expect(nodes.get('greet-1.0')?.endedAt).toBe('1970-01-01T00:00:00.000Z');
    expect(log).toContain('libgreet-1.2: bold line');
    expect(tree.totals()).toEqual({ done: 2, expected: 2, failed: 0 });
    expect(tree.failures()).toEqual([]);
  });

  it('names the builder that failed with its log, not those that waited for it', () => {
    const { tree, nodes } = replay(`${version}-needs`);
    expect(nodes.get('bad-0.1')?.state).toBe('failed');
    expect(tree.failures().map((failure) => [storeName(failure.drv), failure.log])).toEqual([
      ['bad-0.1', ['compiling bad', 'main.c:3: error: no such thing']],
    ]);
    expect(tree.totals().failed).toBe(1);
  });

  it('never runs a bar backwards', () => {
    const known = replay(`${version}-good`).fractions.filter((fraction) => fraction !== null);
    expect(known.at(-1)).toBe(1);
    expect(known.toSorted((a, b) => a - b)).toEqual(known);
  });
});

describe('a copy', () => {
  it('counts paths with Nix 2.8, which tells no bytes', () => {
    const { tree, nodes } = replay('2.8-copy');
    expect(tree.totals()).toEqual({ done: 1, expected: 1, failed: 0 });
    expect(nodes.get('blob-1')).toMatchObject({ kind: 'copy', state: 'done' });
    expect(nodes.get('blob-1')?.bytes).toBeUndefined();
  });

  it('follows bytes with Nix 2.26', () => {
    const { nodes, fractions } = replay('2.26-copy');
    expect(nodes.get('blob-1')?.bytes).toEqual({ done: 3000112, expected: 3000112 });
    expect(fractions.some((fraction) => fraction !== null && fraction > 0 && fraction < 1)).toBe(true);
    expect(fractions.at(-1)).toBe(1);
  });
});

describe.each([
  '2.8-good',
  '2.26-good',
  '2.34-good',
  '2.8-needs',
  '2.26-needs',
  '2.34-needs',
  '2.8-copy',
  '2.26-copy',
])('ids beyond 2^53 in what Nix %s said', (name) => {
  it('would be merged by JSON.parse, and give the tree of the original', () => {
    const far = movedFar(recording(name));
    expect(naiveIds(far).size).toBeLessThan(naiveIds(recording(name)).size);
    const original = replay(name);
    const moved = replay(name, undefined, far);
    expect([...moved.nodes]).toEqual([...original.nodes]);
    expect(moved.log).toEqual(original.log);
    expect(moved.fractions).toEqual(original.fractions);
    expect(moved.tree.failures()).toEqual(original.tree.failures());
  });
});

describe('a build of thousands', () => {
  it('is told in parts that nobody is held up by', () => {
    const drvs = Array.from({ length: 1000 }, (_, index) => ({ drv: `/nix/store/${index}.drv` }));
    const tree = new BuildTree(drvs);
    const parts: number[] = [];
    for (let part = tree.takeChanges(); part !== null; part = tree.takeChanges())
      parts.push(part.nodes.length);
    expect(parts).toEqual([400, 400, 200]);
  });
});

describe('a build on another machine', () => {
  const start = (id: number, type: number, fields: readonly unknown[], text = '') =>
    `@nix ${JSON.stringify({ action: 'start', id, level: 0, text, type, fields })}`;
  const progress = (id: number, ...fields: number[]) =>
    `@nix ${JSON.stringify({ action: 'result', id, type: 105, fields })}`;
  const drv = '/nix/store/8dgq7flwkx2c4m12x0qfa7cw97rm18ak-libgreet-1.2.drv';

  it('names the machine, and is not counted again when that tells of it', () => {
    const lines = [
      start(1, 104, []),
      progress(1, 0, 1, 1, 0),
      start(2, 105, [drv, 'ssh-ng://nix@big?compress=true', 1, 1]),
      start(3, 104, []),
      start(4, 105, [drv, '', 1, 1]),
      progress(3, 0, 1, 1, 0),
    ];
    const { tree, nodes } = replay('', undefined, lines.join('\n'));
    expect(nodes.get('libgreet-1.2')).toMatchObject({ state: 'running', machine: 'big' });
    expect(tree.totals()).toEqual({ done: 0, expected: 1, failed: 0 });
  });
});

describe('planned builds', () => {
  it('wait before they run, keep their parent, and count as expected', () => {
    const drv = '/nix/store/8dgq7flwkx2c4m12x0qfa7cw97rm18ak-libgreet-1.2.drv';
    const tree = new BuildTree([{ drv, parent: '/nix/store/x.drv' }]);
    expect(tree.takeChanges()).toEqual({
      kind: 'build-nodes',
      nodes: [{ id: drv, name: 'libgreet-1.2', kind: 'build', state: 'waiting', parent: '/nix/store/x.drv' }],
      done: 0,
      expected: 1,
      failed: 0,
    });
    const { nodes } = replay('2.8-good', tree);
    expect(nodes.get('libgreet-1.2')).toMatchObject({ state: 'done', parent: '/nix/store/x.drv' });
    expect(tree.takeChanges()).toBeNull();
  });
});

describe('failedDerivations', () => {
  it('reads a hash mismatch and the wording of newer versions', () => {
    expect(
      failedDerivations("error: hash mismatch in fixed-output derivation '/nix/store/a-src.drv':\n"),
    ).toEqual(['/nix/store/a-src.drv']);
    expect(
      failedDerivations("Cannot build '/nix/store/a.drv'.\n       Reason: builder failed with exit code 2."),
    ).toEqual(['/nix/store/a.drv']);
    expect(
      failedDerivations("Cannot build '/nix/store/b.drv'.\n       Reason: 1 dependency failed."),
    ).toEqual([]);
    expect(failedDerivations("1 dependencies of derivation '/nix/store/b.drv' failed to build")).toEqual([]);
  });
});
