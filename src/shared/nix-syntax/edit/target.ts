import type { AttrSet } from '../nodes';
import type { Block, Leaf, Reading } from '../read/bindings';
import { moduleBody, readModule } from '../read/module';
import type { ModuleBody } from '../read/module';
import { priorityNumber } from '../read/properties';
import type { NixTree } from '../tree';
import type { Container } from './insert';
import { nixPath } from './print';
import { refusal } from './refuse';

/** What an edit of one attribute works on. */
export interface Target {
  readonly body: ModuleBody;
  readonly reading: Reading;
  /** The path from the root of the file's set: with `config` before it where the module has one. */
  readonly path: readonly string[];
}

/**
 * Finds what a path means in a module file. `outer` paths (`imports`) stand beside `config`, not in it.
 * Throws `not-literal` when the file is nothing whose attributes can be read.
 */
export function targetOf(tree: NixTree, path: readonly string[], outer = false): Target {
  const body = moduleBody(tree);
  if (!body) throw refusal(tree, 'not-literal', tree.root.start, 'This file is computed as a whole');
  const full = body.explicit && !outer ? ['config', ...path] : path;
  return { body, reading: readModule(tree, body), path: full };
}

/** Whether `prefix` is `path` or a beginning of it. */
export function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((name, i) => path[i] === name);
}

function equals(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b);
}

/**
 * The assignment of the target that counts in every case, the strongest first if there are several;
 * undefined when there is none. Throws `not-literal` when it is only made under a condition.
 */
export function leafOf(tree: NixTree, target: Target): Leaf | undefined {
  const all = target.reading.leaves.filter((leaf) => !leaf.dynamic && equals(leaf.path, target.path));
  const certain = all
    .filter((leaf) => leaf.conditions.length === 0)
    .toSorted((a, b) => priorityNumber(a.priority) - priorityNumber(b.priority));
  const [conditional] = all;
  if (certain.length === 0 && conditional) {
    const condition = conditional.conditions.join(' and ');
    throw refusal(
      tree,
      'not-literal',
      conditional.nameStart,
      `\`${nixPath(target.path)}\` is set under the condition ${condition}`,
    );
  }
  return certain[0];
}

/** As {@link leafOf}, but throws `not-literal` for an inherited attribute too. */
export function ownLeafOf(tree: NixTree, target: Target): Leaf | undefined {
  const leaf = leafOf(tree, target);
  if (leaf?.inherited) {
    throw refusal(tree, 'not-literal', leaf.nameStart, `\`${nixPath(target.path)}\` is inherited`);
  }
  return leaf;
}

/** The set of a block, as a container of bindings. */
export function containerOf(set: AttrSet): Container {
  return { open: set.open, close: set.close, items: set.bindings };
}

/** Blocks in which a plain assignment could be written: certain, without priority or dynamic names. */
export function plainBlocks(reading: Reading): Block[] {
  return reading.blocks.filter(
    ({ conditions, dynamic, priority, set }) =>
      conditions.length === 0 && !dynamic && priority === 'plain' && set.open >= 0 && set.close >= 0,
  );
}
