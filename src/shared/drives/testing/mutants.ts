import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst, transformWithOxc } from 'vite';
import type { judgeDrive } from '../judge';

/** The rules without one of their conditions. */
export interface Mutant {
  /** What was removed, with the file's own words. */
  readonly name: string;
  readonly code: string;
}

/** The files that decide, each after those it imports. */
const FILES = ['reasons', 'machine', 'system-paths', 'storage-graph', 'drive-kind', 'in-use', 'judge'];
/** What decides no verdict: names and their order, words, the order of the list. */
const UNDECIDING = [
  'REASON_CODES',
  'REFUSALS',
  'HIDINGS',
  'CAUTION_CODES',
  'VERDICTS',
  'kindWords',
  'judgeDrives',
];

interface Tree {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && typeof (value as Tree).type === 'string';

/** All rules as one script without types, imports and exports. */
export async function rulesAsScript(folder: string): Promise<string> {
  const parts = await Promise.all(
    FILES.map(async (file) => {
      const path = join(folder, `${file}.ts`);
      const { code } = await transformWithOxc(readFileSync(path, 'utf8'), path, { sourcemap: false });
      return code.replaceAll(/^import .*$/gm, '').replaceAll(/^export (?=const|function)/gm, '');
    }),
  );
  return parts.join('\n');
}

/** The judge of a script of {@link rulesAsScript}. */
export function judgeOf(code: string): typeof judgeDrive {
  // oxlint-disable-next-line no-new-func -- our own rules, changed in memory
  return new Function(`${code}\nreturn judgeDrive;`)() as typeof judgeDrive;
}

/**
 * Each condition removed: what stands behind an `if` never done, each side of `&&`, `||` and `? :` alone, each case of a
 * switch left out, each word of a list and of a regular expression's choices taken away, each report not made.
 */
export function mutantsOf(code: string): Mutant[] {
  const found: Mutant[] = [];
  const text = (node: Tree): string => code.slice(node.start, node.end);
  const replace = (node: Tree, by: string, what: string): void => {
    const short = text(node).replaceAll(/\s+/g, ' ').slice(0, 90);
    found.push({ name: `${what}: ${short}`, code: code.slice(0, node.start) + by + code.slice(node.end) });
  };
  const visit = (node: Tree): void => {
    if (UNDECIDING.includes((node['id'] as { name?: string } | null | undefined)?.name ?? '')) return;
    if (node.type === 'IfStatement') replace(node['test'] as Tree, 'false', 'never');
    if (node.type === 'LogicalExpression' && node['operator'] !== '??') {
      replace(node, text(node['left'] as Tree), 'left alone');
      replace(node, text(node['right'] as Tree), 'right alone');
    }
    if (node.type === 'ConditionalExpression') {
      replace(node, text(node['consequent'] as Tree), 'always');
      replace(node, text(node['alternate'] as Tree), 'never');
    }
    if (node.type === 'SwitchCase' && node['test'] !== null) {
      replace(node['test'] as Tree, '"nothing of the kind"', 'no case');
    }
    if (node.type === 'ArrayExpression') {
      for (const element of node['elements'] as (Tree | null)[]) {
        if (element?.type === 'Literal') replace(element, '"nothing of the kind"', 'not in the list');
      }
    }
    if (node.type === 'Literal' && node['regex'] !== undefined) {
      for (const choice of text(node).matchAll(/[a-z]+(?=[|)])/g)) {
        const start = node.start + choice.index;
        found.push({
          name: `not in the pattern: ${choice[0]} of ${text(node)}`,
          code: `${code.slice(0, start)}nothing${code.slice(start + choice[0].length)}`,
        });
      }
    }
    if (node.type === 'ExpressionStatement') {
      const called = /^(say|found\.push)\(/.test(text(node));
      if (called) replace(node, '', 'not reported');
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isTree(child)) visit(child);
    }
  };
  visit(parseAst(code) as unknown as Tree);
  return found;
}
